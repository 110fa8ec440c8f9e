import assert from 'node:assert/strict';
import { createGate } from '#engine/app/gate';
import { remind } from '#engine/app/notify/watch';
import type { Organisation } from '#engine/app/organisation';
import { linkEvidenceOn } from '#test/support/link-evidence';
import { createNotifyBench } from '#test/support/notify-bench';

/** The bench with a clock that stands where the test puts it. */
async function calendar() {
  const bench = await createNotifyBench();
  let now = '2026-12-01T09:00:00.000Z';
  const clock = { ...bench.test.organisation.clock, now: () => now };
  const organisation: Organisation = { ...bench.test.organisation, clock };
  const parts = { organisation, gate: createGate(organisation), scores: bench.test.scores };
  return {
    bench,
    async at(day: string, time = '09:00') {
      now = `${day}T${time}:00.000Z`;
      await remind(parts);
    },
  };
}

describe('reminders', () => {
  it('[K30] go to whoever has an action, on the days before its due date, on the day and every week after it', async () => {
    const { bench, at } = await calendar();
    await bench.assign('olga', 'Patch', 'adam');
    await bench.push('olga', 'Patch', { dueDate: '2026-12-10' });
    for (let day = 1; day <= 24; day += 1) await at(`2026-12-${String(day).padStart(2, '0')}`);
    assert.deepEqual(bench.titles('adam'), [
      '“Patch” was due 14 days ago (2026-12-10)',
      '“Patch” was due 7 days ago (2026-12-10)',
      '“Patch” is due today',
      '“Patch” is due in 1 day (2026-12-10)',
      '“Patch” is due in 7 days (2026-12-10)',
    ]);
  });

  it('[K31] go once a day, from the hour that was chosen, and make up once for days the engine did not run', async () => {
    const { bench, at } = await calendar();
    await bench.assign('olga', 'Patch', 'adam');
    await bench.push('olga', 'Patch', { dueDate: '2026-12-10' });
    await at('2026-12-02');
    await at('2026-12-09', '05:59');
    assert.equal(bench.titles('adam').length, 0);
    for (const time of ['06:00', '06:01', '23:00']) await at('2026-12-09', time);
    assert.deepEqual(bench.titles('adam'), ['“Patch” is due in 1 day (2026-12-10)']);
  });

  it('[K30] leave out what is done, and what nobody has', async () => {
    const { bench, at } = await calendar();
    await bench.push('adam', 'Patch', {
      implementationStatus: 'Implemented',
      assignedTo: 'adam',
      dueDate: '2026-12-01',
    });
    await bench.push('tess', 'Patch', { testResult: 'Passed' });
    await bench.push('olga', 'Train', { dueDate: '2026-12-01' });
    await at('2026-12-01');
    assert.deepEqual(bench.titles('adam'), []);
  });

  it('[K32] go for evidence that is to be renewed or has expired, to whoever has an action it proves', async () => {
    const { bench, at } = await calendar();
    await bench.assign('olga', 'Patch', 'adam');
    await linkEvidenceOn(bench.test.organisation, bench.one, bench.action('Patch'), {
      expiresOn: '2026-12-10',
      remindOn: '2026-12-05',
    });
    for (const day of ['04', '05', '06', '10', '11', '12']) await at(`2026-12-${day}`);
    assert.deepEqual(bench.titles('adam'), [
      'The evidence “Proof” of “Patch” has expired (2026-12-10 was its last day)',
      'A reminder of the evidence “Proof” of “Patch”, for 2026-12-05',
    ]);
  });
});
