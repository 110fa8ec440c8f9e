import { z } from 'zod';
import type { Graph } from './ask-graph.ts';
import { graphLimits } from './graph-options.ts';
import { GraphRefused, quoted } from './graph-problem.ts';

const page = z.object({
  value: z.array(z.unknown()).max(100_000),
  '@odata.nextLink': z.string().max(8_000).nullish(),
});

export type Listed = { readonly items: readonly unknown[]; readonly warnings: readonly string[] };

/**
 * A list, page by page, as the answers link them, whole or until there is something of it; a page may be empty. A link
 * that leads elsewhere is not followed: the token would go there, too.
 */
export async function readPages(
  graph: Graph,
  start: URL,
  until: number,
  wanted: 'all' | 'something' = 'all',
): Promise<Listed> {
  const items: unknown[] = [];
  const warnings: string[] = [];
  const visited = new Set<string>();
  for (let url: URL | null = start; url !== null; ) {
    visited.add(url.href);
    const answer = await graph.ask(url, until);
    const parsed = page.safeParse(answer.json);
    if (!parsed.success) {
      throw new GraphRefused(
        'graph-unexpected',
        `${url.origin}${url.pathname} answered with no list. See that CONTROLBOOK_GRAPH_ADDRESS is the address of Microsoft Graph in your cloud.`,
      );
    }
    items.push(...parsed.data.value);
    warnings.push(...answer.warnings);
    if (wanted === 'something' && items.length > 0) break;
    const next: string = parsed.data['@odata.nextLink'] ?? '';
    url = next === '' ? null : linked(next, start);
    if (url !== null && (visited.has(url.href) || visited.size >= graphLimits.pages)) {
      throw new GraphRefused(
        'graph-unexpected',
        `${start.origin}${start.pathname} goes on for ever: page ${visited.size} leads to one that was read, or to more than there can be. Nothing of it was taken.`,
      );
    }
  }
  return { items, warnings };
}

function linked(next: string, start: URL): URL {
  const url = URL.canParse(next) ? new URL(next) : null;
  if (url !== null && url.origin === start.origin && url.username === '' && url.password === '') return url;
  throw new GraphRefused(
    'graph-foreign-link',
    `${start.origin}${start.pathname} leads to another place for its next page (${quoted(next).slice(0, 100)}). It was not followed, and nothing was taken.`,
  );
}
