import type { help as english } from '../english/help.ts';
import type { Translation } from '../texts.ts';

export const help: Translation<typeof english> = {
  'help.title': 'So arbeitet Controlbook',
  'help.text': `**Blatt und Bereich zeigen dasselbe.** Schreiben Sie in die weißen Spalten des Blattes Action Items, oder benutzen Sie die Felder hier: Beides wird sofort gesendet, und jede andere offene Arbeitsmappe der Gruppe folgt.

* **Im Gleichstand** heißt: Alles ist beim Dienst. Offline werden Änderungen aufgehoben und später gesendet, jede genau einmal.
* **Wählen Sie eine Zeile**, und der Bereich zeigt sie: Anleitung, die Kontrollen, denen sie dient, Nachweise und Verlauf.
* **Ein Konflikt** heißt: Zwei Personen haben Verschiedenes geschrieben. Der vorhandene Wert bleibt, bis jemand auf der Seite Konflikte entscheidet. Nichts geht verloren.
* **Ein abgelehnter Wert** wird zurückgesetzt, und der Bereich sagt, warum.
* **Sortieren, filtern, färben, Spalten und Blätter hinzufügen**, wie Sie mögen: Nichts davon stört Controlbook.

**Punkte zählen**, wenn eine Maßnahme Implemented (oder Alternative Implementation) ist und ihre Prüfung Passed. Not in Scope lässt die Punkte weg, wenn Ihre Organisation nichts anderes entschieden hat.

**In jeder Zelle** jeder Arbeitsmappe:

* =CONTROLBOOK.SCORE("Bewertung") ist ihr Erfüllungsgrad,
* =CONTROLBOOK.PROGRESS("Bewertung") der Anteil bewerteter Kontrollen,
* =CONTROLBOOK.STATUS("Kontrolle oder Maßnahme") der Stand von einer,
* =CONTROLBOOK.COUNT("Bewertung"; "Test Result"; "Passed") die Zahl der Aufgaben mit einem Wert.

Ein Erfüllungsgrad ist keine Garantie dafür, dass eine Norm oder ein Gesetz eingehalten wird.`,
  'help.web': `**Punktzahlen, Berichte und die Verwaltung, ohne Excel.** Was in Arbeitsmappen geschieht, zeigt sich hier nach Sekunden.

* **Geantwortet** wird in Arbeitsmappen: in Excel mit dem Add-in, oder in einer Arbeitsmappe, die Sie hier herunterladen und in den Ordner legen, den der Dienst beobachtet.
* **Punkte zählen**, wenn eine Maßnahme Implemented (oder Alternative Implementation) ist und ihr Test Passed.
* **Verwaltung** ist alles, was zu keinem Blatt gehört: Vorlagen, Maßnahmen, Personen, Aktivität.

Eine Punktzahl ist keine Gewähr für die Einhaltung einer Norm oder Vorschrift.`,
};
