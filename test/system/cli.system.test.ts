import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { actionLine, type BuiltInFiles, controlLine, providerLine, writeBuiltIn } from '#test/support/built-in-folder';
import { compileChild } from '#test/support/compiled-child';
import { withTemporaryFolder } from '#test/support/temporary-folder';
import { until } from '#test/support/workbook-person';

const commandNames = [
  'start',
  'import',
  'new',
  'update',
  'attest',
  'export',
  'report',
  'people',
  'verify',
  'status',
  'secure-score',
  'activity',
  'template',
];

const face = { products: ['Office 365'] };
/** The frameworks of the default assessments, each in two controls. */
const fewTemplates: BuiltInFiles = {
  provider: [providerLine('guard-gates')],
  actions: [actionLine('lock-doors'), actionLine('watch-doors', { purpose: 'Detective' })],
  frameworks: {
    'iso-27001-2013': {
      face,
      controls: [
        { ...controlLine('A.1', 'lock-doors'), responsibility: 'shared', provider: ['guard-gates'] },
        controlLine('A.2', 'watch-doors'),
      ],
    },
    'nist-800-53r4': { face, controls: [controlLine('AC-1', 'lock-doors'), controlLine('AC-2', 'lock-doors')] },
    gdpr: { face, controls: [controlLine('Art. 5', 'lock-doors watch-doors')] },
  },
};

type Ended = { readonly code: number | null; readonly out: string; readonly err: string };

