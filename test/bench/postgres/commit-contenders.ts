import pg from 'pg';
import type { Store } from '#engine/adapters/store/open-store';
import { appendStatement, headAfter, toOutcomes } from '#engine/adapters/store/postgres/append-statement';
import type { Organisation } from '#engine/app/organisation';
import type { JournalStore } from '#engine/app/ports';
import { pushChanges } from '#engine/app/push-changes';
import { createRecentEntries } from '#engine/app/recent-entries';
import { createScores } from '#engine/app/scores';
import { type ActionId, type CommandId, type Epoch, groupPartition, recordRef } from '#engine/contract/model/ids';
import { ok } from '#engine/domain/result';
import { startPostgres } from '#test/support/postgres-server';
import { openTestStore } from '#test/support/postgres-store';
import { importTemplate, openBenchAssessment, openBenchOrganisation, prose, writer } from '../bench-organisation.ts';
import { measureEdits, type Sample } from '../measure.ts';

export type CommitInput = {
  /** Groups of the organisation that are edited; each is a partition of the journal. */
  readonly groups: number;
  readonly writers: number;
  readonly seconds: number;
  /** Each edit is a statement and a commit of its own. */
  readonly single: boolean;
};

/** What several commits at the same time have at most: more connections make it slower, not faster. */
const connections = 20;

/** Edits of one organisation in PostgreSQL, the whole way of an edit; with every commit synced to the disk. */
export async function editPostgres({ groups, writers, seconds, single }: CommitInput): Promise<Sample> {
  const server = await startPostgres({ durable: true });
  const url = await server.database();
  const store = await openTestStore(url);
  const alone = single ? commitAlone(url, store) : null;
  const organisation = await openBenchOrganisation({ store: alone?.journal ?? store.journal });
  createScores(organisation);
  createRecentEntries(organisation);
  const places = await openGroups(organisation, groups);
  const bases = new Map<number, number>();
  const turns = places.map(() => Promise.resolve());
  const edit = async (number: number, count: number): Promise<void> => {
    const place = places[number % places.length] ?? nowhere();
    const action = place.actions[Math.floor(number / places.length) % place.actions.length] ?? nowhere();
    // Writers beyond the actions edit another field of them.
    const field = number < places.length * place.actions.length ? 'implementationNotes' : 'testPlan';
    const value = prose(`Writer ${number}, note ${count}.`, 80);
    const change = { entity: recordRef(action), field, value, base: bases.get(number) ?? 0 };
    const { partition, epoch } = place;
    const set = { id: `w${number}:${count}` as CommandId, partition, epoch, changes: [change] };
    const result = await pushChanges(organisation, set, writer, 'pane');
    const verdict = result.ok ? result.value[0] : undefined;
    if (verdict?.outcome !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(result)}`);
    bases.set(number, verdict.position);
  };
  const inTurn = (number: number, count: number): Promise<void> => {
    const at = number % turns.length;
    const turn = (turns[at] ?? Promise.resolve()).then(() => edit(number, count));
    turns[at] = turn;
    return turn;
  };
  const sample = await measureEdits(writers, seconds, single ? inTurn : edit);
  await organisation.idle();
  organisation.stopFollowing();
  await alone?.close();
  await store.close();
  await server.end();
  return sample;
}

/**
 * The same schema and the same statement, with its checks of head and chain; but one edit in each, on as many
 * connections as help. Edits of one partition follow each other, as the head of its journal demands.
 */
function commitAlone(url: string, store: Store): { readonly journal: JournalStore; close(): Promise<void> } {
  const { organisation } = store.installation;
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    onConnect: (client) => client.query(`select set_config('controlbook.organisation', $1, false)`, [organisation]),
  });
  const epochs = new Map<string, Epoch>();
  const journal: JournalStore = {
    heads: () => store.journal.heads(),
    async open(partition) {
      const head = await store.journal.open(partition);
      epochs.set(partition, head.epoch);
      return head;
    },
    async append(partition, after, entries) {
      const epoch = epochs.get(partition) ?? nowhere();
      const batch = { partition, epoch, after, entries };
      const statement = appendStatement(organisation, [batch]);
      const { rows } = await pool.query({ ...statement, values: [...(statement.values ?? [])] });
      if (toOutcomes(rows).get(partition)?.taken !== true) throw new Error('not taken');
      return ok(headAfter(batch));
    },
    read: (partition, after, limit) => store.journal.read(partition, after, limit),
    close: async () => {},
  };
  return { journal, close: () => pool.end() };
}

async function openGroups(organisation: Organisation, count: number) {
  const template = await importTemplate(organisation, 400);
  const places = [];
  for (let number = 1; number <= count; number += 1) {
    const { group } = await openBenchAssessment(organisation, template, `Plan ${number}`, `Group ${number}`);
    const partition = await organisation.group(group);
    const actions: readonly ActionId[] = [...organisation.index(group).assessmentsByAction.keys()];
    places.push({ partition: groupPartition(group), epoch: partition.image.epoch, actions });
  }
  return places;
}

function nowhere(): never {
  throw new Error('there is nothing to edit');
}
