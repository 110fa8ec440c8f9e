import { type EndpointName, type Endpoints, endpoints } from '#engine/contract/http';
import {
  type Answer,
  type Asked,
  type DownloadIntent,
  type Loadable,
  type LoadIntent,
  lastOf,
  listKey,
  nameOfKey,
  type ReadName,
  type SendIntent,
} from '../state/asking.ts';
import type { BusyWhat, Page } from '../state/model.ts';
import type { CallProblem, Client, Request } from '../sync/client.ts';
import { freshId } from '../sync/outside.ts';
import type { Calls } from './calls.ts';
import type { Joined } from './parts.ts';
import { callProblem } from './problems.ts';

/** What pages read and change by the endpoints of the contract, whichever these are. */
export interface Asking {
  load(intent: LoadIntent): Promise<void>;
  /** The same for what belongs to no page: it is loaded again when somebody says so. */
  fetch(intent: LoadIntent): Promise<void>;
  send(intent: SendIntent): Promise<void>;
  download(intent: DownloadIntent): Promise<void>;
  /** What the page loaded of these is loaded once more. */
  stale(names: readonly ReadName[]): void;
  forget(what: ReadName | SendIntent['what']): void;
  /** What the page loaded is loaded once more: something has changed. */
  refresh(): void;
  /** Another page is shown: what only the one before asked for goes. */
  turnTo(page: Page): void;
}

export function createAsking({ client, engine, open, random, save, state, tell }: Joined, calls: Calls): Asking {
  /** What the shown page has asked for, by its key. */
  const shown = new Map<string, LoadIntent>();
  /** Keys of what was sent and never answered: sent again unchanged, it is the same. */
  const unanswered = new Map<string, string>();
  /** Of two loads of the same the later one counts. */
  const turns = new Map<string, number>();

  const put = (key: string, loadable: Loadable<unknown>): void =>
    tell({ kind: 'set', to: { lists: { ...state().lists, [key]: loadable } } });
  const load = async (intent: LoadIntent): Promise<void> => {
    shown.set(listKey(intent.what, intent.request), intent);
    return fetch(intent);
  };
  const fetch = async (intent: LoadIntent): Promise<void> => {
    const key = listKey(intent.what, intent.request);
    const turn = (turns.get(key) ?? 0) + 1;
    turns.set(key, turn);
    const last = lastOf(state().lists[key] ?? { kind: 'none' });
    put(key, { kind: 'loading', last });
    const answer = await ask(client, intent.what, intent.request);
    if (turns.get(key) !== turn) return;
    if (answer.ok) return put(key, { kind: 'ready', value: answer.value });
    const { code, detail } = answer.error;
    put(key, { kind: 'failed', last, code, detail: detail ?? '' });
    if (code === 'unauthenticated') tell({ kind: 'problem', problem: callProblem(answer.error, engine, [intent]) });
  };
  const reload = (names: readonly ReadName[]): void => {
    for (const [key, intent] of [...shown]) if (names.some((name) => name === nameOfKey(key))) void load(intent);
  };

  return {
    load,
    fetch,
    async send(intent) {
      const { what, request, reload: stale = [], inPlace = false } = intent;
      const show = (sent: unknown): void => {
        if (inPlace) tell({ kind: 'set', to: { sent: { ...state().sent, [what]: sent as never } } }); // as Sent has it
      };
      const fingerprint = `${what} ${JSON.stringify(request ?? null)}`;
      const key = unanswered.get(fingerprint) ?? freshId(random);
      show({ kind: 'under-way' });
      const answer = await calls.during(busyWith[what] ?? 'saving', () =>
        isCommand(what)
          ? calls.persist(what, { ...request, key } as never) // the parts of its Request with the key
          : ask(client, what, request),
      );
      if (answer.ok) {
        unanswered.delete(fingerprint);
        show({ kind: 'done', answer: answer.value });
        return reload(stale);
      }
      const { code, detail } = answer.error;
      if (code === 'no-engine') unanswered.set(fingerprint, key);
      else unanswered.delete(fingerprint);
      show({ kind: 'failed', code, detail });
      if (!inPlace || code === 'unauthenticated')
        tell({ kind: 'problem', problem: callProblem(answer.error, engine, [intent]) });
    },
    async download(intent) {
      const address = client.address(intent.what, (intent.request ?? {}) as never); // the parts of its Request
      const { name = null } = intent;
      // An address alone shows no token, and gives no other name: what is there is fetched and saved.
      if (name === null && (await client.isOpen())) return open(address);
      const file = await calls.during('downloading', () => client.file(address));
      if (file.ok) save({ ...file.value, name: name ?? file.value.name });
      else tell({ kind: 'problem', problem: callProblem(file.error, engine, [intent]) });
    },
    stale: reload,
    forget(what) {
      for (const key of [...shown.keys()]) {
        if (nameOfKey(key) !== what) continue;
        shown.delete(key);
        // What is still on its way is no longer wanted.
        turns.set(key, (turns.get(key) ?? 0) + 1);
      }
      const lists = Object.fromEntries(Object.entries(state().lists).filter(([key]) => nameOfKey(key) !== what));
      const { [what]: _gone, ...sent } = state().sent;
      tell({ kind: 'set', to: { lists, sent } });
    },
    refresh() {
      for (const intent of [...shown.values()]) void load(intent);
    },
    turnTo(page) {
      if (page === state().page) return;
      // What is still on its way to the page before is no longer wanted.
      for (const key of shown.keys()) if (nameOfKey(key) !== key) turns.set(key, (turns.get(key) ?? 0) + 1);
      shown.clear();
      const lists = Object.fromEntries(Object.entries(state().lists).filter(([key]) => nameOfKey(key) === key));
      tell({ kind: 'set', to: { page, lists, sent: {} } });
    },
  };
}

/** What a person waits for, where there is more to say than that it is being saved. */
const busyWith: Partial<Record<EndpointName, BusyWhat>> = {
  commitImport: 'importing',
  previewImport: 'previewing-import',
  previewCopy: 'previewing-import',
};

function isCommand(what: SendIntent['what']): boolean {
  return 'command' in endpoints[what];
}

/** Any endpoint, with the parts its intent was checked to have. */
function ask<Name extends EndpointName>(
  client: Client,
  what: Name,
  request: Asked<Endpoints[Name]> | undefined,
): Promise<
  { readonly ok: true; readonly value: Answer<Endpoints[Name]> } | { readonly ok: false; readonly error: CallProblem }
> {
  return client.call(what, (request ?? {}) as Request<Endpoints[Name]>);
}
