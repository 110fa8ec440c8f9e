import type { frame as english } from '../english/frame.ts';
import type { Translation } from '../texts.ts';

export const frame: Translation<typeof english> = {
  'frame.home': 'Bewertung',
  'frame.items': 'Aufgaben',
  'frame.conflicts': 'Konflikte',
  'frame.import': 'Vorlage importieren',
  'frame.new': 'Neue Bewertung',
  'frame.library': 'Gruppen und Vorlagen',
  'frame.people': 'Personen und Rollen',
  'frame.settings': 'Einstellungen',
  'frame.report': 'Bericht herunterladen',
  'frame.help': 'Hilfe',
  'frame.more': 'Mehr',
  'frame.syncNow': 'Jetzt abgleichen',
  'frame.syncLabel': '{standing}. Jetzt abgleichen',

  'notices.bell': 'Mitteilungen',
  'notices.bellUnread': {
    one: 'Mitteilungen, {count} ungelesen',
    other: 'Mitteilungen, {count} ungelesen',
  },

  'page.actions': 'Kundenmaßnahmen',
  'page.activity': 'Aktivität',
  'page.administration': 'Verwaltung',
  'page.alerts': 'Benachrichtigungsregeln',
  'page.broken': 'Diese Seite lässt sich nicht anzeigen',
  'page.brokenText':
    'Vielleicht ist ein Teil davon nicht angekommen. Alles andere geht weiter, und nichts ist verloren.',
  'page.dimensions': 'Dimensionen',
  'page.notices': 'Mitteilungen',
  'page.owners': 'Eigentümer',
  'page.privacy': 'Datenschutz',
  'page.secureScore': 'Secure Score',
  'page.templates': 'Vorlagen',
  'page.webhooks': 'Webhooks',
  'page.workflow': 'Arbeitsablauf',

  'home.assessment': 'Die ganze Bewertung',

  'sync.connected': 'Verbunden',
  'sync.connecting': 'Verbindet',
  'sync.inStep': 'Im Gleichstand',
  'sync.offline': 'Offline',
  'sync.outdated': 'Neu laden',
  'sync.sending': { one: 'Sendet {count}', other: 'Sendet {count}' },
  'sync.syncing': 'Gleicht ab',

  'offline.text':
    'Der Dienst antwortet seit {since} nicht. Sie können weiterarbeiten: Änderungen werden aufgehoben und später gesendet.',
  'offline.waiting': {
    one: 'Der Dienst antwortet seit {since} nicht. {count} Änderung ist hier aufgehoben und wird später gesendet.',
    other:
      'Der Dienst antwortet seit {since} nicht. {count} Änderungen sind hier aufgehoben und werden später gesendet.',
  },
  'outdated.text':
    'Der Dienst wurde aktualisiert und versteht diesen Bereich nicht mehr. Laden Sie den Bereich neu; keine Änderung geht verloren.',
  'outdated.reload': 'Bereich neu laden',
  'outbox.notStored':
    'Dieses Excel lässt den Bereich nichts aufheben. Lassen Sie den Bereich offen, bis alles gesendet ist.',
  'archived.text':
    'Diese Bewertung wurde am {when} archiviert. Sie zeigt den damaligen Stand und nimmt keine Änderungen an.',

  'refused.title': '{field} von {item}',
  'refused.more': {
    one: '{count} weiterer Wert wurde nicht übernommen.',
    other: '{count} weitere Werte wurden nicht übernommen.',
  },

  'held.banner': {
    one: '{count} Änderung sieht nach einem Versehen aus und wurde nicht gesendet.',
    other: '{count} Änderungen sehen nach einem Versehen aus und wurden nicht gesendet.',
  },
  'held.title': { one: '{field}: {count} Zelle', other: '{field}: {count} Zellen' },
  'held.oneColumnSort':
    'Das sieht aus, als wäre eine Spalte ohne den Rest ihrer Zeilen sortiert worden. Nichts wurde gesendet.',
  'held.shiftedPaste': 'Das sieht nach einem Einfügen aus, das um einige Zeilen verrutscht ist. Nichts wurde gesendet.',
  'held.massClear': 'Das leert viele Zellen auf einmal. Nichts wurde gesendet.',
  'held.putBack': 'Zellen zurücksetzen',
  'held.send': 'Trotzdem senden',

  'account.signIn': 'Anmelden',
  'account.signOut': 'Abmelden',
  'account.signOutLater': {
    one: 'Abmelden, sobald {count} Änderung gesendet ist',
    other: 'Abmelden, sobald {count} Änderungen gesendet sind',
  },
  'account.signedOut': 'Melden Sie sich bei {issuer} an, um fortzufahren. Was Sie geschrieben haben, ist aufgehoben.',
  'account.signingIn': 'Melden Sie sich in dem Fenster an, das sich geöffnet hat.',
  'account.you': 'Sie sind {name}',

  'busy.syncing': 'Gleicht ab',
  'busy.creating': 'Legt die Bewertung an',
  'busy.inserting': 'Fügt die Blätter ein',
  'busy.reading': 'Liest die Arbeitsmappe',
  'busy.previewing': 'Prüft die Vorlage',
  'busy.importing': 'Importiert die Vorlage',
  'busy.settling': 'Entscheidet den Konflikt',
  'busy.saving': 'Speichert',
  'busy.deleting': 'Löscht die Bewertung',
  'busy.evidence': 'Ändert den Nachweis',
  'busy.roles': 'Ändert die Rollen',
  'busy.downloading': 'Lädt herunter',

  'binding.looking': 'Sieht sich die Arbeitsmappe an',
  'binding.asking': 'Fragt den Dienst nach der Bewertung',
  'binding.inserting': 'Fügt die Blätter ein',
  'binding.reading': 'Liest die Blätter',
  'binding.comparing': 'Vergleicht mit dem Dienst',
  'binding.writing': 'Bringt die Blätter auf den neuesten Stand',

  'start.title': 'Controlbook',
  'start.text':
    'Diese Arbeitsmappe ist noch keine Bewertung. Legen Sie hier eine an, oder treten Sie einer bei, die Ihre Organisation schon hat: Ihre Blätter kommen in diese Arbeitsmappe und bleiben im Gleichstand.',
  'start.import': 'Vorlage aus dieser Arbeitsmappe machen',
  'start.join': 'Einer Bewertung beitreten',
  'start.nothingToJoin': 'Es gibt noch keine Bewertung.',

  'unusable.damaged': 'Die Controlbook-Daten der Arbeitsmappe sind beschädigt',
  'unusable.newerLayout': 'Die Arbeitsmappe stammt von einer neueren Version',
  'unusable.foreign': 'Die Arbeitsmappe gehört einer anderen Organisation',
  'unusable.unknown': 'Die Bewertung der Arbeitsmappe gibt es nicht mehr',
  'unusable.lookAgain': 'Erneut ansehen',

  'differs.otherHistory':
    'Die Daten des Dienstes wurden seit dem letzten Abgleich dieser Arbeitsmappe aus einer Sicherung wiederhergestellt. Wählen Sie, wessen Werte gelten; bis dahin wird nichts gesendet oder geschrieben.',
  'differs.farBehind':
    'Seit dem letzten Abgleich dieser Arbeitsmappe ist so viel geschehen, dass nur noch Wert für Wert verglichen werden kann. Wählen Sie, wessen Werte gelten; bis dahin wird nichts gesendet oder geschrieben.',
  'differs.takeTheirs': 'Werte des Dienstes übernehmen',
  'differs.sendMine': 'Werte der Arbeitsmappe senden',
  'differs.cells': { one: '{count} Unterschied', other: '{count} Unterschiede' },
  'differs.cell': '{field}: hier „{workbook}“, beim Dienst „{engine}“',
  'differs.confirmTheirs': {
    one: '{count} Zelle dieser Arbeitsmappe wird mit dem Wert des Dienstes überschrieben.',
    other: '{count} Zellen dieser Arbeitsmappe werden mit den Werten des Dienstes überschrieben.',
  },
  'differs.confirmMine': {
    one: '{count} Wert dieser Arbeitsmappe wird als neue Änderung gesendet, für alle in der Gruppe.',
    other: '{count} Werte dieser Arbeitsmappe werden als neue Änderungen gesendet, für alle in der Gruppe.',
  },

  'function.noAssessment': 'Es gibt keine Bewertung namens „{name}“.',
  'function.severalAssessments': 'Mehrere Bewertungen heißen „{name}“. Stellen Sie die Gruppe davor: „{group}/{name}“.',
  'function.whichAssessment': 'Diese Arbeitsmappe ist keine Bewertung. Sagen Sie, welche gemeint ist.',
  'function.noItem': '„{assessment}“ hat keine Kontrolle oder Maßnahme „{item}“.',
  'function.noField': 'Es gibt keine Spalte „{field}“. Es gibt: {known}.',
  'function.noEngine': 'Der Dienst antwortet nicht.',
};
