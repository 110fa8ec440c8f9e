import assert from 'node:assert/strict';
import type { Evidence, EvidenceUpload, FileToSend } from '#addin/state/model';
import type { EvidenceId } from '#engine/contract/model/evidence';
import type { ActionId } from '#engine/contract/model/ids';
import { createPaneBench, type Pane, type PaneBench } from '#test/support/pane/pane-bench';
import type { PlayedBook } from '#test/support/pane/played-book';

const fileOf = (name: string, size: number, text = 'x'): FileToSend =>
  new File([text.repeat(size)], name, { lastModified: Date.UTC(2025, 5, 30, 12) });

describe('evidence in the pane', () => {
  let bench: PaneBench;
  let book: PlayedBook;
  let pane: Pane;
  let patch: ActionId;
  beforeEach(async () => {
    bench = await createPaneBench([{ 'C-1': ['Patch', 'Train'] }]);
    book = await bench.book(bench.assessments[0] ?? assert.fail());
    pane = bench.pane(book);
    await bench.clock.pass(2_500);
    patch = bench.action('Patch');
    await look(pane);
  });
  afterEach(() => {
    pane.session.stop();
    bench.close();
  });

  /** Looks at the action; what is behind that is fetched first, in a time no test knows. */
  const look = async ({ session }: Pane): Promise<void> => {
    session.dispatch({ do: 'loadEvidence', action: patch });
    while (session.state().evidence.of === null) await new Promise((resolve) => setTimeout(resolve, 1));
    await bench.clock.pass(500);
  };
  const pieces = (of: Pane = pane): readonly Evidence[] => {
    const { pieces } = of.session.state().evidence;
    return pieces.kind === 'ready' ? pieces.value : assert.fail(pieces.kind);
  };
  const uploads = (of: Pane = pane): readonly EvidenceUpload[] => of.session.state().evidence.uploads;
  const upload = async (files: readonly FileToSend[], piece: EvidenceId | null = null): Promise<void> => {
    pane.session.dispatch({ do: 'uploadEvidence', action: patch, piece, files });
    await bench.clock.pass(3_000);
  };
  const first = (of: Pane = pane): Evidence => pieces(of)[0] ?? assert.fail('nothing there');

  it('[P71] says what is taken, and that nothing is there yet', () => {
    assert.deepEqual(pieces(), []);
    assert.equal(pane.session.state().evidence.limits?.fileBytes, 1_000_000);
  });

  it('[P71] shows what others add, in the pane and on the sheet', async () => {
    const other = bench.pane(await bench.book(bench.assessments[0] ?? assert.fail()), { name: 'other' });
    await bench.clock.pass(2_500);
    await look(other);
    await upload([fileOf('policy.pdf', 100)]);
    assert.deepEqual(
      pieces(other).map(({ name, collectedOn, versions }) => [name, collectedOn, versions[0]?.uploadedBy.name]),
      [['policy.pdf', '2025-06-30', 'Ann Archer']],
    );
    assert.deepEqual(
      other.session.state().view?.evidence.map(({ name }) => name),
      ['policy.pdf'],
    );
    other.session.stop();
  });

  it('[P72] sends several side by side, and all arrive whole', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    pane.line.delay = () => 50;
    pane.session.dispatch({
      do: 'uploadEvidence',
      action: patch,
      piece: null,
      files: names.map((name, index) => fileOf(`${name}.txt`, 900_000 + index, name)),
    });
    await bench.clock.pass(10);
    assert.deepEqual(
      uploads().map(({ standing }) => standing.kind),
      ['sending', 'sending', 'sending', 'waiting', 'waiting'],
    );
    await bench.clock.pass(5_000);
    assert.deepEqual(uploads(), []);
    assert.deepEqual(
      pieces()
        .map(({ name, versions }) => [name, versions[0]?.size])
        .sort(),
      [
        ['a.txt', 900_000],
        ['b.txt', 900_001],
        ['c.txt', 900_002],
        ['d.txt', 900_003],
        ['e.txt', 900_004],
      ],
    );
    const { createHash } = await import('node:crypto');
    assert.equal(
      pieces().find(({ name }) => name === 'b.txt')?.versions[0]?.sha256,
      createHash('sha256').update('b'.repeat(900_001)).digest('hex'),
    );
  });

  it('[P72] goes on where it was when the line breaks in the middle, and says so', async () => {
    pane.line.delay = () => 100;
    pane.session.dispatch({ do: 'uploadEvidence', action: patch, piece: null, files: [fileOf('long.txt', 950_000)] });
    await bench.clock.pass(450);
    const [sent] = uploads();
    assert.ok((sent?.done ?? 0) > 0 && (sent?.done ?? 0) < 950_000, String(sent?.done));
    pane.line.blocked = 'everything';
    await bench.clock.pass(2_000);
    assert.equal(uploads()[0]?.standing.kind, 'broken');
    pane.line.blocked = 'nothing';
    await bench.clock.pass(60_000);
    assert.deepEqual(uploads(), []);
    assert.equal(first().versions[0]?.size, 950_000);
  });

  it('[P72] goes on in the next pane once the same file is chosen again, and takes no other', async () => {
    pane.line.delay = () => 100;
    pane.session.dispatch({ do: 'uploadEvidence', action: patch, piece: null, files: [fileOf('long.txt', 950_000)] });
    await bench.clock.pass(450);
    pane.session.stop();
    const next = bench.pane(book, { name: 'next', storage: pane.storage });
    await bench.clock.pass(2_500);
    await look(next);
    const [waiting] = uploads(next);
    assert.deepEqual([waiting?.name, waiting?.standing], ['long.txt', { kind: 'needs-file' }]);
    assert.ok((waiting?.done ?? 0) > 0);
    next.session.dispatch({ do: 'continueUpload', upload: waiting?.id ?? '', file: fileOf('other.txt', 12) });
    await bench.clock.pass(10);
    assert.deepEqual(
      next.session.state().problems.map(({ code, data }) => [code, data]),
      [['other-file', { name: 'long.txt', size: 950_000 }]],
    );
    next.session.dispatch({ do: 'continueUpload', upload: waiting?.id ?? '', file: fileOf('long.txt', 950_000) });
    await bench.clock.pass(3_000);
    assert.deepEqual(uploads(next), []);
    assert.equal(first(next).versions[0]?.size, 950_000);
    assert.deepEqual(await next.storage.keys('controlbook/upload/'), []);
    next.session.stop();
  });

  it('[P72] is held by a pause, goes on after it, and leaves nothing behind when it is given up', async () => {
    pane.line.delay = () => 100;
    pane.session.dispatch({ do: 'uploadEvidence', action: patch, piece: null, files: [fileOf('long.txt', 950_000)] });
    await bench.clock.pass(450);
    const id = uploads()[0]?.id ?? '';
    pane.session.dispatch({ do: 'pauseUpload', upload: id });
    await bench.clock.pass(5_000);
    const held = uploads()[0];
    assert.equal(held?.standing.kind, 'paused');
    await bench.clock.pass(5_000);
    assert.equal(uploads()[0]?.done, held?.done);
    pane.session.dispatch({ do: 'resumeUpload', upload: id });
    await bench.clock.pass(5_000);
    assert.equal(first().versions[0]?.size, 950_000);
    pane.session.dispatch({ do: 'uploadEvidence', action: patch, piece: null, files: [fileOf('no.txt', 950_000)] });
    await bench.clock.pass(450);
    pane.session.dispatch({ do: 'dropUpload', upload: uploads()[0]?.id ?? '' });
    await bench.clock.pass(5_000);
    assert.deepEqual(uploads(), []);
    assert.deepEqual(await pane.storage.keys('controlbook/upload/'), []);
    assert.equal(pieces().length, 1);
  });

  it('[P72] says why a file is not taken before any of it is sent', async () => {
    await upload([fileOf('setup.exe', 10), fileOf('huge.bin', 1_000_001)]);
    assert.deepEqual(
      uploads().map(({ name, done, standing }) => [name, done, standing.kind === 'failed' && standing.code]),
      [
        ['setup.exe', 0, 'refused-type'],
        ['huge.bin', 0, 'too-large'],
      ],
    );
  });

  it('[P73] changes name and dates on top of what was seen, and keeps both values of two who did', async () => {
    await upload([fileOf('policy.pdf', 100)]);
    const { id } = first();
    pane.session.dispatch({ do: 'changeEvidence', evidence: id, change: { name: 'Policy', expiresOn: '2027-01-31' } });
    await bench.clock.pass(1_000);
    assert.deepEqual([first().name, first().expiresOn], ['Policy', '2027-01-31']);
    // Somebody else changes the name while this pane hears nothing.
    const other = bench.pane(await bench.book(bench.assessments[0] ?? assert.fail()), { name: 'other' });
    await bench.clock.pass(2_500);
    await look(other);
    pane.line.blocked = 'sockets';
    bench.engine.start(bench.engine.server());
    other.session.dispatch({ do: 'changeEvidence', evidence: id, change: { name: 'Theirs' } });
    await bench.clock.pass(10);
    pane.session.dispatch({ do: 'changeEvidence', evidence: id, change: { name: 'Mine' } });
    await bench.clock.pass(2_000);
    assert.equal(first().name, 'Theirs');
    assert.deepEqual(
      pane.session.state().problems.flatMap(({ code, data }) => (code === 'evidence-conflict' ? [data] : [])),
      [{ name: 'Policy' }],
    );
    other.session.stop();
  });

  it('[P73] adds a next version and links, lets a piece prove another action, and removes it', async () => {
    await upload([fileOf('policy.pdf', 100)]);
    const { id } = first();
    await upload([fileOf('policy-2.pdf', 200)], id);
    assert.deepEqual(
      first().versions.map(({ number, size }) => [number, size]),
      [
        [1, 100],
        [2, 200],
      ],
    );
    const url = 'https://example.org/minutes';
    pane.session.dispatch({
      do: 'linkEvidence',
      action: patch,
      piece: null,
      url,
      name: null,
      collectedOn: '2026-01-02',
    });
    await bench.clock.pass(1_000);
    assert.equal(pieces().find(({ versions }) => versions[0]?.url === url)?.collectedOn, '2026-01-02');
    const train = bench.action('Train');
    pane.session.dispatch({ do: 'attachEvidence', evidence: id, action: train });
    await bench.clock.pass(1_000);
    assert.deepEqual(pieces().find((piece) => piece.id === id)?.actions.length, 2);
    pane.session.dispatch({ do: 'detachEvidence', evidence: id, action: patch });
    await bench.clock.pass(1_000);
    assert.equal(pieces().length, 1);
    pane.session.dispatch({ do: 'removeEvidence', evidence: first().id });
    await bench.clock.pass(1_000);
    assert.deepEqual(pieces(), []);
    assert.deepEqual(pane.session.state().problems, []);
  });

  it('[P74] opens a file by its address where nobody signs in', async () => {
    await upload([fileOf('policy.pdf', 100)]);
    pane.session.dispatch({
      do: 'download',
      what: 'evidenceContent',
      request: { params: { evidence: first().id }, query: { version: 1 } },
    });
    await bench.clock.pass(10);
    assert.deepEqual(pane.opened, [`http://localhost/api/v1/evidence/${first().id}/content?version=1`]);
    assert.deepEqual(pane.saved, []);
  });
});
