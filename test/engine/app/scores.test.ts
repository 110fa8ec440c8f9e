import assert from 'node:assert/strict';
import { createScores } from '#engine/app/scores';
import { createTestOrganisation } from '#test/support/test-organisation';

describe('the scores of many assessments', () => {
  it('[S16] made anew, they let others have the thread in between; read again, they are there', async () => {
    const { organisation, template, open } = await createTestOrganisation();
    const standard = await template('T', { 'C-1': ['Act'] });
    for (const title of ['One', 'Two', 'Three']) await open(title, standard, title);
    let now = 0;
    let pauses = 0;
    const clock = {
      now: organisation.clock.now,
      ticks: () => {
        now += 3; // as if every step took this long
        return now;
      },
      after(_: number, run: () => void) {
        pauses += 1;
        queueMicrotask(run);
        return () => {};
      },
    };
    const scores = createScores({ ...organisation, clock });
    const first = await scores.explainOrganisation();
    assert.equal(pauses, 3);
    assert.deepEqual(await scores.explainOrganisation(), first);
    assert.equal(pauses, 3);
  });
});
