import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  deleteAndRecreate,
  openInExcel,
  openInLibreOffice,
  renameOver,
  saveLikeExcel,
  saveLikeLibreOffice,
  slowCopy,
  syncInParts,
  touch,
  zipSaying,
} from '#test/support/folder-saves';
import { fastFolder, hashOf, type WatchedFolderTest, withWatchedFolder } from '#test/support/watched-folder';

const longest = 15_000;

/** What happened to one path, in order: what people and the engine put there, what the watch reported. */
type Happening = { readonly what: 'reported' | 'engine' | 'gone'; readonly sha256: string };

type Save = (path: string, bytes: Uint8Array) => Promise<void>;

/** mulberry32: a seed tells the whole run. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below);
  };
}

/**
 * Several people, each with one workbook, save in every way there is; now and then somebody waits until the watch has
 * seen it. What waits must be reported; what is reported must have been there; nothing is reported twice in a row.
 */
async function simulate(seed: number, steps: number, people: number, options: { readonly events: boolean }) {
  const operations: string[] = [];
  const run = async (folder: WatchedFolderTest): Promise<number> => {
    const happeningsByPath = new Map<string, Happening[]>();
    const writtenByPath = new Map<string, Set<string>>();
    const happen = (path: string, happening: Happening): void => {
      happeningsByPath.set(path, [...(happeningsByPath.get(path) ?? []), happening]);
    };
    await mkdir(folder.at('sub/deeper'), { recursive: true });
    await folder.start({
      settled: async (file) => happen(file.path, { what: 'reported', sha256: file.sha256 }),
      gone: async (path) => happen(path, { what: 'gone', sha256: '' }),
      refused: async (path, problem) => assert.fail(`${path} refused: ${problem.message}`),
    });

    let waits = 0;
    const onePerson = async (person: number): Promise<void> => {
      const random = seeded(seed * 100 + person);
      const pick = <T>(from: readonly T[]): T => {
        const picked = from[random(from.length)];
        assert.ok(picked !== undefined);
        return picked;
      };
      const saves: readonly [string, Save][] = [
        ['excel', (path, bytes) => saveLikeExcel(path, bytes, random(15))],
        ['libreoffice', (path, bytes) => saveLikeLibreOffice(path, bytes, random(15))],
        ['slow copy', (path, bytes) => slowCopy(path, bytes, 2 + random(10), random(12))],
        ['recreate', (path, bytes) => deleteAndRecreate(path, bytes, random(60))],
        ['rename over', renameOver],
        ['sync', (path, bytes) => syncInParts(path, bytes, 2 + random(3), random(60))],
        ['write', (path, bytes) => writeFile(path, bytes)],
      ];
      let path = `w${person}.xlsx`;
      let content = zipSaying(`${person} begins`, random(3000));
      const contents = [content];
      const put = (bytes: Uint8Array): void => {
        content = bytes;
        contents.push(bytes);
        writtenByPath.set(path, (writtenByPath.get(path) ?? new Set()).add(hashOf(bytes)));
      };
      const isSeen = (sha256: string): boolean => {
        const last = happeningsByPath.get(path)?.at(-1);
        return last !== undefined && last.what !== 'gone' && last.sha256 === sha256;
      };
      const waitUntilSeen = async (about: string): Promise<void> => {
        waits++;
        for (let waited = 0; !isSeen(hashOf(content)); waited += 10) {
          assert.ok(waited < longest, `${path} was not reported after: ${about}`);
          await sleep(10);
        }
      };
      put(content);
      await writeFile(folder.at(path), content);

      for (let step = 0; step < steps / people; step++) {
        const [name, save] = pick(saves);
        const kind = random(20);
        let about = `${step} ${path} ${name}`;
        if (kind < 13) {
          put(zipSaying(`${person} at ${step}`, random(3000)));
          await save(folder.at(path), content);
        } else if (kind < 15) {
          put(kind === 13 ? content : pick(contents));
          about += ' of a content it had before';
          await save(folder.at(path), content);
        } else if (kind === 15) {
          about = `${step} ${path} touch`;
          await touch(folder.at(path));
        } else if (kind === 16) {
          const before = path;
          path = `${pick(['', 'sub/', 'sub/deeper/'])}w${person}${pick(['', ' b'])}.xlsx`;
          about = `${step} ${before} moved to ${path}`;
          put(content);
          if (path !== before) await rename(folder.at(before), folder.at(path));
        } else if (kind === 17) {
          about = `${step} ${path} deleted for long`;
          await waitUntilSeen(about);
          await rm(folder.at(path));
          for (let waited = 0; happeningsByPath.get(path)?.at(-1)?.what !== 'gone'; waited += 10) {
            assert.ok(waited < longest, `${path} was not reported as gone: ${about}`);
            await sleep(10);
          }
          await save(folder.at(path), content);
        } else {
          about = `${step} ${path} written by the engine`;
          await waitUntilSeen(about);
          const close = kind === 18 ? await pick([openInExcel, openInLibreOffice])(folder.at(path)) : async () => {};
          const next = zipSaying(`engine for ${person} at ${step}`, random(3000));
          const expected = hashOf(content);
          const written = await folder.files.writeBack(path, expected, next);
          assert.equal(written.ok, kind !== 18, about);
          if (written.ok) {
            happen(path, { what: 'engine', sha256: written.value.sha256 });
            put(next);
          }
          await close();
        }
        operations.push(about);
        if (random(3) === 0) await waitUntilSeen(about);
        else await sleep(random(2 * fastFolder.settle));
      }
      await waitUntilSeen('the end');
    };
    await Promise.all(Array.from({ length: people }, (_, person) => onePerson(person)));
    await sleep(fastFolder.gone + 2 * fastFolder.rescan);

    for (const [path, happenings] of happeningsByPath) {
      for (const [index, happening] of happenings.entries()) {
        if (happening.what !== 'reported') continue;
        const before = happenings[index - 1];
        assert.notEqual(before?.sha256, happening.sha256, `${path} was reported twice in a row`);
        assert.ok(writtenByPath.get(path)?.has(happening.sha256), `${path} never held what was reported`);
      }
    }
    assert.deepEqual(folder.messages, []);
    return waits;
  };
  try {
    let waits = 0;
    await withWatchedFolder({ ...options, giveUp: 60_000 }, async (folder) => {
      waits = await run(folder);
    });
    return waits;
  } catch (error) {
    throw new Error(`seed ${seed}, ${JSON.stringify(options)}:\n${operations.slice(-60).join('\n')}`, { cause: error });
  }
}

describe('the watched folder: random saves', () => {
  for (const [seed, steps, events] of [
    [1, 250, true],
    [randomInt(1, 1_000_000), 650, true],
    [2, 100, false],
  ] as const) {
    it(`[D23] every content that stays is reported, none twice in a row (seed ${seed}, ${steps} saves, ${events ? 'events' : 'rescan alone'})`, async () => {
      assert.ok((await simulate(seed, steps, 10, { events })) > steps / 5);
    });
  }
});
