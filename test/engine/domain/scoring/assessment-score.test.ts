import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ScoreNode, ScoringSettings } from '#engine/contract/model/score';
import {
  type ControlState,
  controlStates,
  implementationStatuses,
  testResults,
} from '#engine/contract/model/vocabulary';
import { createAssessmentScore } from '#engine/domain/scoring/assessment-score';
import { assessmentState } from '#engine/domain/scoring/control-score';
import { explainAssessment } from '#engine/domain/scoring/explain';
import { action, control, controls, done, failed, id, outOfScope, record, scene } from '#test/support/score-builders';

const sampleActions = [
  action('Critical', 5),
  action('Important', 4, { parents: [id('Critical')] }),
  action('Perform', 3),
  action('Consider', 1),
];
const sampleControls = controls({
  'SD-01': 'Critical Important',
  'SD-02': 'Important Perform Consider',
  'PD-01': 'Perform Consider',
  'PD-02': 'Consider',
});
const once = { rollUp: 'each-action-once' } as const;
const allDone = { Critical: done, Important: done, Perform: done, Consider: done };

function scoreOf(...args: Parameters<typeof scene>) {
  return createAssessmentScore(scene(...args).source);
}

describe('assessment score', () => {
  it('[S6] vector f: a control of 27, 9 and 3 with the first two done has 36 of 39', () => {
    const actions = [action('A', 27), action('B', 9), action('C', 3)];
    const score = scoreOf(controls({ 'X-1': 'A B C' }), actions, { A: done, B: done });
    const { achieved, possible, state, assessed } = score.control('X-1') ?? assert.fail();
    assert.deepEqual([achieved, possible, state, assessed], [36, 39, 'In progress', false]);
  });

  it('[S7] vector g: the sample with all actions done has 9 + 8 + 4 + 1 = 22 of 22 by control sums', () => {
    const score = scoreOf(sampleControls, sampleActions, allDone);
    assert.deepEqual(
      score.controls().map(({ achieved, possible }) => [achieved, possible]),
      [
        [9, 9],
        [8, 8],
        [4, 4],
        [1, 1],
      ],
    );
    assert.deepEqual(score.total(), { achieved: 22, possible: 22, percent: 100 });
    assert.equal(score.state(), 'Complete');
  });

  it('[S7] vector h: the same counts each action once as 13 of 13', () => {
    const score = scoreOf(sampleControls, sampleActions, allDone, once);
    assert.deepEqual(score.total(), { achieved: 13, possible: 13, percent: 100 });
    assert.deepEqual(
      score.families().map(({ family, achieved }) => [family, achieved]),
      [
        ['SD', 13],
        ['PD', 4],
      ],
    );
  });

  it('[S7] vector i: only the important action done gives 8 of 22 by control sums and 4 of 13 each once', () => {
    const records = { Important: done };
    assert.deepEqual(rounded(scoreOf(sampleControls, sampleActions, records).total()), [8, 22, 36.4]);
    assert.deepEqual(rounded(scoreOf(sampleControls, sampleActions, records, once).total()), [4, 13, 30.8]);
  });

  it('[S3] vector k: 27 passed and 9 Not in Scope are 75 % in the compatible mode and 100 % in the corrected one', () => {
    const actions = [action('A', 27), action('B', 9)];
    const args = [controls({ 'X-1': 'A B' }), actions, { A: done, B: outOfScope }] as const;
    assert.deepEqual(rounded(scoreOf(...args, { notInScope: 'compatible' }).total()), [27, 36, 75]);
    assert.deepEqual(rounded(scoreOf(...args).total()), [27, 27, 100]);
  });

  it('[S5] vector l: with the high-water mark the finished critical action finishes the important one: SD-01 has 9', () => {
    const records = { Critical: done };
    const marked = scoreOf(sampleControls, sampleActions, records, { highWaterMark: true });
    assert.deepEqual([marked.control('SD-01')?.achieved, marked.total().achieved], [9, 13]);
    assert.equal(scoreOf(sampleControls, sampleActions, records).control('SD-01')?.achieved, 5);
  });

  it('[S7] vector 1: finishing 7.5.5 finishes its five related controls: 51 to 57 of 111 assessed, 289 to 329 of 600', () => {
    // Six controls share an action of 6; two of them, 7.5.5 among them, share one of 2: worth 8, 8 and four times 6.
    const related = { '7.5.5': 'S E', '7.4.1': 'S E', '7.4.3': 'S', '7.4.4': 'S', '7.4.8': 'S', '7.4.9': 'S' };
    const others = Array.from({ length: 105 }, (_, index) => action(`O${index}`, index < 34 || index === 104 ? 6 : 5));
    const { source, records } = scene(
      [...controls(related), ...others.map((each) => control(`${each.title}-1`, [each.title]))],
      [action('S', 6), action('E', 2), ...others],
      Object.fromEntries(others.slice(0, 51).map((each) => [each.title, done])),
    );
    const score = createAssessmentScore(source);
    assert.deepEqual(score.progress().customer, { assessed: 51, total: 111 });
    assert.deepEqual([score.total().achieved, score.total().possible], [289, 600]);
    for (const name of ['S', 'E']) {
      records.set(id(name), done);
      score.update(id(name));
    }
    assert.deepEqual(score.progress().customer, { assessed: 57, total: 111 });
    assert.deepEqual([score.total().achieved, score.total().possible], [329, 600]);
  });

  it('[S7] vector 2: one shared record adds 8 to the GDPR and to the NIST 800-53 assessment of a group', () => {
    const shared = action('Use cryptography', 8);
    const { source, records } = scene(controls({ '6.10.1.2': 'Use-cryptography' }), [shared]);
    const gdpr = createAssessmentScore(source);
    const nist = createAssessmentScore({
      ...source,
      template: { controls: controls({ 'SC-13': 'Use-cryptography' }) },
    });
    records.set(shared.id, done);
    assert.deepEqual(gdpr.update(shared.id), { controls: ['6.10.1.2'], families: ['6.10.1.2'] });
    assert.deepEqual(nist.update(shared.id), { controls: ['SC-13'], families: ['SC'] });
    assert.deepEqual([gdpr.total().achieved, nist.total().achieved], [8, 8]);
  });

  it('[S10] progress counts customer and provider controls apart, a shared control on both sides', () => {
    const actions = [
      action('Own', 9),
      action('Other', 9),
      action('Theirs', 9, { responsibility: 'provider' }),
      action('Theirs-too', 9, { responsibility: 'provider' }),
    ];
    const list = [
      control('AC-1', ['Own']),
      control('AC-2', ['Theirs', 'Other'], 'shared'),
      control('PE-1', ['Theirs-too'], 'provider'),
    ];
    const score = scoreOf(list, actions, { Own: failed, Theirs: record(null, 'Passed') });
    assert.deepEqual(score.progress(), { customer: { assessed: 1, total: 2 }, provider: { assessed: 1, total: 2 } });
    assert.deepEqual(score.families()[1]?.progress, {
      customer: { assessed: 0, total: 0 },
      provider: { assessed: 0, total: 1 },
    });
    assert.deepEqual([score.control('AC-2')?.assessed, score.state()], [false, 'Incomplete']);
  });

  it('[S12] disabled controls and disabled actions count nowhere', () => {
    const actions = [action('A', 27), action('B', 9, { disabled: true })];
    const list = [control('AC-1', ['A', 'B']), control('AC-2', ['A'], 'customer', true)];
    const score = scoreOf(list, actions, { A: done });
    assert.deepEqual(score.total(), { achieved: 27, possible: 27, percent: 100 });
    assert.deepEqual([score.control('AC-2'), score.controls().length, score.state()], [undefined, 1, 'Complete']);
  });

  it('[S12] a control citing an action twice counts it once; nothing possible has no percentage', () => {
    assert.equal(scoreOf(controls({ 'X-1': 'A A' }), [action('A', 9)]).total().possible, 9);
    assert.deepEqual(scoreOf([], []).total(), { achieved: 0, possible: 0, percent: null });
    assert.equal(scoreOf([], []).state(), 'None');
  });

  it('[S13] an update names the controls and families whose numbers changed, and nothing when nothing did', () => {
    const { source, records } = scene(sampleControls, sampleActions, {}, { highWaterMark: true });
    const score = createAssessmentScore(source);
    records.set(id('Critical'), done);
    assert.deepEqual(score.update(id('Critical')), { controls: ['SD-01', 'SD-02'], families: ['SD'] });
    assert.deepEqual(score.update(id('Critical')), { controls: [], families: [] });
    assert.deepEqual(score.update(id('Elsewhere')), { controls: [], families: [] });
  });

  it('[S13] kept up to date the score always equals the one from scratch, in all modes', () => {
    fc.assert(
      fc.property(world, settings, edits, (actionsAndControls, mode, changes) => {
        const { source, records } = scene(actionsAndControls.controls, actionsAndControls.actions, {}, mode);
        const running = createAssessmentScore(source);
        for (const [name, status, result] of changes) {
          const before = new Map(running.controls().map((each) => [each.control, each]));
          if (status === null && result === null) records.delete(id(name));
          else records.set(id(name), record(status, result));
          const touched = running.update(id(name));
          const fresh = createAssessmentScore(source);
          assert.deepEqual(running.total(), fresh.total());
          assert.deepEqual(running.controls(), fresh.controls());
          assert.deepEqual(running.families(), fresh.families());
          assert.deepEqual(running.progress(), fresh.progress());
          assert.deepEqual([...running.verdicts()], [...fresh.verdicts()]);
          assert.equal(running.state(), fresh.state());
          for (const each of fresh.controls()) {
            const same = JSON.stringify(before.get(each.control)) === JSON.stringify(each);
            assert.ok(same || touched.controls.includes(each.control), each.control);
          }
          assertEqualsExplained(running, explainAssessment(source, 'a', 'A'));
        }
      }),
      { numRuns: 150 },
    );
  });

  it('[S13] several records may change before their updates: in any order the score ends right', () => {
    fc.assert(
      fc.property(world, settings, edits, fc.boolean(), (actionsAndControls, mode, changes, backwards) => {
        const { source, records } = scene(actionsAndControls.controls, actionsAndControls.actions, {}, mode);
        const running = createAssessmentScore(source);
        for (const [name, status, result] of changes) records.set(id(name), record(status, result));
        const changed = changes.map(([name]) => id(name));
        for (const each of backwards ? changed.reverse() : changed) running.update(each);
        assert.deepEqual(running.controls(), createAssessmentScore(source).controls());
        assert.deepEqual(running.total(), createAssessmentScore(source).total());
      }),
    );
  });
});

