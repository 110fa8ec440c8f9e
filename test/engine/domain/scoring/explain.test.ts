import assert from 'node:assert/strict';
import { explainAssessment, explainControl } from '#engine/domain/scoring/explain';
import { action, control, controls, done, id, outOfScope, scene } from '#test/support/score-builders';

const actions = [action('A', 27), action('B', 9), action('C', 3, { parents: [id('A')] })];
const list = controls({ 'AC-1': 'A B', 'AC-2': 'A', 'SC-1': 'A C' });

describe('explanation', () => {
  it('[S11] an assessment expands by family and control down to each action and its reason', () => {
    const { source } = scene(list, actions, { A: done, B: outOfScope }, { highWaterMark: true });
    const node = explainAssessment(source, 'a1', 'NIST');
    assert.deepEqual([node.level, node.label, node.achieved, node.possible], ['assessment', 'NIST', 84, 84]);
    const [family] = node.parts;
    assert.deepEqual(family?.parts[0], {
      level: 'control',
      id: 'AC-1',
      label: 'Title of AC-1',
      achieved: 27,
      possible: 27,
      percent: 100,
      reason: 'The sum of its actions',
      parts: [
        leaf('A', 27, 27, 'Implemented and Passed'),
        leaf('B', 0, 0, 'Not in Scope: left out of the possible points'),
      ],
    });
    assert.equal(node.parts[1]?.parts[0]?.parts[1]?.reason, 'Finished by its parent action "A"');
  });

  it('[S11] counted once, a family and an assessment say so and are the sum of different actions', () => {
    const { source } = scene(list, actions, { A: done }, { rollUp: 'each-action-once' });
    const node = explainAssessment(source, 'a1', 'NIST');
    assert.deepEqual(
      [node, ...node.parts].map(({ achieved, possible, reason }) => [
        achieved,
        possible,
        reason.includes('counted once'),
      ]),
      [
        [27, 39, true],
        [27, 36, true],
        [27, 30, true],
      ],
    );
  });

  it('[S11] a disabled control is shown as counting nowhere', () => {
    const { source } = scene([], actions, { A: done });
    const node = explainControl(source, control('AC-9', ['A'], 'customer', true));
    assert.deepEqual([node.possible, node.percent, node.reason], [0, null, 'Disabled: counts nowhere']);
  });
});

function leaf(name: string, achieved: number, possible: number, reason: string) {
  const percent = possible === 0 ? null : (achieved / possible) * 100;
  return { level: 'action', id: name, label: name, achieved, possible, percent, reason, parts: [] };
}
