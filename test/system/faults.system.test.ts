import assert from 'node:assert/strict';
import { runFaults } from '#test/faults/run-rounds';
import { withPostgres } from '#test/support/postgres';

/** The short form of `npm run faults`: other seeds and many more rounds are that command's. */
describe('three engines over one database, while things go wrong', function () {
  this.timeout(240_000);
  before(withPostgres); // installs it where it is not there yet

  it('[M13] lose, double and reorder no acknowledged edit, leave no gap and no fork, and agree in the end', async () => {
    const lines: string[] = [];
    const report = await runFaults({
      ...{ kind: 'database', rounds: 4, seed: 20_261_123 },
      tell: (line) => void lines.push(line),
    });
    assert.deepEqual(report.violations, [], lines.join('\n'));
    assert.equal(report.rounds, 4);
    assert.ok(report.edits > 50, `${report.edits} edits`);
    assert.ok(report.faults.size > 2, [...report.faults.keys()].join());
  });
});

describe('one engine over a data folder, while things go wrong', function () {
  this.timeout(240_000);

  it('[M17] loses, doubles and reorders no acknowledged edit, also on a full, a slow and a failing disk', async () => {
    const lines: string[] = [];
    const report = await runFaults({
      ...{ kind: 'folder', rounds: 4, seed: 20_261_124 },
      tell: (line) => void lines.push(line),
    });
    assert.deepEqual(report.violations, [], lines.join('\n'));
    assert.ok(report.edits > 50, `${report.edits} edits`);
  });
});
