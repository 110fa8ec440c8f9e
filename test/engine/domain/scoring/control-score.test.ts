import assert from 'node:assert/strict';
import type { Standing } from '#engine/domain/scoring/action-points';
import { assessmentState, controlState, toControlScore } from '#engine/domain/scoring/control-score';

const standings = ['done', 'failed', 'out-of-scope', 'uncredited', 'untested'] as const;
const states = ['Passed', 'Failed', 'None', 'Out of scope', 'In progress'] as const;

describe('control and assessment states', () => {
  it('[S8] a control state follows 1.9 for every mix of up to three actions a standing', () => {
    for (const mix of mixes(standings)) {
      const has = (standing: Standing) => mix.includes(standing);
      const only = (...allowed: Standing[]) => mix.every((standing) => allowed.includes(standing));
      // The rules of the reference, in its own words and order of force.
      const expected = has('failed')
        ? 'Failed'
        : mix.length > 0 && only('out-of-scope')
          ? 'Out of scope'
          : has('done') && only('done', 'out-of-scope')
            ? 'Passed'
            : only('untested', 'out-of-scope')
              ? 'None'
              : 'In progress';
      assert.equal(controlState(countOf(standings, mix)), expected, mix.join(' '));
    }
  });

  it('[S8] each control state by example', () => {
    const of = (...mix: Standing[]) => controlState(countOf(standings, mix));
    assert.equal(of(), 'None');
    assert.equal(of('untested', 'untested'), 'None');
    assert.equal(of('untested', 'out-of-scope'), 'None');
    assert.equal(of('done', 'out-of-scope'), 'Passed');
    assert.equal(of('out-of-scope', 'out-of-scope'), 'Out of scope');
    assert.equal(of('done', 'failed', 'untested'), 'Failed');
    assert.equal(of('done', 'untested'), 'In progress');
    assert.equal(of('uncredited'), 'In progress');
  });

  it('[S9] an assessment state follows 1.9 for every mix of up to three controls a state', () => {
    for (const mix of mixes(states)) {
      const has = (state: (typeof states)[number]) => mix.includes(state);
      const only = (...allowed: (typeof states)[number][]) => mix.every((state) => allowed.includes(state));
      const expected = has('Failed')
        ? 'Incomplete'
        : has('Passed') && only('Passed', 'Out of scope')
          ? 'Complete'
          : only('None', 'Out of scope')
            ? 'None'
            : 'In progress';
      assert.equal(assessmentState(countOf(states, mix)), expected, mix.join(' '));
    }
  });

  it('[S9] an assessment whose controls are all out of scope is not complete: nothing was tested', () => {
    assert.equal(assessmentState(countOf(states, ['Out of scope', 'Out of scope'])), 'None');
  });

  it('[S10] a control is assessed when it has actions and none is untested', () => {
    const assessed = (...mix: Standing[]) =>
      toControlScore('AC-1', countOf(standings, mix), { achieved: 0, possible: 0 }).assessed;
    assert.deepEqual(
      [assessed(), assessed('untested'), assessed('done', 'untested'), assessed('done', 'failed', 'out-of-scope')],
      [false, false, false, true],
    );
  });
});

function countOf<T extends string>(words: readonly T[], mix: readonly T[]): Record<T, number> {
  // Every word gets its count, so the record is complete.
  return Object.fromEntries(words.map((word) => [word, mix.filter((each) => each === word).length])) as Record<
    T,
    number
  >;
}

/** Every combination of zero to three of each word. */
function mixes<T>(words: readonly T[]): readonly (readonly T[])[] {
  let all: (readonly T[])[] = [[]];
  for (const word of words) all = all.flatMap((mix) => [0, 1, 2, 3].map((n) => [...mix, ...Array<T>(n).fill(word)]));
  return all;
}
