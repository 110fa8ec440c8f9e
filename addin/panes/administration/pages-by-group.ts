import type { EndpointName } from '#engine/contract/http';
import { needs } from '#engine/contract/http/needs';
import type { Page, PaneState } from '../../state/model.ts';
import type { WordKey } from '../../ui/words/speech.ts';
import { may } from '../may.ts';

type Entry = {
  readonly page: Page;
  /** One line on what it is for. */
  readonly line: WordKey;
  /** Whoever may ask this may open the page. */
  readonly by: EndpointName;
};

/** The pages of the administration, in the order of their groups. */
const groups = [
  {
    title: 'hub.library',
    entries: [
      { page: 'templates', line: 'hub.templates', by: 'template' },
      { page: 'actions', line: 'hub.actions', by: 'actions' },
      { page: 'dimensions', line: 'hub.dimensions', by: 'dimensions' },
      { page: 'owners', line: 'hub.owners', by: 'owners' },
    ],
  },
  {
    title: 'hub.people',
    entries: [
      { page: 'people', line: 'hub.roles', by: 'changeAccess' },
      { page: 'privacy', line: 'hub.privacy', by: 'forgetPerson' },
      { page: 'activity', line: 'hub.activity', by: 'activity' },
    ],
  },
  {
    title: 'hub.work',
    entries: [
      { page: 'workflow', line: 'hub.workflow', by: 'workflowSettings' },
      { page: 'alerts', line: 'hub.alerts', by: 'alerts' },
      { page: 'webhooks', line: 'hub.webhooks', by: 'webhooks' },
      { page: 'secureScore', line: 'hub.secureScore', by: 'secureScore' },
      { page: 'settings', line: 'hub.settings', by: 'settings' },
    ],
  },
] as const satisfies readonly { readonly title: WordKey; readonly entries: readonly Entry[] }[];

/** What this person may open; a group with nothing in it is left out. */
export function pagesByGroup(state: PaneState): readonly {
  readonly title: (typeof groups)[number]['title'];
  readonly entries: readonly (typeof groups)[number]['entries'][number][];
}[] {
  return groups
    .map(({ title, entries }) => ({ title, entries: entries.filter(({ by }) => mayAsk(state, by)) }))
    .filter(({ entries }) => entries.length > 0);
}

/** Whether the engine would answer this person here. */
function mayAsk(state: PaneState, name: EndpointName): boolean {
  const need = needs[name];
  return typeof need === 'string' || may(state, need.permission);
}
