import assert from 'node:assert/strict';
import { createSession, type Session } from '#addin/session';
import type { Fetch } from '#addin/sync/outside';
import type { Finding } from '#engine/contract/model/template';
import { createPaneBench, memoryStorage, type PaneBench } from '#test/support/pane/pane-bench';
import { createPlayedBook, type PlayedBook, type Seat } from '#test/support/pane/played-book';
import { goodLine } from '#test/support/pane/played-engine';

const finding = (place: string | null, severity: Finding['severity'], message: string): Finding => ({
  ...{ severity, rule: 'r', path: 'controls[0]', place, value: null, message },
});
const nothing = { added: [], changed: [], removed: [], unchanged: 0 };
const inspection = { format: 'unknown', sheets: [], proposal: null, needs: [] };
const preview = {
  ...{ id: 'p1', file: 'Plan.xlsx', outcome: 'refused', template: null, affected: [] },
  choice: { kind: 'new', name: null, product: null, certification: null },
  summary: { families: 1, controls: 2, actions: 3, points: 4 },
  difference: { controls: nothing, actions: nothing },
  findings: [
    finding('Controls!B3', 'warning', 'Odd.'),
    finding('Controls!B3', 'error', 'Wrong.'),
    finding("'My actions'!A2", 'warning', 'Unused.'),
    finding(null, 'warning', 'About the file.'),
  ],
};

describe('importing a template from the open workbook', () => {
  let bench: PaneBench;
  let book: PlayedBook;
  let seat: Seat;
  let session: Session;
  let sent: { readonly address: string; readonly form: FormData | null }[];
  beforeEach(async () => {
    bench = await createPaneBench();
    const cell = { row: 1, column: 1, kind: 'text', value: 'Control', formula: null, date: false } as const;
    book = createPlayedBook({
      sheets: ['Controls', 'My actions'].map((name) => ({ name, visibility: 'visible', cells: [cell], tables: [] })),
      ...{ names: {}, date1904: false, lastModifiedBy: null, modified: null },
    });
    seat = book.seat('me');
    seat.host.file = async () => ({ ok: true, value: { name: 'Plan.xlsx', bytes: new Uint8Array([80, 75]) } });
    sent = [];
    const engine = bench.engine.fetch(goodLine());
    const fetch: Fetch = (address, request) => {
      if (!address.includes('/imports')) return engine(address, request);
      sent.push({ address, form: request.body instanceof FormData ? request.body : null });
      const answer = address.endsWith('/inspect')
        ? inspection
        : address.endsWith('/commit')
          ? { outcome: 'new-template', template: 't1', version: 1, status: 'Imported', findings: [] }
          : preview;
      const text = JSON.stringify(answer);
      return Promise.resolve({
        status: 200,
        headers: { get: () => null },
        text: async () => text,
        arrayBuffer: async () => new ArrayBuffer(0),
        blob: async () => new Blob([]),
      });
    };
    session = createSession({
      ...{
        host: seat.host,
        fetch,
        socket: bench.engine.socket(goodLine()),
        storage: memoryStorage(),
        clock: bench.clock,
      },
      ...{
        random: () => 0.5,
        open: () => {},
        save: () => {},
        signIn: { redirect: '', open: async () => null, officeAccount: async () => null },
        engine: 'http://localhost',
        document: 'Plan.xlsx',
      },
    });
    await bench.clock.pass(50);
  });
  afterEach(() => {
    session.stop();
    bench.close();
  });

  const choice = { kind: 'new', name: 'Plan', product: null, certification: null } as const;

  it('[P66] sends the open workbook, previews it, and marks findings in its cells, the worst of each', async () => {
    session.dispatch({ do: 'inspectOpenWorkbook' });
    await bench.clock.pass(50);
    const inspected = session.state().importing;
    assert.deepEqual(inspected.kind === 'inspected' ? inspected.source : null, {
      kind: 'open-workbook',
      name: 'Plan.xlsx',
    });
    session.dispatch({ do: 'previewImport', choice, mapping: null });
    await bench.clock.pass(50);
    const previewed = session.state().importing;
    assert.ok(previewed.kind === 'previewed' && previewed.marked === 2);
    assert.deepEqual(seat.marks.get('Controls'), [{ row: 3, column: 2, kind: 'error', note: 'Odd.\nWrong.' }]);
    assert.deepEqual(seat.marks.get('My actions'), [{ row: 2, column: 1, kind: 'warning', note: 'Unused.' }]);
    const file = sent[1]?.form?.get('file');
    assert.ok(file instanceof File && file.name === 'Plan.xlsx');
    assert.equal(sent[1]?.form?.get('choice'), JSON.stringify(choice));
    session.dispatch({ do: 'showPlace', place: 'Controls!B3' });
    await bench.clock.pass(5);
    assert.deepEqual(seat.selected, { sheet: 'Controls', row: 3, column: 2 });
    session.dispatch({ do: 'clearMarks' });
    await bench.clock.pass(5);
    assert.deepEqual([...seat.marks.values()], [[], []]);
  });

  it('[P66] imports what was previewed, and takes the marks away', async () => {
    session.dispatch({ do: 'inspectOpenWorkbook' });
    await bench.clock.pass(50);
    session.dispatch({ do: 'previewImport', choice, mapping: null });
    await bench.clock.pass(50);
    session.dispatch({ do: 'commitImport' });
    await bench.clock.pass(50);
    const { importing } = session.state();
    assert.ok(importing.kind === 'imported' && importing.outcome === 'new-template' && importing.template === 't1');
    assert.ok(sent.at(-1)?.address.endsWith('/imports/p1/commit'));
    assert.deepEqual([...seat.marks.values()], [[], []]);
    session.dispatch({ do: 'dropImport' });
    await bench.clock.pass(5);
    assert.deepEqual(session.state().importing, { kind: 'none' });
  });

  it('[P66] takes a file a person chose, with its companions, and marks no cells for it', async () => {
    const file = { name: 'profile.json', bytes: new Uint8Array([123]) };
    session.dispatch({ do: 'inspectFile', file, companions: [{ name: 'catalog.json', bytes: new Uint8Array([125]) }] });
    await bench.clock.pass(50);
    assert.deepEqual(
      sent[0]?.form?.getAll('companion').map((one) => (one as File).name),
      ['catalog.json'],
    );
    session.dispatch({ do: 'previewImport', choice, mapping: null });
    await bench.clock.pass(50);
    const { importing } = session.state();
    assert.ok(importing.kind === 'previewed' && importing.marked === 0 && importing.source.kind === 'file');
    assert.equal(seat.marks.size, 0);
  });

  it('[P66] says so where Excel does not hand out the file', async () => {
    seat.host.file = async () => ({ ok: false, error: { code: 'cannot', what: 'read-file' } });
    session.dispatch({ do: 'inspectOpenWorkbook' });
    await bench.clock.pass(50);
    const { problems, importing, busy } = session.state();
    assert.deepEqual(
      problems.map(({ code, data }) => [code, data]),
      [['excel-cannot', { what: 'read-file' }]],
    );
    assert.deepEqual([importing, busy], [{ kind: 'none' }, []]);
  });
});
