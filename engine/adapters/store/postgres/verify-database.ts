import type { Log, PartitionHead } from '../../../app/ports.ts';
import { chainHash, genesisHash } from '../../../domain/journal/seal.ts';
import { err, ok, type Result } from '../../../domain/result.ts';
import { sha256 } from '../sha256.ts';
import { toHead } from './append-statement.ts';
import { type Database, openDatabase, usualTiming } from './database.ts';
import type { DatabaseAddress } from './database-address.ts';
import { type DatabaseProblem, databaseProblem } from './database-problem.ts';
import { listOrganisations } from './organisations.ts';

export type OrganisationVerification = {
  readonly organisation: string;
  readonly heads: readonly PartitionHead[];
  /** Sentences, each naming partition and entry. */
  readonly problems: readonly string[];
};

/**
 * Reads every entry of one organisation, or of all in the database, and computes every hash anew. Changes nothing and may
 * run beside engines: what they append meanwhile is left out. `each` is given the text of every entry.
 */
export async function verifyDatabase(
  address: DatabaseAddress,
  named: string | null,
  log: Log,
  each: (text: string) => void = () => {},
): Promise<Result<readonly OrganisationVerification[], DatabaseProblem>> {
  const open = (organisation: string | null): Database =>
    openDatabase({ address, organisation, log, timing: usualTiming });
  const outside = open(null);
  try {
    const all = (await outside.session(listOrganisations)).map(({ organisation }) => organisation);
    const wanted = named === null ? all : all.filter((one) => one === named);
    if (named !== null && wanted.length === 0) {
      const message = `${address.label} holds no organisation "${named}". It holds: ${all.join(', ')}`;
      return err({ code: 'unknown-organisation', message });
    }
    const verified: OrganisationVerification[] = [];
    for (const organisation of wanted) {
      const database = open(organisation);
      try {
        verified.push(await verifyOrganisation(database, organisation, each));
      } finally {
        await database.close();
      }
    }
    return ok(verified);
  } catch (error) {
    const problem = databaseProblem(error, address.label);
    if (problem === null) throw error;
    return err(problem);
  } finally {
    await outside.close();
  }
}

async function verifyOrganisation(
  database: Database,
  organisation: string,
  each: (text: string) => void,
): Promise<OrganisationVerification> {
  const rows = await database.ask({
    text: 'select partition, epoch, position, hash, restores from controlbook.head where organisation = $1 order by partition',
    values: [organisation],
  });
  const heads: PartitionHead[] = [];
  const problems: string[] = [];
  for (const row of rows) {
    const head = toHead(row);
    const restores = typeof row['restores'] === 'string' ? row['restores'] : null;
    const { followed, problem } = await walk(database, organisation, { ...head, restores }, each);
    heads.push(followed);
    if (problem !== null) problems.push(`The journal of ${head.partition} in ${database.label} is damaged: ${problem}`);
  }
  const [orphans] = await database.ask({ text: orphansText, values: [organisation] });
  const count = Number(orphans?.['count'] ?? 0);
  if (count > 0)
    problems.push(`${database.label} has ${count} entries of ${organisation} behind the end of their journal.`);
  return { organisation, heads, problems };
}

/** Engines append the head and its entries at once, so that nothing ever stands behind a head. */
const orphansText = `select count(*)::int as count from controlbook.entry e
left join controlbook.head h on h.organisation = e.organisation and h.partition = e.partition
where e.organisation = $1 and (h.position is null or e.position > h.position)`;

const pageText = `select position, hash, text from controlbook.entry
where organisation = $1 and partition = $2 and position > $3 and position <= $4 order by position limit 2000`;

/** Up to where the chain can be followed, and what stands in the way. */
async function walk(
  database: Database,
  organisation: string,
  { restores, ...head }: PartitionHead & { readonly restores: string | null },
  each: (text: string) => void,
): Promise<{ readonly followed: PartitionHead; readonly problem: string | null }> {
  const { partition } = head;
  const [first] = await database.ask({ text: pageText, values: [organisation, partition, 0, 1] });
  // A history that was put back from a backup has been in other epochs before.
  let epoch = first === undefined ? head.epoch : (epochOf(String(first['text'])) ?? head.epoch);
  const before = new Set<string>();
  let [position, hash] = [0, genesisHash(partition, epoch, sha256)];
  const at = (problem: string | null) => ({ followed: { partition, epoch, position, hash }, problem });
  while (position < head.position) {
    const rows = await database.ask({ text: pageText, values: [organisation, partition, position, head.position] });
    if (rows.length === 0) return at(`entry ${position + 1} is missing.`);
    for (const row of rows) {
      if (Number(row['position']) !== position + 1) return at(`entry ${position + 1} is missing.`);
      const text = String(row['text']);
      const next = chainHash(hash, text, sha256);
      if (next !== row['hash']) return at(`entry ${position + 1} does not fit the chain.`);
      const found = epochOf(text);
      if (found !== null && found !== epoch && !before.has(found)) {
        before.add(epoch);
        epoch = found;
      }
      const misplaced = whereItBelongs(text, { ...head, epoch }, position + 1);
      if (misplaced !== null) return at(`entry ${position + 1} ${misplaced}`);
      [position, hash] = [position + 1, next];
      each(text);
    }
  }
  if (hash !== head.hash) return at('its last hash is not the one its head names.');
  if (epoch !== head.epoch && (restores !== epoch || before.has(head.epoch))) {
    return at(`its head is in the epoch ${head.epoch}, its last entry in ${epoch}.`);
  }
  return { followed: head, problem: null };
}

function epochOf(text: string): string | null {
  try {
    const { epoch } = JSON.parse(text) as { epoch?: unknown };
    return typeof epoch === 'string' ? epoch : null;
  } catch {
    return null; // what is wrong with it is said where it is compared
  }
}

function whereItBelongs(text: string, { partition, epoch }: PartitionHead, position: number): string | null {
  let entry: Partial<Record<'partition' | 'epoch' | 'position', unknown>>;
  try {
    entry = JSON.parse(text) as typeof entry; // each field is compared below
  } catch {
    return 'is not JSON.';
  }
  const fits = entry.partition === partition && entry.epoch === epoch && entry.position === position;
  return fits ? null : `says that it is entry ${String(entry.position)} of ${String(entry.partition)}.`;
}
