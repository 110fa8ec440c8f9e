import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { openWatched, type WatchedPage } from './watched-page.ts';
import type { Bench, OpenedPage } from './workbench.ts';

export type WebPage = OpenedPage;

type Options = {
  readonly width?: number;
  /** Faults of the page that belong to the test. */
  readonly expected?: RegExp;
  readonly prepare?: (page: Page) => Promise<void>;
};

/** Opens the page for people without Excel. */
export async function openWeb(bench: Bench, options: Options = {}): Promise<WebPage> {
  const { width = 1_280, expected, prepare } = options;
  const watched: WatchedPage = await openWatched({ viewport: { width, height: 900 } });
  const { page, strays, faults } = watched;
  await prepare?.(page);
  await page.goto(`${bench.served.url.replace('127.0.0.1', 'localhost')}/web/`);
  const opened: WebPage = {
    ...watched,
    async check() {
      if (page.isClosed()) return;
      assert.deepEqual(strays, []);
      assert.deepEqual(
        faults.filter((fault) => expected?.test(fault) !== true),
        [],
      );
    },
    async close() {
      try {
        await opened.check();
      } finally {
        bench.pages.delete(opened);
        await page.close();
      }
    },
  };
  bench.pages.add(opened);
  return opened;
}
