import type { Text } from '../texts.ts';

export const frame = {
  'frame.home': 'Assessment',
  'frame.items': 'Action items',
  'frame.conflicts': 'Conflicts',
  'frame.import': 'Import a template',
  'frame.new': 'New assessment',
  'frame.library': 'Groups and templates',
  'frame.people': 'People and roles',
  'frame.settings': 'Settings',
  'frame.report': 'Download the report',
  'frame.help': 'Help',
  'frame.more': 'More',
  'frame.syncNow': 'Sync now',
  'frame.syncLabel': '{standing}. Sync now',

  'notices.bell': 'Notices',
  'notices.bellUnread': { one: 'Notices, {count} unread', other: 'Notices, {count} unread' },

  'page.actions': 'Customer actions',
  'page.activity': 'Activity',
  'page.administration': 'Administration',
  'page.alerts': 'Alert rules',
  'page.broken': 'This page could not be shown',
  'page.brokenText': 'A part of it may not have arrived. Everything else goes on working, and nothing is lost.',
  'page.dimensions': 'Dimensions',
  'page.notices': 'Notices',
  'page.owners': 'Owners',
  'page.privacy': 'Privacy',
  'page.secureScore': 'Secure Score',
  'page.templates': 'Templates',
  'page.webhooks': 'Webhooks',
  'page.workflow': 'Workflow',

  'home.assessment': 'The whole assessment',

  'sync.connected': 'Connected',
  'sync.connecting': 'Connecting',
  'sync.inStep': 'In step',
  'sync.offline': 'Offline',
  'sync.outdated': 'Reload needed',
  'sync.sending': { one: 'Sending {count}', other: 'Sending {count}' },
  'sync.syncing': 'Syncing',

  'offline.text': 'The engine has not answered since {since}. You can go on working: edits are kept and sent later.',
  'offline.waiting': {
    one: 'The engine has not answered since {since}. {count} edit is kept here and sent later.',
    other: 'The engine has not answered since {since}. {count} edits are kept here and sent later.',
  },
  'outdated.text': 'The engine has been updated and no longer understands this pane. Reload the pane; no edit is lost.',
  'outdated.reload': 'Reload the pane',
  'outbox.notStored':
    'This Excel does not let the pane keep unsent edits. Leave the pane open until everything is sent.',
  'archived.text': 'This assessment was archived on {when}. It shows how things stood then and takes no edits.',

  'refused.title': '{field} of {item}',
  'refused.more': { one: '{count} more value was not taken.', other: '{count} more values were not taken.' },

  'held.banner': {
    one: '{count} edit looks like a slip and has not been sent.',
    other: '{count} edits look like a slip and have not been sent.',
  },
  'held.title': { one: '{field}: {count} cell', other: '{field}: {count} cells' },
  'held.oneColumnSort': 'This looks like one column sorted without the rest of its rows. Nothing has been sent.',
  'held.shiftedPaste': 'This looks like a paste that slipped by some rows. Nothing has been sent.',
  'held.massClear': 'This clears many cells at once. Nothing has been sent.',
  'held.putBack': 'Put the cells back',
  'held.send': 'Send anyway',

  'account.signIn': 'Sign in',
  'account.signOut': 'Sign out',
  'account.signOutLater': {
    one: 'Sign out, once {count} edit has been sent',
    other: 'Sign out, once {count} edits have been sent',
  },
  'account.signedOut': 'Sign in at {issuer} to go on. What you have typed is kept.',
  'account.signingIn': 'Sign in in the window that has opened.',
  'account.you': 'You are {name}',

  'busy.syncing': 'Syncing',
  'busy.creating': 'Creating the assessment',
  'busy.inserting': 'Inserting the sheets',
  'busy.reading': 'Reading the workbook',
  'busy.previewing': 'Checking the template',
  'busy.importing': 'Importing the template',
  'busy.settling': 'Settling the conflict',
  'busy.saving': 'Saving',
  'busy.deleting': 'Deleting the assessment',
  'busy.evidence': 'Changing the evidence',
  'busy.roles': 'Changing the roles',
  'busy.downloading': 'Downloading',

  'binding.looking': 'Looking at the workbook',
  'binding.asking': 'Asking the engine for the assessment',
  'binding.inserting': 'Inserting the sheets',
  'binding.reading': 'Reading the sheets',
  'binding.comparing': 'Comparing with the engine',
  'binding.writing': 'Bringing the sheets up to date',

  'start.title': 'Controlbook',
  'start.text':
    'This workbook is no assessment yet. Create one here, or join one that your organisation has: its sheets are added to this workbook and kept in step.',
  'start.import': 'Make a template of this workbook',
  'start.join': 'Join an assessment',
  'start.nothingToJoin': 'There is no assessment yet.',

  'unusable.damaged': 'The workbook’s Controlbook data is damaged',
  'unusable.newerLayout': 'The workbook was written by a later version',
  'unusable.foreign': 'The workbook belongs to another organisation',
  'unusable.unknown': 'The workbook’s assessment no longer exists',
  'unusable.lookAgain': 'Look again',

  'differs.otherHistory':
    'The engine’s data was restored from a backup since this workbook was last in step. Choose whose values count; until then nothing is sent or written.',
  'differs.farBehind':
    'So much has happened since this workbook was last in step that the two can only be compared value by value. Choose whose values count; until then nothing is sent or written.',
  'differs.takeTheirs': 'Take the engine’s values',
  'differs.sendMine': 'Send the workbook’s values',
  'differs.cells': { one: '{count} difference', other: '{count} differences' },
  'differs.cell': '{field}: “{workbook}” here, “{engine}” on the engine',
  'differs.confirmTheirs': {
    one: '{count} cell of this workbook is overwritten with the engine’s value.',
    other: '{count} cells of this workbook are overwritten with the engine’s values.',
  },
  'differs.confirmMine': {
    one: '{count} value of this workbook is sent as a new edit, for everybody in the group.',
    other: '{count} values of this workbook are sent as new edits, for everybody in the group.',
  },

  'function.noAssessment': 'There is no assessment called “{name}”.',
  'function.severalAssessments': 'Several assessments are called “{name}”. Put the group before it: “{group}/{name}”.',
  'function.whichAssessment': 'This workbook is no assessment. Say which one is meant.',
  'function.noItem': '“{assessment}” has no control or action “{item}”.',
  'function.noField': 'There is no column “{field}”. There are: {known}.',
  'function.noEngine': 'The engine does not answer.',
} as const satisfies Readonly<Record<string, Text>>;
