import type { administration as original } from '../english/administration.ts';
import type { Translation } from '../texts.ts';

export const administration: Translation<typeof original> = {
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

  'hub.actions': 'Die Maßnahmen, die alle Vorlagen teilen: Punkte, Eigentümer, Beschreibungen.',
  'hub.activity': 'Wer was wann getan hat.',
  'hub.alerts': 'Worüber Sie benachrichtigt werden möchten.',
  'hub.dimensions': 'Die Merkmale, nach denen Vorlagen und Maßnahmen gefiltert werden.',
  'hub.library': 'Vorlagen und woraus sie bestehen',
  'hub.owners': 'Wem Kontrollen und Maßnahmen gehören können.',
  'hub.people': 'Personen und Aufzeichnungen',
  'hub.privacy': 'Was über eine Person gespeichert ist: ausgeben, weitergeben, vergessen.',
  'hub.roles': 'Wer was darf.',
  'hub.secureScore': 'Microsoft 365 die Maßnahmen pflegen lassen, die es kennt.',
  'hub.settings': 'Sprache, und wie Punkte gezählt werden.',
  'hub.templates': 'Veröffentlichen, genehmigen, archivieren, sperren, kopieren, ausgeben.',
  'hub.webhooks': 'Anderen Programmen sagen, was geschieht.',
  'hub.work': 'Wie die Arbeit läuft',
  'hub.workflow': 'Wer welchen Schritt tun darf, und wann erinnert wird.',
};
