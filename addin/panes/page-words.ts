import type { Page } from '../state/model.ts';
import type { WordKey } from '../ui/words/speech.ts';

/** What every page is called. */
export const pageWords = {
  home: 'frame.home',
  items: 'frame.items',
  conflicts: 'frame.conflicts',
  import: 'frame.import',
  new: 'frame.new',
  library: 'frame.library',
  settings: 'frame.settings',
  administration: 'page.administration',
  people: 'frame.people',
  templates: 'page.templates',
  dimensions: 'page.dimensions',
  owners: 'page.owners',
  actions: 'page.actions',
  activity: 'page.activity',
  privacy: 'page.privacy',
  workflow: 'page.workflow',
  alerts: 'page.alerts',
  webhooks: 'page.webhooks',
  secureScore: 'page.secureScore',
  notices: 'page.notices',
} as const satisfies Readonly<Record<Page, WordKey>>;

/** Where the way back of a page leads. */
export function pageBefore(page: Page): Page {
  switch (page) {
    case 'people':
    case 'templates':
    case 'dimensions':
    case 'owners':
    case 'actions':
    case 'activity':
    case 'privacy':
    case 'workflow':
    case 'alerts':
    case 'webhooks':
    case 'secureScore':
      return 'administration';
    default:
      return 'home';
  }
}
