import assert from 'node:assert/strict';
import { targets } from '#test/fuzz/cases';
import { runCases } from '#test/fuzz/run-cases';

/** The short form of `npm run fuzz`. */
describe('every parser of outside input', function () {
  this.timeout(120_000);

  it('[M14] answers what is nearly right and what is all wrong by name, and neither crashes nor hangs', async () => {
    const end = performance.now() + 12_000;
    const goOn = (done: number): boolean => done < 10 * targets.length || (done < 600 && performance.now() < end);
    const { cases, answers, failures } = await runCases({ seed: 20_261_123, goOn });
    assert.deepEqual(failures, []);
    assert.ok(cases >= 10 * targets.length);
    for (const target of targets) {
      assert.ok(
        [...answers.keys()].some((answer) => answer.startsWith(`${target} `) && answer !== `${target} taken`),
        `${target} refuses something`,
      );
    }
  });
});