/** The explanation is computed another way, from the single action up, and must give the same numbers. */
function assertEqualsExplained(score: ReturnType<typeof createAssessmentScore>, node: ScoreNode): void {
  const points = ({ achieved, possible, percent }: Omit<ScoreNode, 'level' | 'id' | 'label' | 'reason' | 'parts'>) => ({
    achieved,
    possible,
    percent,
  });
  assert.deepEqual(points(node), score.total());
  const families = new Map(node.parts.map((family) => [family.id, family]));
  for (const family of score.families())
    assert.deepEqual(points(families.get(family.family) ?? assert.fail()), points(family));
  const explained = new Map(node.parts.flatMap((family) => family.parts).map((each) => [each.id, each]));
  for (const each of score.controls())
    assert.deepEqual(points(explained.get(each.control) ?? assert.fail()), points(each));
  // Every value of the list is given.
  const counts = Object.fromEntries(controlStates.map((state) => [state, 0])) as Record<ControlState, number>;
  for (const each of score.controls()) counts[each.state] += 1;
  assert.equal(score.state(), assessmentState(counts));
}

const names = ['A', 'B', 'C', 'D', 'E', 'F', 'G'];
const someNames = fc.array(fc.constantFrom(...names), { maxLength: 5 });
const responsibility = fc.constantFrom('customer', 'provider', 'shared');
const world = fc.record({
  actions: fc.tuple(
    ...names.map((name) =>
      fc
        .tuple(
          fc.integer({ min: 1, max: 99 }),
          fc.constantFrom('customer', 'customer', 'provider'),
          someNames,
          fc.boolean(),
        )
        .map(([points, side, parents, flag]) =>
          action(name, points, { responsibility: side, parents: parents.map(id), disabled: flag && points % 3 === 0 }),
        ),
    ),
  ),
  controls: fc
    .array(fc.tuple(fc.constantFrom('AC', 'AU', 'SC'), someNames, responsibility, fc.nat(9)), { maxLength: 12 })
    .map((rows) =>
      rows.map(([family, cited, side, dice], index) => control(`${family}-${index}`, cited, side, dice === 0)),
    ),
});
const settings: fc.Arbitrary<ScoringSettings> = fc.record({
  rollUp: fc.constantFrom('per-control', 'each-action-once'),
  providerPoints: fc.boolean(),
  notInScope: fc.constantFrom('exclude', 'compatible'),
  groupScore: fc.constantFrom('average', 'each-action-once'),
  highWaterMark: fc.boolean(),
});
const edits = fc.array(
  fc.tuple(
    fc.constantFrom(...names),
    fc.constantFrom(...implementationStatuses, 'Implemented', null),
    fc.constantFrom(...testResults, 'Passed', null),
  ),
  { maxLength: 12 },
);

function rounded(score: { achieved: number; possible: number; percent: number | null }) {
  return [score.achieved, score.possible, Math.round((score.percent ?? 0) * 10) / 10];
}
