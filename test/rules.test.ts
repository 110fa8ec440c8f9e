import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Rules and tests by number, read off the pages, so that tests that need real data or an office program count as well. */
async function readPages(): Promise<{
  readonly ruled: readonly string[];
  readonly cited: ReadonlyMap<string, string>;
}> {
  const rules = await readFile(join('engine', 'RULES.md'), 'utf8');
  const ruled = Array.from(rules.matchAll(/^- \*\*([A-Z]\d+)\*\*/gm), ([, number]) => number ?? '');
  const cited = new Map<string, string>();
  for (const name of await readdir('test', { recursive: true })) {
    if (!name.endsWith('.ts') || name.includes('node_modules')) continue;
    const text = await readFile(join('test', name), 'utf8');
    for (const [, number] of text.matchAll(/['"`]\[([A-Z]\d+)\]/g)) if (number !== undefined) cited.set(number, name);
  }
  return { ruled, cited };
}

describe('rules', () => {
  it('[V1] every rule has a number of its own and a test, and every number a test cites is a rule', async () => {
    const { ruled, cited } = await readPages();
    assert.ok(ruled.length > 50);
    assert.deepEqual(
      ruled.filter((number, at) => ruled.indexOf(number) !== at),
      [],
      'a number stands for one rule',
    );
    assert.deepEqual(
      ruled.filter((number) => !cited.has(number)),
      [],
    );
    assert.deepEqual(
      [...cited].filter(([number]) => !ruled.includes(number)),
      [],
    );
  });
});
