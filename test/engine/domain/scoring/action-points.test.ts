import assert from 'node:assert/strict';
import { defaultScoring } from '#engine/contract/model/score';
import {
  actionEnforcements,
  actionPurposes,
  implementationStatuses,
  testResults,
} from '#engine/contract/model/vocabulary';
import { builtInPoints, judgeAction, ownStanding, verdictReason } from '#engine/domain/scoring/action-points';
import { action, done, failed, outOfScope, record } from '#test/support/score-builders';

const critical = action('Critical', 27);
const provider = action('MP-0109', 27, { responsibility: 'provider' });
const withProviders = { ...defaultScoring, providerPoints: true };

describe('action points', () => {
  it('[S1] built-in points follow purpose and enforcement', () => {
    const table = actionPurposes.flatMap((purpose) =>
      actionEnforcements.map((enforcement) => [purpose, enforcement, builtInPoints(purpose, enforcement)]),
    );
    assert.deepEqual(table, [
      ['Preventative', 'Mandatory', 27],
      ['Preventative', 'Discretionary', 9],
      ['Detective', 'Mandatory', 3],
      ['Detective', 'Discretionary', 1],
      ['Corrective', 'Mandatory', 3],
      ['Corrective', 'Discretionary', 1],
    ]);
  });

  it('[S1] vector 4: the built-in actions of the ISO 27001 template have the points of the table', () => {
    const seen = [
      ['Activate Azure Rights Management', 'Preventative', 'Mandatory', 27],
      ['Alert Personnel of Information Spillage', 'Corrective', 'Discretionary', 1],
      ['Allow for Mobile Device Remote Wipe', 'Corrective', 'Mandatory', 3],
      ['Assign Account Managers', 'Preventative', 'Discretionary', 9],
      ['Create Mail Flow Rules to Encrypt Messages', 'Preventative', 'Mandatory', 27],
    ] as const;
    for (const [title, purpose, enforcement, points] of seen) {
      assert.equal(builtInPoints(purpose, enforcement), points, title);
    }
  });

  it('[S2] a customer action earns all its points exactly when implemented or by an alternative, and passed', () => {
    const earning = implementationStatuses.flatMap((status) =>
      testResults
        .filter((result) => judgeAction(critical, record(status, result), false, defaultScoring).achieved > 0)
        .map((result) => `${status} + ${result}`),
    );
    assert.deepEqual(earning, ['Implemented + Passed', 'Alternative Implementation + Passed']);
  });

  const vectors = [
    ['a', 'Implemented', 'Passed', 27],
    ['b', 'Alternative Implementation', 'Passed', 27],
    ['c', 'Planned', 'Passed', 0],
    ['d', 'Implemented', 'Failed-Low Risk', 0],
    ['e', 'Implemented', 'Not Assessed', 0],
  ] as const;
  for (const [name, status, result, points] of vectors) {
    it(`[S2] vector ${name}: ${status} and ${result} give ${points} of 27`, () => {
      const verdict = judgeAction(critical, record(status, result), false, defaultScoring);
      assert.deepEqual([verdict.achieved, verdict.possible], [points, 27]);
    });
  }

  it('[S2] every pair of status and result has one standing', () => {
    const byStanding = new Map<string, number>();
    for (const status of [...implementationStatuses, null]) {
      for (const result of [...testResults, null]) {
        const standing = ownStanding(critical, record(status, result));
        byStanding.set(standing, (byStanding.get(standing) ?? 0) + 1);
      }
    }
    // 6 statuses (one empty) x 7 results: a column and a row are Not in Scope, 3 of 5 x 3 failed, 2 done, 3 uncredited.
    assert.deepEqual(Object.fromEntries(byStanding), {
      untested: 10,
      uncredited: 3,
      failed: 15,
      'out-of-scope': 12,
      done: 2,
    });
  });

  it('[S2] an action nobody recorded anything about, or something unknown, is untested', () => {
    assert.equal(ownStanding(critical, undefined), 'untested');
    assert.equal(ownStanding(critical, { implementationStatus: 7, testResult: ['Passed'] }), 'untested');
  });

  it('[S3] Not in Scope leaves the possible points, whichever field says it', () => {
    for (const each of [outOfScope, record('Not in Scope', 'Passed'), record('Implemented', 'Not in Scope')]) {
      assert.deepEqual(judgeAction(critical, each, false, defaultScoring), {
        standing: 'out-of-scope',
        achieved: 0,
        possible: 0,
      });
    }
  });

  it('[S3] Not in Scope stays in the possible points in the compatible mode', () => {
    const verdict = judgeAction(critical, outOfScope, false, { ...defaultScoring, notInScope: 'compatible' });
    assert.deepEqual([verdict.achieved, verdict.possible], [0, 27]);
  });

  it('[S4] a provider action counts only when provider points are on, and then by an attested pass alone', () => {
    const attested = record(null, 'Passed');
    assert.deepEqual(judgeAction(provider, attested, false, defaultScoring), {
      standing: 'done',
      achieved: 0,
      possible: 0,
    });
    assert.deepEqual(judgeAction(provider, attested, false, withProviders), {
      standing: 'done',
      achieved: 27,
      possible: 27,
    });
    assert.equal(judgeAction(provider, undefined, false, withProviders).achieved, 0);
  });

  it('[S5] a parent fills silence, and never overrules a failed test or a scope', () => {
    const standings = [undefined, record('Planned', null), record('Planned', 'Passed'), failed, outOfScope].map(
      (each) => judgeAction(critical, each, true, defaultScoring).standing,
    );
    assert.deepEqual(standings, ['done', 'done', 'done', 'failed', 'out-of-scope']);
  });

  it('[S11] the reason says in words what decided', () => {
    const reasons = [
      verdictReason(critical, done, null, defaultScoring),
      verdictReason(critical, undefined, null, defaultScoring),
      verdictReason(critical, record('Planned', 'Passed'), null, defaultScoring),
      verdictReason(critical, outOfScope, null, defaultScoring),
      verdictReason(critical, outOfScope, null, { ...defaultScoring, notInScope: 'compatible' }),
      verdictReason(critical, undefined, 'Longer', defaultScoring),
      verdictReason(critical, failed, 'Longer', defaultScoring),
      verdictReason(provider, record(null, 'Passed'), null, withProviders),
      verdictReason(provider, undefined, null, defaultScoring),
    ];
    assert.deepEqual(reasons, [
      'Implemented and Passed',
      'Not Implemented and Not Assessed',
      'Planned and Passed: counts once it is implemented',
      'Not in Scope: left out of the possible points',
      'Not in Scope: adds nothing, stays in the possible points',
      'Finished by its parent action "Longer"',
      'Implemented and Failed-Low Risk',
      'Attested Passed',
      'Attested Not Assessed; provider points are not counted',
    ]);
  });
});
