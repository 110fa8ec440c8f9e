import { sha256 } from '#engine/adapters/store/sha256';
import type { Verdict } from '#engine/contract/model/change';
import type { Entry } from '#engine/contract/model/entry';
import type { PartitionId } from '#engine/contract/model/ids';
import { chainHash, genesisHash } from '#engine/domain/journal/seal';
import type { Cluster } from '#test/faults/cluster';

/** An edit whose verdict has reached its writer. */
export type Acknowledged = {
  readonly command: string;
  readonly entity: string;
  readonly value: string;
  readonly writer: number;
  readonly verdict: Verdict;
  /** The last position anybody had been told of when it was first sent. */
  readonly after: number;
};

/** What the database holds, read entry by entry and compared with what people were told. */
export type History = {
  /** Reads on and returns what is wrong. */
  check(): Promise<readonly string[]>;
  acknowledge(edit: Acknowledged): void;
  /** The last position anybody has been told of. */
  told(): number;
  position(): number;
  hash(): string;
  edits(): number;
  hasValue(value: string): boolean;
};

type Written = { readonly position: number; readonly kind: string; readonly entity: string; readonly value: unknown };

export function createHistory({ server, database }: Cluster, partition: PartitionId, epoch: string): History {
  const name = new URL(database).pathname.slice(1);
  let position = 0;
  let hash = genesisHash(partition, epoch, sha256);
  let told = 0;
  let edits = 0;
  const writtenByCommand = new Map<string, Written[]>();
  const values = new Set<string>();
  const answers = new Map<string, Acknowledged>();
  const unchecked: Acknowledged[] = [];
  const wrong: string[] = [];

  const readOn = async (): Promise<void> => {
    const rows = (await server.query(readText, [partition, position], name)) as readonly Row[];
    for (const row of rows) {
      if (row.text === null) continue; // nothing new
      if (Number(row.position) !== position + 1) wrong.push(`gap: entry ${row.position} follows ${position}`);
      if (chainHash(hash, row.text, sha256) !== row.hash) {
        wrong.push(`fork: entry ${row.position} does not continue the chain`);
      }
      position = Number(row.position);
      hash = row.hash;
      const { event, command } = JSON.parse(row.text) as Entry; // as the engine wrote it
      const value = event.kind === 'changed' ? event.to : event.kind === 'conflicted' ? event.yours : null;
      if (typeof value === 'string') values.add(value);
      const kept = writtenByCommand.get(command) ?? [];
      writtenByCommand.set(command, kept);
      kept.push({ position, kind: event.kind, entity: 'entity' in event ? event.entity : '', value });
    }
    const [head] = rows;
    if (Number(head?.head) !== position || head?.head_hash !== hash) {
      wrong.push(`the head says ${head?.head}, the entries end at ${position}`);
    }
  };

  const compare = ({ command, verdict, after, entity, value }: Acknowledged): void => {
    const written = writtenByCommand.get(command) ?? [];
    if (verdict.outcome === 'refused') return void wrong.push(`${command} was refused: ${verdict.code}`);
    if (verdict.outcome === 'agreed') return;
    const kind = verdict.outcome === 'accepted' ? 'changed' : 'conflicted';
    const fitting = written.filter((one) => one.kind === kind);
    if (fitting.length === 0)
      return void wrong.push(`lost: ${command} was ${verdict.outcome}, the history has no such entry`);
    if (fitting.length > 1) wrong.push(`doubled: ${command} has ${fitting.length} entries`);
    const [one] = fitting;
    if (one === undefined) return;
    if (one.value !== value || one.entity !== entity) wrong.push(`changed: ${command} is not what was sent`);
    if (verdict.outcome !== 'accepted') return;
    if (one.position !== verdict.position)
      wrong.push(`moved: ${command} was told ${verdict.position}, stands at ${one.position}`);
    if (one.position <= after) wrong.push(`reordered: ${command} at ${one.position}, sent when ${after} was known`);
  };

  return {
    async check() {
      await readOn();
      for (const edit of unchecked.splice(0)) compare(edit);
      return wrong.splice(0);
    },
    acknowledge(edit) {
      const before = answers.get(edit.command);
      if (before === undefined) {
        answers.set(edit.command, edit);
        unchecked.push(edit);
        edits += 1;
      } else if (JSON.stringify(placeOf(before.verdict)) !== JSON.stringify(placeOf(edit.verdict))) {
        wrong.push(
          `two answers: ${edit.command} was ${JSON.stringify(before.verdict)}, then ${JSON.stringify(edit.verdict)}`,
        );
      }
      if (edit.verdict.outcome === 'accepted') told = Math.max(told, edit.verdict.position);
    },
    told: () => told,
    position: () => position,
    hash: () => hash,
    edits: () => edits,
    hasValue: (value) => values.has(value),
  };
}

type Row = { position: string; hash: string; text: string | null; head: string; head_hash: string };

/** Read as the server's administrator, whom no engine's row-level security holds back; one statement, so one moment. */
const readText = `select e.position, e.hash, e.text, h.position as head, h.hash as head_hash from controlbook.head h
left join controlbook.entry e on e.organisation = h.organisation and e.partition = h.partition and e.position > $2
where h.partition = $1 order by e.position`;

/** Where a conflict's field stands now may be told differently later; what became of the edit may not. */
function placeOf(verdict: Verdict): unknown {
  if (verdict.outcome === 'accepted') return [verdict.outcome, verdict.position];
  return verdict.outcome === 'conflict' ? [verdict.outcome, verdict.conflict] : [verdict.outcome];
}