describe('the command line', function () {
  this.timeout(90_000);
  let compiled = '';
  let program = '';
  let templates = '';
  const running = new Set<ChildProcess>();

  before(async () => {
    compiled = await mkdtemp(join(tmpdir(), 'controlbook-cli-'));
    program = await compileChild(resolve('engine/cli.ts'), compiled, [resolve('engine/file-child.ts')]);
    templates = await writeBuiltIn(join(compiled, 'few-templates'), fewTemplates);
  });
  afterEach(() => {
    for (const child of running) child.kill('SIGKILL');
  });
  after(() => rm(compiled, { recursive: true, force: true }));

  function open(folder: string, args: readonly string[]) {
    const { PATH, HOME, USER } = process.env;
    const env = { PATH, HOME, USER, CONTROLBOOK_TEMPLATES: templates };
    const child = spawn(process.execPath, [program, ...args], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    const said = { out: '', err: '' };
    child.stdout.on('data', (chunk: Buffer) => {
      said.out += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      said.err += chunk.toString();
    });
    const ended = new Promise<Ended>((done) => {
      child.once('close', (code) => {
        running.delete(child);
        done({ code, ...said });
      });
    });
    return { child, said, ended };
  }

  const run = (folder: string, ...args: readonly string[]): Promise<Ended> => open(folder, args).ended;

  async function start(folder: string, ...more: readonly string[]) {
    const engine = open(folder, ['start', '--port', '0', '--settle', '40', ...more]);
    await until(() => /Data {8}\S/.test(engine.said.out) || engine.said.err, true, 15_000);
    return engine;
  }

  const table = (folder: string, name: string, rows: readonly string[]): Promise<void> =>
    writeFile(join(folder, name), ['Control ID,Control Title,Description', ...rows].join('\n'));
  const described = ['--product', 'Our service', '--certification', 'Our policy'];

  it('[C3] every command tells what it takes, with examples', () =>
    withTemporaryFolder(async (folder) => {
      const all = await Promise.all(commandNames.map((name) => run(folder, name, '--help')));
      for (const [index, { code, out }] of all.entries()) {
        assert.equal(code, 0);
        assert.match(out, new RegExp(`Usage: controlbook ${commandNames[index]}`));
        assert.match(out, new RegExp(`Examples:\n {2}controlbook ${commandNames[index]}`));
      }
      const [bare, version] = await Promise.all([run(folder), run(folder, '--version')]);
      assert.equal(bare.code, 2);
      for (const name of commandNames) assert.match(bare.err, new RegExp(`^ {2}${name} `, 'm'));
      assert.match(version.out, /^\d+\.\d+\.\d+\n$/);
      assert.deepEqual(await readdir(folder), []);
    }));

  it('[C4] what is mistyped is answered with what comes nearest, and ends with 2', () =>
    withTemporaryFolder(async (folder) => {
      const cases = [
        [['imprt'], /There is no command "imprt". Did you mean "import"\?/],
        [['start', '--prot', '1'], /no option --prot here. Did you mean --port\?/],
        [['import', 'a.xlsx', 'b.xlsx'], /"b.xlsx" is one word too many/],
        [['import'], /Name the file to import/],
        [['start', '--port', 'none'], /"none" is no port/],
        [['new'], /Name the template/],
        [['new', '--template', 'X', '--copy-from', 'Y', '--copy', 'detials'], /not "detials"/],
        [['export'], /Name an assessment/],
        [['import', 'a.xlsx', '--next', 'A', '--extend', 'B'], /one of --next, --extend and --texts-for/],
      ] as const;
      const answers = await Promise.all(cases.map(([args]) => run(folder, ...args)));
      for (const [index, { code, err, out }] of answers.entries()) {
        assert.match(err, cases[index]?.[1] ?? /never/);
        assert.equal(code, 2, err);
        assert.equal(out, '');
      }
    }));

  it('[C7] start says where it answers, where the workbooks are and what to try; it is stopped by a signal', () =>
    withTemporaryFolder(async (folder) => {
      const engine = await start(folder);
      await until(() => engine.said.out.includes('Try next:'), true);
      const lines = engine.said.out.split('\n').filter((line) => line.trim() !== '');
      assert.match(lines[0] ?? '', /Controlbook is running/);
      assert.match(lines[1] ?? '', /Workbench +http:\/\/127\.0\.0\.1:\d+\/workbench\/ /);
      assert.match(lines[2] ?? '', /Engine +http:\/\/127\.0\.0\.1:\d+\/$/);
      assert.match(lines[3] ?? '', /Web page +http:\/\/127\.0\.0\.1:\d+\/web\/ /);
      assert.equal(lines[4], `  Workbooks   ${join(folder, 'workbooks')}`);
      assert.equal(engine.said.err, '');
      engine.child.kill('SIGINT');
      const { code, err } = await engine.ended;
      assert.equal(code, 0);
      assert.match(err, /Stopped. Everything is saved/);
      assert.equal((await run(folder, 'verify')).code, 0);
    }));

  it('[C8] a second start says who has the data and where it answers; commands use the running engine', () =>
    withTemporaryFolder(async (folder) => {
      const engine = await start(folder);
      const url = /http:\/\/[\d.:]+/.exec(engine.said.out)?.[0] ?? 'no address';
      const [second, status] = await Promise.all([run(folder, 'start', '--port', '0'), run(folder, 'status')]);
      assert.equal(second.code, 1);
      assert.match(second.err, new RegExp(`in use by process ${engine.child.pid}`));
      assert.match(second.err, new RegExp(`answers at ${url}/`));
      assert.equal(status.code, 0);
      assert.match(status.out, new RegExp(`Engine {6}${url}`));
      assert.match(status.out, /Office 365 GDPR: 0.0 % \(0 of 30 points\)/);
      assert.equal(status.err, '');

      engine.child.kill('SIGKILL');
      await engine.ended;
      const alone = await run(folder, 'status');
      assert.equal(alone.code, 0, alone.err);
      assert.match(alone.out, /not running/);
      assert.match(alone.err, /starting one for this command/);
    }));

  it('[C9] what stands in the way of a start is named with what to do, and ends with 1', () =>
    withTemporaryFolder(async (folder) => {
      const server = createServer();
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
      const address = server.address();
      const port = String(typeof address === 'object' ? address?.port : 0);
      await writeFile(join(folder, 'file'), '');
      try {
        const taken = await run(folder, 'start', '--port', port);
        assert.equal(taken.code, 1);
        assert.match(taken.err, new RegExp(`Port ${port} is taken.*--port 0`));
        for (const option of ['--folder', '--data']) {
          const other = option === '--folder' ? '--data' : '--folder';
          const blocked = await run(folder, 'start', '--port', '0', option, 'file', other, 'elsewhere');
          assert.equal(blocked.code, 1, blocked.err);
          assert.match(blocked.err, /file cannot be used: a file of that name stands in the way/);
        }
      } finally {
        server.close();
      }
    }));

  it('[C10] a command that only asks makes no data folder', () =>
    withTemporaryFolder(async (folder) => {
      for (const args of [['status'], ['export', 'X'], ['report', 'X'], ['new', '--template', 'X'], ['verify']]) {
        const { code, err } = await run(folder, ...args);
        assert.equal(code, 1);
        assert.match(err, /There is no .* in .*--data/s);
      }
      assert.deepEqual(await readdir(folder), []);
    }));

  it('[C11] an import shows what it would do, and does it only when told to', () =>
    withTemporaryFolder(async (folder) => {
      await table(folder, 'our controls.csv', ['A-1,Lock doors,Lock them.', 'A-2,Close windows,Close them.']);
      const asked = await run(folder, 'import', 'our controls.csv', ...described);
      assert.equal(asked.code, 1, asked.err);
      assert.match(asked.out, /our controls: \d+ famil\w+, 2 controls, 2 actions/);
      assert.match(asked.out, /Nothing was imported. Add --yes/);
      const done = await run(folder, 'import', 'our controls.csv', ...described, '--yes');
      assert.equal(done.code, 0, done.err);
      assert.match(done.out, /controlbook new --template "our controls"/);

      const opened = await run(folder, 'new', '--template', 'OUR CONTROLS', '--title', 'A/B', '--group', 'Europe');
      assert.equal(opened.code, 0, opened.err);
      assert.deepEqual(await readdir(join(folder, 'workbooks', 'Europe')), ['A-B.xlsx']);

      await table(folder, 'next.csv', ['A-1,Lock all doors,Lock them.', 'A-3,Guard gates,Guard them.']);
      const next = await run(folder, 'import', 'next.csv', '--next', 'our controls', '--yes');
      assert.equal(next.code, 0, next.err + next.out);
      assert.match(next.out, /Controls: 1 added, 1 changed, 1 removed/);
      assert.match(next.out, /added: A-3/);
      assert.match(next.out, /changed: A-1 Lock all doors \(title/);
      assert.match(next.out, /removed: A-2/);
      assert.match(next.out, /Imported as version 2/);
      const again = await run(folder, 'import', 'next.csv', '--next', 'our controls', '--yes');
      assert.match(again.out, /Nothing changes/);
    }));

  it('[C12] a file with errors ends with 3, and its marked copy shows them', () =>
    withTemporaryFolder(async (folder) => {
      await table(folder, 'plan.csv', ['A-1,Lock doors,Lock them.', 'A-1,Lock twice,Again.']);
      const refused = await run(folder, 'import', 'plan.csv', '--marked', 'marked.xlsx', '--yes');
      assert.equal(refused.code, 3, refused.err);
      assert.match(refused.out, /Add --product "..." --certification "..."/);
      assert.match(refused.out, /marked is .*marked\.xlsx/);
      assert.ok((await readFile(join(folder, 'marked.xlsx'))).length > 1_000);
      for (const [name, content, said] of [
        ['gone.xlsx', null, /no such file/],
        ['notes.xlsx', 'not a workbook', /notes\.xlsx/],
        ['plan.pdf', '%PDF-1.7', /plan\.pdf/],
      ] as const) {
        if (content !== null) await writeFile(join(folder, name), content);
        const { code, err } = await run(folder, 'import', name);
        assert.equal(code, 1, name);
        assert.match(err, said);
      }
    }));

  it('[C13] a mapping is shown, corrected, given back, kept and used again', () =>
    withTemporaryFolder(async (folder) => {
      await writeFile(join(folder, 'odd.csv'), 'Ref,Topic,What to do\nX-1,Doors,Lock them\nX-2,Windows,Close them\n');
      const shown = await run(folder, 'import', 'odd.csv', '--show-mapping');
      assert.equal(shown.code, 0, shown.err);
      const mapping: { columns: object } = JSON.parse(shown.out);
      const columns = { controlId: 'Ref', controlTitle: 'Topic', actionDescription: 'What to do' };
      await writeFile(join(folder, 'mapping.json'), JSON.stringify({ ...mapping, columns }));
      const given = [...described, '--mapping', 'mapping.json', '--save-mapping', 'Ours', '--yes'];
      const done = await run(folder, 'import', 'odd.csv', ...given);
      assert.equal(done.code, 0, done.err + done.out);
      assert.match(done.out, /control title +Topic/);
      assert.match(done.out, /kept as "Ours"/);
      const shownAgain = await run(folder, 'import', 'odd.csv', '--mapping', 'ours', '--show-mapping');
      assert.deepEqual((JSON.parse(shownAgain.out) as { columns: object }).columns, columns);

      await writeFile(join(folder, 'broken.json'), '{"sheet": 5}');
      const broken = await run(folder, 'import', 'odd.csv', '--mapping', 'broken.json');
      assert.equal(broken.code, 1);
      assert.match(broken.err, /broken\.json is no column mapping:\n {2}\w+/);
      assert.match((await run(folder, 'import', 'odd.csv', '--mapping', 'Theirs')).err, /Saved are:\n {2}Ours/);
    }));

  it('[C14] exports and reports name their file and replace none that is there', () =>
    withTemporaryFolder(async (folder) => {
      await start(folder);
      const name = 'Office 365 GDPR';
      const first = await run(folder, 'export', name);
      assert.equal(first.out, `${join(folder, `${name}.xlsx`)}\n`, first.err);
      await writeFile(join(folder, `${name}.xlsx`), 'mine');
      const second = await run(folder, 'export', name);
      assert.equal(second.code, 1);
      assert.match(second.err, /exists already.*--force/);
      assert.equal(await readFile(join(folder, `${name}.xlsx`), 'utf8'), 'mine');
      assert.equal((await run(folder, 'export', name, '--force')).code, 0);
      await mkdir(join(folder, 'out'));
      const report = await run(folder, 'report', `default group/${name}`, '--out', 'out');
      assert.equal(report.code, 0, report.err);
      assert.equal((await readdir(join(folder, 'out'))).length, 1);
      const json = await run(folder, 'export', '--template', 'GDPR', '--out', 'template.json');
      assert.equal(json.code, 0);
      assert.equal(
        (JSON.parse(await readFile(join(folder, 'template.json'), 'utf8')) as { name: string }).name,
        'GDPR',
      );
      for (const format of ['a', 'b']) {
        const file = `gdpr-${format}.xlsx`;
        assert.equal((await run(folder, 'export', '--template', 'GDPR', '--format', format, '--out', file)).code, 0);
        assert.match((await run(folder, 'import', file, '--next', 'GDPR', '--yes')).out, /Nothing changes/);
      }
      assert.equal((await run(folder, 'export', '--starter')).out, `${join(folder, 'New template.xlsx')}\n`);
      assert.equal((await run(folder, 'export', '--starter', '--format', 'b')).code, 2);
      const near = await run(folder, 'report', 'gdpr');
      assert.equal(near.code, 1);
      assert.match(near.err, /no assessment "gdpr". Did you mean:\n {2}Default Group\/Office 365 GDPR {2}\(/);
    }));

  it('[C17] a newer program brings newer templates, and a group accepts them when it is told to', () =>
    withTemporaryFolder(async (folder) => {
      const stop = async ({ child, ended }: Awaited<ReturnType<typeof start>>) => {
        child.kill('SIGTERM');
        await ended;
      };
      await stop(await start(folder));
      assert.match((await run(folder, 'update')).out, /on the newest version/);
      const gdpr = { face, controls: [controlLine('Art. 5', 'lock-doors'), controlLine('Art. 6', 'watch-doors')] };
      const shipped = templates;
      templates = await writeBuiltIn(join(folder, 'newer'), {
        ...fewTemplates,
        frameworks: { ...fewTemplates.frameworks, gdpr },
      });
      await stop(await start(folder));
      templates = shipped;
      const listed = await run(folder, 'update');
      assert.match(listed.out, /Default Group:\n {2}Office 365 GDPR: version 1 to 2\n/);
      const asked = await run(folder, 'update', 'default group');
      assert.equal(asked.code, 1);
      assert.match(asked.out, /Controls: 1 added, 1 changed, 0 removed/);
      assert.match(asked.out, /Score: 0 of 30 points \(0.0 %\), then 0 of 30 points/);
      assert.match(asked.out, /Nothing was accepted. Add --yes/);
      const done = await run(folder, 'update', 'default group', '--template', 'gdpr', '--yes');
      assert.equal(done.code, 0, done.err);
      assert.match(done.out, /"Office 365 GDPR" is on version 2 now/);
      assert.match((await run(folder, 'update', 'Default Group')).out, /nothing to accept/);
    }));

  it('[C18] attest shows what a file would record, records it when told to, lists it and takes it back', () =>
    withTemporaryFolder(async (folder) => {
      const engine = await start(folder);
      assert.match((await run(folder, 'attest')).out, /No attestation is recorded/);
      await writeFile(join(folder, 'soc.csv'), 'Control ID,Result,Notes\nA.1,Passed,No exception\nA.9,Passed,\n');
      const given = ['attest', 'soc.csv', '--tester', 'Audit firm', '--date', '2026-03-31'];
      const lost = await run(folder, ...given);
      assert.equal(lost.code, 3);
      assert.match(lost.out, /Choose the template these ids are of/);
      const asked = await run(folder, ...given, '--template', 'ISO-27001-2013');
      assert.equal(asked.code, 1, asked.err);
      assert.match(asked.out, /Provider: guard-gates: Passed \(2026-03-31, Audit firm\)\n {4}for A\.1/);
      assert.match(asked.out, /Warning Sheet1!A3: .*no control A\.9/);
      assert.match(asked.out, /Nothing was recorded. Add --yes/);
      const done = await run(folder, ...given, '--template', 'ISO-27001-2013', '--yes');
      assert.equal(done.code, 0, done.err);
      assert.match(done.out, /Recorded for 1 provider action/);
      assert.match(
        (await run(folder, 'attest')).out,
        /^Provider: guard-gates: Passed, 2026-03-31, Audit firm \(soc\.csv/,
      );
      const shown = await run(folder, 'attest', 'soc.csv', '--show-mapping');
      await writeFile(join(folder, 'mapping.json'), shown.out.replace('"Notes"', '"Remarks"'));
      const wrong = await run(folder, ...given, '--template', 'ISO-27001-2013', '--mapping', 'mapping.json');
      assert.equal(wrong.code, 3);
      assert.match(wrong.out, /The column Remarks is missing/);
      const back = await run(folder, 'attest', '--withdraw', 'provider: GUARD-gates');
      assert.match(back.out, /Nothing is on record about "Provider: guard-gates" any more/);
      assert.match((await run(folder, 'attest')).out, /No attestation is recorded/);
      engine.child.kill('SIGTERM');
    }));

  it('[C19] a template goes out as JSON and comes in again, unchanged or as another one', () =>
    withTemporaryFolder(async (folder) => {
      const engine = await start(folder);
      const out = await run(folder, 'export', '--template', 'GDPR', '--format', 'json', '--out', 'gdpr.json');
      assert.equal(out.code, 0, out.err);
      const again = await run(folder, 'import', 'gdpr.json', '--next', 'gdpr');
      assert.equal(again.code, 0, again.err);
      assert.match(again.out, /Nothing changes/);
      const text = await readFile(join(folder, 'gdpr.json'), 'utf8');
      await writeFile(join(folder, 'ours.json'), text.replace('"Art. 5"', '"Art. 5a"'));
      const asked = await run(folder, 'import', 'ours.json', '--name', 'Ours');
      assert.equal(asked.code, 1, asked.err);
      assert.match(asked.out, /Ours: 1 family, 1 control, 2 actions/);
      const done = await run(folder, 'import', 'ours.json', '--name', 'Ours', '--yes');
      assert.equal(done.code, 0, done.err);
      assert.match(done.out, /Imported as "Ours"/);
      await writeFile(join(folder, 'broken.json'), text.replace('"controls": [', '"controls": ["AC-1",'));
      const broken = await run(folder, 'import', 'broken.json', '--name', 'Broken');
      assert.equal(broken.code, 1);
      assert.match(broken.err, /does not fit the schema of template files at template\.controls\[0\]/);
      engine.child.kill('SIGTERM');
      await engine.ended;
    }));

  it('[C20] activity says what happened, filtered, and writes it to a file', () =>
    withTemporaryFolder(async (folder) => {
      const engine = await start(folder);
      const first = await run(folder, 'activity', '--kind', 'assessments', '--lines', '2');
      assert.equal(first.code, 0, first.err);
      assert.match(
        first.out,
        /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} {2}Controlbook: saved Default Group \/ Office 365 GDPR \/ Assessment/,
      );
      assert.match(first.out, /2 lines shown; there may be more/);
      assert.match((await run(folder, 'activity', '--text', 'nothing like it')).out, /Nothing of the kind happened/);
      const nobody = await run(folder, 'activity', '--person', 'Controlbok');
      assert.equal(nobody.code, 1);
      assert.match(nobody.err, /Did you mean:\n.*Controlbook/);
      const file = await run(folder, 'activity', '--group', 'default group', '--format', 'csv', '--out', 'all.csv');
      assert.equal(file.code, 0, file.err);
      assert.match(await readFile(join(folder, 'all.csv'), 'utf8'), /^\uFEFFTime \(UTC\),Person,.*\r\n(.*\r\n)+$/);
      assert.equal((await run(folder, 'activity', '--format', 'xlsx', '--out', 'all.xlsx')).code, 0);
      assert.match((await run(folder, 'activity', '--format', 'csv', '--out', 'all.csv')).err, /all\.csv/);
      for (const wrong of [
        ['--format', 'pdf'],
        ['--out', 'x'],
        ['--kind', 'x'],
        ['--lines', '0'],
        ['--from', 'May'],
      ]) {
        assert.equal((await run(folder, 'activity', ...wrong)).code, 2, wrong.join(' '));
      }
      engine.child.kill('SIGTERM');
      await engine.ended;
    }));

  it('[C21] template lists templates and takes them a step further', () =>
    withTemporaryFolder(async (folder) => {
      const engine = await start(folder);
      assert.match((await run(folder, 'template')).out, /^GDPR \(gdpr\): version 1, Approved\n/);
      const locked = await run(folder, 'template', 'GDPR', '--lock');
      assert.equal(locked.code, 0, locked.err);
      assert.equal(locked.out, 'GDPR (gdpr): version 1, Approved; locked\n');
      assert.match(
        (await run(folder, 'new', '--template', 'gdpr', '--group', 'G')).err,
        /locked against new assessments/,
      );
      assert.match((await run(folder, 'template', 'GDPR', '--archive')).out, /archived; locked\n/);
      assert.match((await run(folder, 'template', 'GDPR', '--unlock')).err, /archived. Activate it first/);
      assert.equal((await run(folder, 'template', 'GDPR', '--activate')).code, 0);
      await run(folder, 'export', '--template', 'iso-27001-2013', '--out', 'own.json');
      const done = await run(folder, 'import', 'own.json', '--name', 'Own', '--yes');
      assert.equal(done.code, 0, done.err);
      const own = await run(folder, 'template', 'Own');
      assert.match(own.out, /^Own \([^)]+\): version 1, Approved\n {2}brought in by .*\n {2}approved by .* UTC\n$/);
      assert.match((await run(folder, 'template', 'Own', '--publish')).err, /is Approved, not Imported/);
      for (const wrong of [['--publish'], ['Own', '--lock', '--unlock'], ['Own', '--reject', ' ']]) {
        assert.equal((await run(folder, 'template', ...wrong)).code, 2, wrong.join(' '));
      }
      engine.child.kill('SIGTERM');
      await engine.ended;
    }));

  it('[C15] verify ends with 4 when the journal is damaged, and so does a start', () =>
    withTemporaryFolder(async (folder) => {
      const engine = await start(folder);
      engine.child.kill('SIGTERM');
      await engine.ended;
      const whole = await run(folder, 'verify');
      assert.equal(whole.code, 0);
      assert.match(whole.out, /The journal is whole/);
      const journal = join(folder, 'data', 'journal');
      const segments = (await readdir(journal, { recursive: true })).filter((name) => /org.*\.jsonl$/.test(name));
      const segment = join(journal, segments[0] ?? 'none');
      const text = await readFile(segment, 'utf8');
      await writeFile(segment, text.replace('Office 365 GDPR', 'Office 366 GDPR'));
      const damaged = await run(folder, 'verify');
      assert.equal(damaged.code, 4, damaged.out);
      assert.match(damaged.out, /1 damaged place/);
      assert.equal((await run(folder, 'start', '--port', '0')).code, 4);
    }));

  it('[C16] an interrupted command stops the engine it started and leaves the data free', () =>
    withTemporaryFolder(async (folder) => {
      await table(
        folder,
        'many.csv',
        Array.from({ length: 3_000 }, (_, index) => `A-${index},Do ${index},Text ${index}`),
      );
      const command = open(folder, ['import', 'many.csv', ...described, '--yes']);
      await until(() => command.said.err.includes('Reading'), true, 15_000);
      command.child.kill('SIGINT');
      const { code, err } = await command.ended;
      assert.equal(code, 130, err);
      assert.match(err, /Interrupted; stopping/);
      assert.deepEqual(
        (await readdir(join(folder, 'data'))).filter((name) => name.startsWith('lock')),
        [],
      );
      assert.equal((await run(folder, 'verify')).code, 0);
    }));
});
