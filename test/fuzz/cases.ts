import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { encodeBatch, encodeClosing, encodeHeader } from '#engine/adapters/store/embedded/line';
import { renderWorkbook } from '#engine/adapters/workbook/render/render-workbook';
import { protocolVersion } from '#engine/contract/version';
import { mutateBytes, mutateText, pick, upTo } from '#test/fuzz/mutate';
import { fileOf, formatA } from '#test/support/grids';
import { entriesAfter, partition } from '#test/support/journal-entries';
import { makeZip } from '#test/support/make-zip';
import { bytesOf, catalog, profile } from '#test/support/oscal-builders';
import { readParts } from '#test/support/read-parts';
import { sampleWorkbookModel } from '#test/support/sample-workbook-model';
import { type Random, seededRandom } from '#test/support/simulated-disk-file';

export const targets = ['xlsx', 'xls', 'oscal', 'csv', 'http', 'live', 'journal', 'token'] as const;
export type Target = (typeof targets)[number];
export type FuzzCase = { readonly target: Target; readonly bytes: Uint8Array };

/** Sound inputs to begin with; files of others too, where they are at hand. */
type Seeds = Readonly<Record<Target, readonly Uint8Array[]>>;

export async function openSeeds(): Promise<Seeds> {
  const own = await renderWorkbook(sampleWorkbookModel(4));
  const plain = formatA() as Parameters<typeof fileOf>[0]; // the sound one has plain values alone
  const real = realFiles();
  const epoch = 'e1';
  const head = { partition: partition('group:g1'), epoch, position: 0, hash: '0'.repeat(64) };
  const entries = entriesAfter(head, ['one', 'two']);
  const header = { partition: head.partition, epoch, first: 1, batch: 1, before: head.hash };
  const lines = [
    encodeHeader({ kind: 'header', ...header }),
    encodeBatch(1, entries),
    encodeClosing({ batch: 1, position: 2, hash: entries[1]?.hash ?? '' }),
  ];
  const json = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
  const change = { entity: 'record/a', field: 'testPlan', value: 'x', base: 0 };
  const set = { id: 'a:1', partition: 'group:g', epoch, changes: [change] };
  const cursor = { partition: 'group:g', epoch, position: 0 };
  return {
    xlsx: [own, fileOf(plain, 'xlsx'), fileOf(plain, 'ods'), ...real.filter((bytes) => bytes[0] === 0x50)],
    xls: [
      fileOf(plain, 'biff8'),
      fileOf(plain, 'biff5'),
      fileOf(plain, 'csv'),
      ...real.filter((bytes) => bytes[0] === 0xd0),
    ],
    oscal: [bytesOf(catalog()), bytesOf(profile())],
    csv: [
      Buffer.from('name,email,roles\nAda,ada@example.org,"admin, reader"\n"Grace ""Amazing""",g@example.org,\n'),
      Buffer.from('a;b\n1;2\n'),
    ],
    http: [
      json(set),
      json({
        title: 'Plan',
        template: 't',
        product: null,
        group: { name: 'G' },
        copyFrom: null,
        inScopeServices: null,
      }),
      json({ name: 'x', decision: 'keep', value: null, conflict: 'c1' }),
    ],
    live: [
      json({ kind: 'subscribe', protocol: protocolVersion, cursors: [cursor] }),
      json({ kind: 'push', set }),
      json({ kind: 'here', who: { name: 'x', workbook: null, place: null } }),
      json({ kind: 'sign-in', token: 'x' }),
      json({ kind: 'ping' }),
    ],
    journal: [Buffer.concat(lines), ...lines],
    token: [
      Buffer.from(
        'eyJhbGciOiJSUzI1NiIsImtpZCI6ImsifQ.eyJpc3MiOiJodHRwczovL2lzc3Vlci50ZXN0IiwiYXVkIjoiYSIsInN1YiI6IngifQ.c2lnbmF0dXJl',
      ),
      Buffer.from('eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.'),
      Buffer.from('cbk_0123456789abcdef0123456789abcdef'),
    ],
  };
}

/** Case number `index` of a seed; the same every time. */
export function makeCase(seeds: Seeds, seed: number, index: number, only: readonly Target[] = targets): FuzzCase {
  const random = seededRandom(seed * 1_000_003 + index);
  const target = only[index % only.length] as Target; // never empty
  return { target, bytes: bytesFor(random, target, seeds) };
}

function bytesFor(random: Random, target: Target, seeds: Seeds): Uint8Array {
  const sound = pick(random, seeds[target]);
  const other = pick(random, seeds[pick(random, targets)]);
  if (target === 'xlsx' && random() < 0.6) return mutateParts(random, sound);
  const isText = !['xlsx', 'xls'].includes(target);
  if (isText && random() < 0.25) return Buffer.from(structure(random));
  if (isText && random() < 0.6) return Buffer.from(mutateText(random, Buffer.from(sound).toString('utf8')));
  return mutateBytes(random, sound, other);
}

/** One part changed, the package around it sound: what is inside is reached. */
function mutateParts(random: Random, bytes: Uint8Array): Uint8Array {
  const parts = [...readParts(bytes)];
  const at = upTo(random, parts.length);
  const changed = parts.map(([name, content], index) => ({
    name: index === at && random() < 0.05 ? `${name}${pick(random, ['', '/', '\\', '.rels'])}` : name,
    content: index === at ? mutateText(random, content) : content,
  }));
  if (random() < 0.1) changed.splice(upTo(random, changed.length), 1);
  return makeZip(changed);
}

function structure(random: Random): string {
  const arbitrary = random() < 0.7 ? fc.json({ maxDepth: 6 }) : fc.string({ unit: 'binary', maxLength: 500 });
  return fc.sample(arbitrary, { numRuns: 1, seed: upTo(random, 2 ** 31) })[0] ?? '';
}

function realFiles(): readonly Uint8Array[] {
  const folder = process.env['CONTROLBOOK_REAL_DATA'];
  if (folder === undefined) return [];
  const workbooks = join(folder, 'workbooks');
  return readdirSync(workbooks)
    .filter((name) => /\.xlsx?$/.test(name))
    .map((name) => readFileSync(join(workbooks, name)));
}
