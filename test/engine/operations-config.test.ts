import assert from 'node:assert/strict';
import { readOperationsConfig } from '#engine/operations-config';

describe('the settings for those who run the engine', () => {
  it('[M7] limit callers where people sign in alone, unless said otherwise', () => {
    assert.deepEqual(readOperationsConfig({}, false), {
      ok: true,
      value: { rate: null, drain: 0, metricsToken: null },
    });
    const team = readOperationsConfig({ CONTROLBOOK_DRAIN: '5' }, true);
    assert.deepEqual(team, { ok: true, value: { rate: 50, drain: 5, metricsToken: null } });
    const any = readOperationsConfig({ CONTROLBOOK_RATE: '0' }, true);
    assert.deepEqual(any.ok && any.value.rate, null);
  });

  for (const [name, value] of [
    ['RATE', '-1'],
    ['RATE', 'many'],
    ['DRAIN', '301'],
    ['METRICS_TOKEN', 'short'],
    ['METRICS_TOKEN', 'with a space in it, though long'],
  ] as const) {
    it(`[M7] ${name} "${value}" is refused with what would do`, () => {
      const read = readOperationsConfig({ [`CONTROLBOOK_${name}`]: value }, true);
      assert.ok(!read.ok);
      assert.match(read.error, new RegExp(`^CONTROLBOOK_${name} takes `));
      if (name === 'METRICS_TOKEN') assert.ok(!read.error.includes(value));
    });
  }
});
