import assert from 'node:assert/strict';
import type { GroupId } from '#engine/contract/model/ids';
import { defaultScoring, type ScoringSettings } from '#engine/contract/model/score';
import type { Action } from '#engine/contract/model/template';
import type { ScoredRecord } from '#engine/domain/scoring/action-points';
import { explainGroup, explainOrganisation } from '#engine/domain/scoring/roll-up';
import { action, controls, done, outOfScope, record, rolled, scene } from '#test/support/score-builders';

const onceEach: ScoringSettings = { ...defaultScoring, rollUp: 'each-action-once', groupScore: 'each-action-once' };
const defaultGroup = { id: 'G1' as GroupId, name: 'Default Group' }; // of the id alphabet
const technical = action('Enable', 3, { type: 'Technical' });
const operational = action('Review', 3);

/** The one action in as many groups as there are records. */
function inGroups(each: Action, records: readonly (ScoredRecord | null)[], settings = onceEach) {
  const list = controls({ 'X-1': each.title });
  return records.map((value, index) =>
    rolled(`A${index}`, `G${index}`, scene(list, [each], value === null ? {} : { [each.title]: value }, settings)),
  );
}

function organisation(each: Action, records: readonly (ScoredRecord | null)[], settings = onceEach) {
  return explainOrganisation('org', 'Contoso', inGroups(each, records, settings), new Map([[each.id, each]]), settings);
}

describe('roll-up', () => {
  it('[S14] vector j: a group with assessments at 80 % and 40 % has 60 %', () => {
    const actions = [action('A', 80), action('B', 20), action('C', 4), action('D', 6)];
    const first = scene(controls({ 'X-1': 'A B' }), actions, { A: done });
    const second = scene(controls({ 'X-1': 'C D' }), actions, { C: done });
    const node = explainGroup(
      defaultGroup,
      [rolled('1', 'G1', first), rolled('2', 'G1', second)],
      new Map(),
      defaultScoring,
    );
    assert.deepEqual([node.percent, node.achieved, node.possible], [60, 84, 110]);
    assert.deepEqual(
      node.parts.map(({ id, percent }) => [id, percent]),
      [
        ['1', 80],
        ['2', 40],
      ],
    );
  });

  it('[S14] an assessment in which nothing is possible is left out of the average', () => {
    const half = scene(controls({ 'X-1': 'A B' }), [action('A', 9), action('B', 9)], { A: done });
    const none = scene(controls({ 'X-1': 'A' }), [action('A', 9)], { A: outOfScope });
    const members = [rolled('1', 'G1', half), rolled('2', 'G1', none)];
    assert.equal(explainGroup(defaultGroup, members, new Map(), defaultScoring).percent, 50);
    assert.equal(explainGroup(defaultGroup, members.slice(1), new Map(), defaultScoring).percent, null);
  });

  it('[S14] counted once each, a group is the sum of its different actions', () => {
    const actions = [action('A', 27), action('B', 9)];
    const members = ['A B', 'A'].map((cited, index) =>
      rolled(`${index}`, 'G1', scene(controls({ 'X-1': cited }), actions, { A: done }, onceEach)),
    );
    const node = explainGroup(defaultGroup, members, new Map(actions.map((each) => [each.id, each])), onceEach);
    assert.deepEqual([node.achieved, node.possible, node.percent], [27, 36, 75]);
    assert.deepEqual(
      node.parts.map(({ label, reason }) => [label, reason]),
      [
        ['A', 'Done in G1'],
        ['B', 'Not finished in G1'],
      ],
    );
  });

  it('[S15] vector 3: a 3-point action in 5 groups, done in all, gives 3 when technical and 15 when not', () => {
    const five = Array<ScoredRecord>(5).fill(done);
    assert.deepEqual(points(organisation(technical, five)), [3, 3]);
    assert.deepEqual(points(organisation(operational, five)), [15, 15]);
  });

  it('[S15] a provider action counts once for all groups when provider points are on', () => {
    const provider = action('MP-0109', 9, { responsibility: 'provider' });
    const settings = { ...onceEach, providerPoints: true };
    const attested = Array<ScoredRecord>(3).fill(record(null, 'Passed'));
    assert.deepEqual(points(organisation(provider, attested, settings)), [9, 9]);
    assert.deepEqual(points(organisation(provider, attested)), [0, 0]);
  });

  it('[S15] an action counted once for all groups is done when every group that has it in scope has done it', () => {
    assert.deepEqual(points(organisation(technical, [done, null])), [0, 3]);
    assert.deepEqual(points(organisation(technical, [done, outOfScope])), [3, 3]);
    assert.deepEqual(points(organisation(technical, [outOfScope, outOfScope])), [0, 0]);
    const compatible = { ...onceEach, notInScope: 'compatible' } as const;
    assert.deepEqual(points(organisation(technical, [done, outOfScope], compatible)), [3, 3]);
    assert.deepEqual(points(organisation(technical, [outOfScope, outOfScope], compatible)), [0, 3]);
    const [node] = organisation(technical, [done, null, outOfScope]).parts;
    assert.equal(node?.reason, 'Counted once for all groups: done in 1 of the 2 that have it in scope');
    assert.deepEqual(
      node?.parts.map((part) => part.reason),
      ['Done', 'Not finished', 'Not in Scope'],
    );
  });

  it('[S15] by control sums the assessments of a group are shown together', () => {
    const one = scene(controls({ 'X-1': 'A' }), [action('A', 9)], { A: done });
    const members = [rolled('1', 'G1', one), rolled('2', 'G2', one), rolled('3', 'G1', one)];
    const node = explainOrganisation('org', 'Contoso', members, new Map(), defaultScoring);
    assert.deepEqual(
      node.parts.map(({ label, achieved, parts }) => [label, achieved, parts.map((part) => part.id)]),
      [
        ['G1', 18, ['1', '3']],
        ['G2', 9, ['2']],
      ],
    );
  });

  it('[S15] by control sums the organisation is the sum of all assessments, shown by group', () => {
    const members = inGroups(technical, [done, null], defaultScoring);
    const node = explainOrganisation('org', 'Contoso', members, new Map(), defaultScoring);
    assert.deepEqual([node.achieved, node.possible, node.percent], [3, 6, 50]);
    assert.deepEqual(
      node.parts.map(({ level, id, achieved }) => [level, id, achieved]),
      [
        ['group', 'G0', 3],
        ['group', 'G1', 0],
      ],
    );
  });
});

function points({ achieved, possible }: { achieved: number; possible: number }) {
  return [achieved, possible];
}
