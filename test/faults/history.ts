import { sha256 } from '#engine/adapters/store/sha256';
import type { Verdict } from '#engine/contract/model/change';
import type { Entry } from '#engine/contract/model/entry';
import type { PartitionId } from '#engine/contract/model/ids';
import { chainHash, genesisHash } from '#engine/domain/journal/seal';
import type { ReadHistory } from '#test/faults/read-history';

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
  /** A comment whose author was told that it is there, and where. */
  acknowledgeComment(text: string, position: number): void;
  /** Somebody was told that it cannot be done now. */
  delay(code: string): void;
  /** How often, by code. */
  readonly delays: ReadonlyMap<string, number>;
  /** What stands in a field, as the history has it. */
  latest(entity: string, field: string): unknown;
};

type Written = { readonly position: number; readonly kind: string; readonly entity: string; readonly value: unknown };

export function createHistory(read: ReadHistory, partition: PartitionId, epoch: string): History {
  let position = 0;
  let hash = genesisHash(partition, epoch, sha256);
  let told = 0;
  let edits = 0;
  const writtenByCommand = new Map<string, Written[]>();
  const values = new Set<string>();
  const answers = new Map<string, Acknowledged>();
  const unchecked: Acknowledged[] = [];
  const wrong: string[] = [];
  const fields = new Map<string, unknown>();
  const written = new Map<string, number[]>();
  const comments = new Map<string, number>();
  const delays = new Map<string, number>();

  const readOn = async (): Promise<void> => {
    const { rows, head } = await read(partition, position);
    for (const row of rows) {
      if (row.position !== position + 1) wrong.push(`gap: entry ${row.position} follows ${position}`);
      if (chainHash(hash, row.text, sha256) !== row.hash) {
        wrong.push(`fork: entry ${row.position} does not continue the chain`);
      }
      ({ position, hash } = row);
      const { event, command } = JSON.parse(row.text) as Entry; // as the engine wrote it
      const value = event.kind === 'changed' ? event.to : event.kind === 'conflicted' ? event.yours : null;
      if (typeof value === 'string') values.add(value);
      if (event.kind === 'changed' || event.kind === 'resolved') fields.set(`${event.entity} ${event.field}`, event.to);
      if (event.kind === 'put' && event.entity.startsWith('comment/')) {
        const { text } = event.value as { text: string }; // what is put there
        written.set(text, [...(written.get(text) ?? []), position]);
      }
      const kept = writtenByCommand.get(command) ?? [];
      writtenByCommand.set(command, kept);
      kept.push({ position, kind: event.kind, entity: 'entity' in event ? event.entity : '', value });
    }
    if (head !== null && (head.position !== position || head.hash !== hash)) {
      wrong.push(`the head says ${head.position}, the entries end at ${position}`);
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
      // What is acknowledged while this reads may stand after what is read.
      const [due, said] = [unchecked.splice(0), [...comments]];
      await readOn();
      for (const edit of due) compare(edit);
      for (const [text, at] of said) {
        const found = written.get(text) ?? [];
        if (found.length === 1 && found[0] === at) continue;
        wrong.push(`the comment "${text}" was told ${at}, stands at ${found.join(' and ') || 'no place'}`);
      }
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
    acknowledgeComment: (text, at) => void comments.set(text, at),
    delay: (code) => void delays.set(code, (delays.get(code) ?? 0) + 1),
    delays,
    latest: (entity, field) => fields.get(`${entity} ${field}`),
  };
}

/** Where a conflict's field stands now may be told differently later; what became of the edit may not. */
function placeOf(verdict: Verdict): unknown {
  if (verdict.outcome === 'accepted') return [verdict.outcome, verdict.position];
  return verdict.outcome === 'conflict' ? [verdict.outcome, verdict.conflict] : [verdict.outcome];
}
