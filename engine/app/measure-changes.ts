import type { Metrics } from './metrics.ts';
import type { Clock } from './ports.ts';
import type { UseCases } from './use-cases.ts';

/** The same use cases, with every change set counted and timed. */
export function measureChanges(useCases: UseCases, metrics: Metrics, clock: Pick<Clock, 'ticks'>): UseCases {
  return {
    ...useCases,
    async pushChanges(set, caller) {
      const began = clock.ticks();
      metrics.add('controlbook_change_sets_waiting');
      try {
        const result = await useCases.pushChanges(set, caller);
        const { channel } = caller;
        metrics.observe('controlbook_change_set_seconds', (clock.ticks() - began) / 1000, { channel });
        for (const { outcome } of result.ok ? result.value : []) {
          metrics.add('controlbook_changes_total', { channel, outcome });
        }
        return result;
      } finally {
        metrics.add('controlbook_change_sets_waiting', {}, -1);
      }
    },
  };
}
