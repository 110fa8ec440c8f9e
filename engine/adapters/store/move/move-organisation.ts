import type { PartitionHead } from '../../../app/ports.ts';
import { err, ok, type Result } from '../../../domain/result.ts';
import { carry } from './carry.ts';
import type { EndVerification, MoveEnd, MoveProblem, MoveSource, MoveTarget } from './move-end.ts';

export type Moved = {
  readonly organisation: string;
  /** The same on both sides, computed anew on both. */
  readonly heads: readonly PartitionHead[];
  /** Entries carried over by this run; the rest was there from an earlier, interrupted one. */
  readonly carried: number;
  readonly people: number;
};

/**
 * Carries an organisation from one place to the other, entry by entry as they were sealed, proves that both hold the
 * same chain, and only then says that it lives there. Interrupted at any moment it lives in one place at most, and the
 * same move run again goes on where it was. Snapshots are not carried: they are made anew.
 */
export async function moveOrganisation(
  source: MoveEnd,
  target: MoveEnd,
  tell: (line: string) => void,
): Promise<Result<Moved, MoveProblem>> {
  const from = await source.openSource();
  if (!from.ok) return from;
  try {
    return await moveFrom(from.value, source, target, tell);
  } finally {
    await from.value.close();
  }
}

async function moveFrom(
  from: MoveSource,
  source: MoveEnd,
  target: MoveEnd,
  tell: (line: string) => void,
): Promise<Result<Moved, MoveProblem>> {
  const { organisation } = from.installation;
  const opened = await target.openTarget(from.installation);
  if (!opened.ok) return opened;
  const to = opened.value;
  // Where it lives already, people may have been changed or forgotten since.
  const people = to.isInUse ? [] : from.directory.all();
  let carried = 0;
  try {
    const heads = await from.journal.heads();
    const unfit = await findUnfit(from.journal, heads, to, target.label);
    if (unfit !== null) return err(unfit);
    await to.begin();
    for (const head of heads) {
      const count = await carry(from.journal, head, to);
      if (count > 0) tell(`${head.partition}: ${count} entries`);
      carried += count;
    }
    await Promise.all(people.map((person) => to.directory.put(person)));
  } finally {
    await to.close();
  }
  tell('Reading both sides and computing every hash anew ...');
  const proof = await prove(organisation, source, target);
  if (!proof.ok) return proof;
  await from.leave(target.label);
  await to.settle();
  return ok({ organisation, heads: proof.value, carried, people: people.length });
}

/** A target is taken that is empty, or holds the beginning of this very history and does not live by itself. */
async function findUnfit(
  from: MoveSource['journal'],
  heads: readonly PartitionHead[],
  to: MoveTarget,
  label: string,
): Promise<MoveProblem | null> {
  const headByPartition = new Map(heads.map((head) => [head.partition, head]));
  let isSame = true;
  for (const there of await to.heads()) {
    const here = headByPartition.get(there.partition);
    const isBeginning = here !== undefined && there.position <= here.position && (await isOnChain(from, here, there));
    if (!isBeginning) {
      return {
        code: 'not-empty',
        message: `${label} already holds ${there.partition} with ${there.position} entries that are not the beginning of what is to be moved. Nothing was changed there. Name an empty place.`,
      };
    }
    headByPartition.delete(there.partition);
    if (there.position < here.position) isSame = false;
  }
  if (!to.isInUse || (isSame && headByPartition.size === 0)) return null;
  return {
    code: 'not-empty',
    message: `The organisation lives in ${label} already, with an older history than what is to be moved. Nothing was changed there. Look which of the two is the right one: controlbook verify.`,
  };
}

/** Hashes say it all: the first covers the epoch the history began in. */
async function isOnChain(from: MoveSource['journal'], here: PartitionHead, there: PartitionHead): Promise<boolean> {
  const [entry] = await from.read(here.partition, Math.max(0, there.position - 1), 1);
  return there.position === 0 ? there.epoch === (entry?.entry.epoch ?? here.epoch) : entry?.hash === there.hash;
}

async function prove(
  organisation: string,
  source: MoveEnd,
  target: MoveEnd,
): Promise<Result<readonly PartitionHead[], MoveProblem>> {
  const sides: EndVerification[] = [];
  for (const end of [source, target]) {
    const verified = await end.verify(organisation);
    if (!verified.ok) return verified;
    const [problem] = verified.value.problems;
    if (problem !== undefined) return err({ code: 'damaged', message: problem });
    sides.push(verified.value);
  }
  const [here, there] = sides.map(({ heads }) => [...heads].sort(byPartition)) as [PartitionHead[], PartitionHead[]]; // one a side
  const same = here.length === there.length && here.every((head, index) => isSameHead(head, there[index]));
  if (same) return ok(here);
  return err({
    code: 'not-the-same',
    message: `${source.label} and ${target.label} do not end in the same hashes. The organisation stays where it was. Remove what was copied and run it again.`,
  });
}

function byPartition(one: PartitionHead, other: PartitionHead): number {
  return one.partition < other.partition ? -1 : 1;
}

function isSameHead(one: PartitionHead, other: PartitionHead | undefined): boolean {
  return (
    one.partition === other?.partition &&
    one.epoch === other.epoch &&
    one.position === other.position &&
    one.hash === other.hash
  );
}
