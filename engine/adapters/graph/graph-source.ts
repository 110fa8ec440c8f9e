import type { SecureScoreSource } from '../../app/secure-score/ports.ts';
import { err, ok } from '../../domain/result.ts';
import { createGraph } from './ask-graph.ts';
import type { GraphOptions } from './graph-options.ts';
import { GraphRefused } from './graph-problem.ts';
import { readPages } from './read-pages.ts';
import { readProfiles, readSnapshot } from './secure-score-shapes.ts';

/** Secure Score as Microsoft Graph tells it: the newest snapshot of the scores, and the profiles of all controls. */
export function createGraphSource(options: GraphOptions): SecureScoreSource {
  const graph = createGraph(options);
  const { address, clock, name } = options;
  return {
    name,
    async read(patience) {
      const until = clock.ticks() + patience;
      try {
        // Newest first, and every page is one snapshot: the first is all that is wanted.
        const scores = await readPages(graph, new URL(`${address}/security/secureScores?$top=1`), until, 'something');
        const controls = await readPages(graph, new URL(`${address}/security/secureScoreControlProfiles`), until);
        const snapshot = readSnapshot(scores.items);
        const { profiles, unreadable } = readProfiles(controls.items);
        return ok({
          source: name,
          scoreDate: snapshot?.date ?? null,
          scores: snapshot?.scores ?? [],
          profiles,
          gaps: [
            ...scores.warnings,
            ...controls.warnings,
            ...skipped(snapshot?.unreadable ?? 0, 'scores of controls'),
            ...skipped(unreadable, 'profiles'),
          ],
        });
      } catch (error) {
        if (error instanceof GraphRefused) return err(error.problem);
        throw error;
      }
    },
  };
}

function skipped(count: number, what: string): readonly string[] {
  return count === 0 ? [] : [`${count} ${what} were not as the documentation says, and were left out.`];
}
