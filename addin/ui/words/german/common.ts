import type { common as english } from '../english/common.ts';
import type { Translation } from '../texts.ts';

export const common: Translation<typeof english> = {
  'common.actionsOf': 'Was mit {name} geschehen soll',
  'common.builtIn': 'Mitgeliefert',
  'common.delete': 'Löschen',
  'common.edit': 'Bearbeiten',
  'common.andMore': { one: 'und {count} weitere', other: 'und {count} weitere' },
  'common.back': 'Zurück',
  'common.cancel': 'Abbrechen',
  'common.close': 'Schließen',
  'common.dismiss': 'Ausblenden',
  'common.loading': 'Wird geladen',
  'common.next': 'Weiter',
  'common.reset': 'Zurücksetzen',
  'common.save': 'Speichern',
  'common.show': 'Anzeigen',
  'common.showAll': 'Alles anzeigen',
  'common.showLess': 'Weniger anzeigen',
  'common.showMore': { one: '{count} weitere anzeigen', other: '{count} weitere anzeigen' },
  'common.tryAgain': 'Erneut versuchen',
  'common.undo': 'Rückgängig',

  'may.notEdit': 'Mit Ihrer Rolle können Sie das nicht bearbeiten. Fragen Sie die Verwaltung Ihrer Organisation.',
  'may.notTest':
    'Mit Ihrer Rolle können Sie keine Prüfergebnisse setzen. Fragen Sie die Verwaltung Ihrer Organisation.',
  'may.not':
    'Sie dürfen das ansehen, aber nicht ändern. Die Verwaltung Ihrer Organisation kann Ihnen eine Rolle geben.',

  'value.empty': '(leer)',
  'value.none': 'Keine',

  'person.nobody': 'Niemand',
  'person.none': 'Niemand mit diesem Namen',

  'field.additionalInformation': 'Weitere Informationen',
  'field.assignedTo': 'Zugewiesen an',
  'field.implementationDate': 'Umsetzungsdatum',
  'field.dueDate': 'Fällig am',
  'field.implementationNotes': 'Notizen zur Umsetzung',
  'field.implementationStatus': 'Umsetzungsstatus',
  'field.testDate': 'Prüfdatum',
  'field.testPlan': 'Prüfplan',
  'field.testResult': 'Prüfergebnis',
  'field.title': 'Titel',
  'field.inScopeServices': 'Dienste im Geltungsbereich',
  'field.pending': 'Wird gesendet …',
  'field.refused': '„{value}“ wurde nicht übernommen. {why}',
  'field.stamp': '{who}, {when}',

  'score.label': 'Erfüllungsgrad {percent}, {achieved} von {possible} Punkten',
  'score.nothing': 'Kein Erfüllungsgrad: noch zählt nichts',
  'score.points': '{achieved} von {possible} Punkten',

  'progress.of': '{done} von {total}',
  'progress.provider': 'Bewertete Kontrollen: {provider}',
  'progress.yours': 'Ihre bewerteten Kontrollen',

  'activity.none': 'Noch ist nichts geschehen.',
  'activity.changed': 'geändert',
  'activity.conflict': 'Konflikt',
  'activity.settled': 'entschieden',
  'activity.refused': 'abgelehnt',
  'activity.removed': 'entfernt',
  'activity.saved': 'gespeichert',
};
