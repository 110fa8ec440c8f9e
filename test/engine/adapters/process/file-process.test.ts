import assert from 'node:assert/strict';
import { getPriority } from 'node:os';
import { loaderArguments } from '#engine/adapters/process/child-worker';
import { createFileProcess, type FileProcess, type FileProcessOptions } from '#engine/adapters/process/file-process';
import { fileChild } from '#test/support/file-child';
import { fileOf, formatA } from '#test/support/grids';
import { bytesOf, catalog, gzip } from '#test/support/oscal-builders';

const extension = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
const childFile = new URL(`../../../support/stubborn-child${extension}`, import.meta.url);

/** What the stubborn child answers, see there. */
type Seen = { readonly pid: number; readonly environment: readonly string[]; readonly bytes: Uint8Array };

const answers = 0;
const neverEnds = 1;
const eatsMemory = 2;
const ends = 3;
const takesAMoment = 4;

async function withProcess(
  options: Partial<FileProcessOptions>,
  run: (files: FileProcess, ask: (what: number) => Promise<Seen | string>) => Promise<void>,
): Promise<void> {
  const files = createFileProcess({ childFile, ...options });
  try {
    await run(files, async (what) => {
      const result = await files.workbooks.read(Uint8Array.of(what));
      return result.ok ? (result.value as unknown as Seen) : result.error.code; // the stubborn child's own answer
    });
  } finally {
    files.close();
  }
}

function pidOf(answer: Seen | string): number {
  assert.ok(typeof answer !== 'string', `no answer: ${answer}`);
  return answer.pid;
}

