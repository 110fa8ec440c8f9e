import assert from 'node:assert/strict';
import type { ActionId } from '#engine/contract/model/ids';
import type { Detection } from '#engine/contract/model/secure-score';
import {
  joinControls,
  observe,
  type ReadProfile,
  type ReadScore,
  saysTheSame,
} from '#engine/domain/secure-score/observe';

const now = '2026-01-02T03:04:05.678Z';

function read(score: Partial<ReadScore> | null, profile: Partial<ReadProfile> | null) {
  const controls = joinControls({
    ...{ source: 'Played', scoreDate: now, gaps: [] },
    scores:
      score === null ? [] : [{ control: 'MFA', score: null, percent: null, detail: null, lastSynced: null, ...score }],
    profiles: profile === null ? [] : [{ control: 'MFA', title: null, max: null, state: null, ...profile }],
  });
  return observe(controls, 'a' as ActionId, 'mfa', { source: 'Played', now });
}

describe('what Secure Score says of a control', () => {
  const cases: readonly (readonly [string, Partial<ReadScore> | null, Partial<ReadProfile> | null, Detection])[] = [
    ['all points', { score: 50 }, { max: 50 }, 'complete'],
    ['more than all points', { score: 51 }, { max: 50 }, 'complete'],
    ['some points', { score: 0.4 }, { max: 50 }, 'partial'],
    ['no points', { score: 0 }, { max: 50 }, 'zero'],
    ['another product', { score: 0 }, { max: 50, state: 'ThirdParty' }, 'third-party'],
    ['another product, in small letters', { score: 50 }, { max: 50, state: 'thirdParty' }, 'third-party'],
    ['ignored, whatever its points', { score: 50 }, { max: 50, state: 'Ignored' }, 'ignored'],
    ['reviewed, which says nothing of the points', { score: 0 }, { max: 50, state: 'Reviewed' }, 'zero'],
    ['neither', null, null, 'undetected'],
    ['a profile alone', null, { max: 50 }, 'undetected'],
    ['a profile alone that somebody has decided about', null, { max: 50, state: 'ThirdParty' }, 'undetected'],
    ['a number that is none', { score: -1 }, { max: 50 }, 'undetected'],
    ['a control that is not scored', { score: 0 }, { max: 0 }, 'undetected'],
    ['a score alone, of which the part is known', { score: 25, percent: 50 }, null, 'partial'],
    ['a score alone, of which all is reached', { score: 25, percent: 100 }, null, 'complete'],
    ['a score alone, and nothing else', { score: 25 }, null, 'undetected'],
    ['a score of none alone', { score: 0 }, null, 'zero'],
  ];
  for (const [what, score, profile, expected] of cases) {
    it(`[B9] is read of ${what}: ${expected}`, () => assert.equal(read(score, profile).detection, expected));
  }

  it('[B9] works out the largest score where the profile is missing', () => {
    assert.equal(read({ score: 25, percent: 50 }, null).max, 50);
    assert.equal(read({ score: 1, percent: 33.33 }, null).max, 3);
    assert.equal(read({ score: 0, percent: 0 }, null).max, null);
  });

  it('[B9] takes the first of a control that comes twice', () => {
    const score = { percent: null, detail: null, lastSynced: null };
    const controls = joinControls({
      ...{ source: 'Played', scoreDate: now, gaps: [], profiles: [] },
      scores: [
        { control: 'MFA', score: 1, ...score },
        { control: ' mfa', score: 2, ...score },
      ],
    });
    assert.equal(controls.get('mfa')?.score?.score, 1);
  });

  it('[B14] is news when it says something else, not when it was only looked at again', () => {
    const first = read({ score: 25, lastSynced: '2026-01-01' }, { max: 50 });
    assert.ok(saysTheSame(first, { ...first, since: 'later', lastSynced: '2026-01-02' }));
    assert.ok(!saysTheSame(first, { ...first, score: 26 }));
    assert.ok(!saysTheSame(first, { ...first, state: 'Ignored' }));
    assert.ok(!saysTheSame(first, { ...first, control: 'Other' }));
  });
});
