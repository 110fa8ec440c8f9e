import assert from 'node:assert/strict';
import { tableLayouts } from '#engine/contract/model/layout';
import { keepBySecureScore } from '#test/support/graph-played-source';
import { createPaneBench, type Pane, type PaneBench } from '#test/support/pane/pane-bench';

const status = 'implementationStatus';

describe('what Secure Score keeps, in a pane', () => {
  let bench: PaneBench;
  let pane: Pane;
  beforeEach(async () => {
    bench = await createPaneBench([{ 'C-1': ['Patch', 'Train'] }]);
    pane = bench.pane(await bench.book(bench.assessments[0] ?? assert.fail()));
    await bench.clock.pass(2_500);
    await keepBySecureScore(bench.test, bench.action('Patch'));
    await bench.clock.pass(4_000);
  });
  afterEach(() => {
    pane.session.stop();
    bench.close();
  });

  it('[P85] shows in its cells; what is typed there is put back, with the reason, and the rest is taken', async () => {
    assert.deepEqual([pane.shows('Patch', status), pane.shows('Patch', 'testResult')], ['Implemented', 'Passed']);
    pane.type('Patch', status, 'Planned');
    pane.type('Patch', 'implementationNotes', 'Seen in the portal');
    await bench.clock.pass(4_000);
    assert.equal(pane.shows('Patch', status), 'Implemented');
    assert.equal(pane.shows('Patch', 'implementationNotes'), 'Seen in the portal');
    const refused = Object.values(pane.session.state().refused);
    assert.deepEqual(
      refused.map(({ field, value, code }) => [field, value, code]),
      [[status, 'Planned', 'automatic']],
    );
    assert.match(refused[0]?.detail ?? '', /Secure Score.+administrator/);
    const [mark] = pane.seat.marks.get(tableLayouts.actions.sheet) ?? [];
    assert.deepEqual([mark?.kind, mark?.note], ['refused', refused[0]?.detail]);
  });

  it('[P85] is left out of a change of many, which changes the rest', async () => {
    const actions = [bench.action('Patch'), bench.action('Train')];
    const change = { kind: 'set', field: status, value: 'Planned' } as const;
    pane.session.dispatch({ do: 'previewBulk', actions, change });
    const effects = pane.session.state().bulk?.rows.map(({ title, effect }) => [title, effect]);
    assert.deepEqual(effects, [
      ['Patch', 'automatic'],
      ['Train', 'change'],
    ]);
    pane.session.dispatch({ do: 'applyBulk' });
    await bench.clock.pass(4_000);
    assert.deepEqual([pane.shows('Patch', status), pane.shows('Train', status)], ['Implemented', 'Planned']);
    assert.deepEqual(pane.session.state().refused, {});
  });
});