describe('opening files in processes of their own', () => {
  it('[H30] a job that never ends is given up and its process replaced, while others are served', async () => {
    await withProcess({ timeout: 4_000 }, async (_files, ask) => {
      const stuck = ask(neverEnds);
      const order: string[] = [];
      void stuck.then(() => order.push('stuck'));
      const served = [pidOf(await ask(answers)), pidOf(await ask(answers))];
      assert.deepEqual(order, []);
      assert.equal(await stuck, 'timeout');
      assert.equal(served[0], served[1]);
      pidOf(await ask(answers));
    });
  });

  it('[H30] a file that is given up is named with what to do about it', () =>
    withProcess({ timeout: 1_000, processes: 1 }, async (files) => {
      const result = await files.workbooks.read(Uint8Array.of(neverEnds));
      assert.ok(!result.ok);
      assert.match(
        result.error.message,
        /longer than 1 seconds.*nothing of it was taken.*save it as \.xlsx.*earlier copy/,
      );
    }));

  it('[H30] with one process, what waits behind a stuck job is served by the next process', async () => {
    await withProcess({ timeout: 3_000, processes: 1 }, async (_files, ask) => {
      const first = pidOf(await ask(answers));
      const [stuck, after] = await Promise.all([ask(neverEnds), ask(answers)]);
      assert.equal(stuck, 'timeout');
      assert.notEqual(pidOf(after), first);
    });
  });

  it('[H31] a job that needs too much memory is given up, and the next is served', async () => {
    await withProcess({ memory: 64, processes: 1 }, async (_files, ask) => {
      assert.equal(await ask(eatsMemory), 'out-of-memory');
      pidOf(await ask(answers));
    });
  });

  it('[H32] processes start with the first job, stay for the next, and are no more than allowed', async () => {
    await withProcess({ processes: 2 }, async (_files, ask) => {
      const first = pidOf(await ask(takesAMoment));
      assert.equal(pidOf(await ask(answers)), first);
      const pids = await Promise.all(Array.from({ length: 6 }, () => ask(takesAMoment)));
      assert.equal(new Set(pids.map(pidOf)).size, 2);
    });
  });

  it('[H32] closing answers what is under way and waiting, refuses what comes, and may be done twice', async () => {
    await withProcess({ processes: 1 }, async (files, ask) => {
      await ask(answers);
      const open = [ask(neverEnds), ask(answers)];
      files.close();
      files.close();
      assert.deepEqual(await Promise.all([...open, ask(answers)]), ['closed', 'closed', 'closed']);
    });
  });

  it('[H33] the process sees nothing of the environment but what it needs to run', async () => {
    process.env['CONTROLBOOK_SECRET_OF_A_TEST'] = 'x';
    try {
      await withProcess({}, async (_files, ask) => {
        const seen = await ask(answers);
        assert.ok(typeof seen !== 'string' && seen.environment.length > 0);
        assert.equal(seen.environment.includes('CONTROLBOOK_SECRET_OF_A_TEST'), false);
      });
    } finally {
      delete process.env['CONTROLBOOK_SECRET_OF_A_TEST'];
    }
  });

  it('[H33] of the arguments of node it takes those that load code, not those that debug or watch', () => {
    assert.deepEqual(
      loaderArguments([
        '--import',
        'tsx',
        '--conditions=source',
        '--inspect-brk',
        '--watch',
        '-C',
        'x',
        '--max-old-space-size=9',
      ]),
      ['--import', 'tsx', '--conditions=source', '-C', 'x'],
    );
  });

  it('[H36] a process that ends on its own is a problem of that job alone', async () => {
    await withProcess({ processes: 1 }, async (_files, ask) => {
      const [broken, served] = await Promise.all([ask(ends), ask(answers)]);
      assert.equal(broken, 'crashed');
      pidOf(served);
    });
  });

  it('[W163] the process gives way to the one that started it', async () => {
    await withProcess({}, async (_files, ask) => {
      assert.ok(getPriority(pidOf(await ask(answers))) > getPriority());
    });
  });

  it('[H36] bytes reach the process and come back as they are', async () => {
    await withProcess({}, async (files) => {
      const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => (index === 0 ? 0 : index % 256));
      const result = await files.workbooks.read(bytes);
      assert.ok(result.ok);
      assert.deepEqual(new Uint8Array((result.value as unknown as Seen).bytes), bytes); // the stubborn child's own answer
    });
  });

  it('[H30] gives OSCAL files, plain or packed, to their own reader', async () => {
    const files = createFileProcess({ childFile: fileChild, processes: 1 });
    try {
      for (const [name, bytes] of [
        ['catalog.json', bytesOf(catalog())],
        ['catalog.gz', gzip(catalog())],
      ] as const) {
        const result = await files.templates.read({ name, bytes, companions: {} }, null);
        assert.ok(result.ok, JSON.stringify(result));
        assert.equal(result.value.kind, 'oscal');
      }
    } finally {
      files.close();
    }
  });

  it('[H30] the real process reads, patches, inspects, imports and marks', async () => {
    const files = createFileProcess({ childFile: fileChild, processes: 1 });
    try {
      const bytes = fileOf(formatA() as Parameters<typeof fileOf>[0], 'xlsx'); // the sound one has plain values alone
      const file = { name: 'a.xlsx', bytes, companions: {} };
      const read = await files.workbooks.read(bytes);
      assert.ok(read.ok && read.value.sheets.length === 5);
      const edit = { sheet: 'Actions', row: 2, column: 4, value: 9, owned: true };
      const patched = await files.workbooks.patch(bytes, { edits: [edit], appends: [] });
      assert.ok(patched.ok);
      const inspected = await files.templates.inspect({ ...file, bytes: patched.value.bytes });
      assert.ok(inspected.ok && inspected.value.format === 'format-a');
      const imported = await files.templates.read({ ...file, bytes: patched.value.bytes }, null);
      assert.ok(imported.ok && imported.value.content.actions[0]?.points === 9);
      const marked = await files.templates.mark(file, []);
      assert.ok(marked.ok && marked.value.length > 0);
      const refused = await files.templates.read({ ...file, bytes: Uint8Array.of(1, 0, 2) }, null);
      assert.ok(!refused.ok && refused.error.code === 'not-a-workbook');
    } finally {
      files.close();
    }
  });
});
