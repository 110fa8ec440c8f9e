import assert from 'node:assert/strict';
import { createMetrics } from '#engine/app/metrics';

describe('the metrics', () => {
  it('[M4] are written in the text format of Prometheus: help, type, samples, labels escaped', () => {
    const metrics = createMetrics();
    metrics.add('controlbook_refused_total', { code: 'a"b\\c\nd' });
    metrics.add('controlbook_refused_total', { code: 'a"b\\c\nd' }, 2);
    metrics.add('controlbook_connections');
    metrics.add('controlbook_connections', {}, -1);
    const text = metrics.text([{ name: 'controlbook_journal_position', labels: { partition: 'group:g' }, value: 7 }]);
    assert.deepEqual(
      text.split('\n').filter((line) => !line.startsWith('# HELP')),
      [
        '# TYPE controlbook_journal_position gauge',
        'controlbook_journal_position{partition="group:g"} 7',
        '# TYPE controlbook_refused_total counter',
        'controlbook_refused_total{code="a\\"b\\\\c\\nd"} 3',
        '# TYPE controlbook_connections gauge',
        'controlbook_connections 0',
        '',
      ],
    );
  });

  it('[M4] count a duration in every bucket it is not longer than, and beyond the last', () => {
    const metrics = createMetrics();
    for (const seconds of [0.001, 0.003, 99]) metrics.observe('controlbook_request_seconds', seconds);
    const lines = metrics.text([]).split('\n');
    const buckets = lines.filter((line) => line.includes('_bucket')).map((line) => Number(line.split(' ')[1]));
    assert.deepEqual([buckets[0], buckets[1], buckets[2], buckets.at(-2), buckets.at(-1)], [1, 1, 2, 2, 3]);
    assert.deepEqual(
      buckets,
      [...buckets].sort((a, b) => a - b),
    );
    assert.ok(lines.includes('controlbook_request_seconds_count 3'));
    assert.ok(lines.some((line) => /^controlbook_request_seconds_sum 99\.004/.test(line)));
  });
});
