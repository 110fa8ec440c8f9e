import type { BrowserContextOptions, Page } from 'playwright-core';
import { openPage } from '#test/support/browser';

export type WatchedPage = {
  readonly page: Page;
  /** Requests that went to another machine. */
  readonly strays: readonly string[];
  /** What the page threw, or said in its console as an error. */
  readonly faults: readonly string[];
};

const home = /^(https?|wss?):\/\/(localhost|127\.0\.0\.1)[:/]|^(data|blob|about):/;

/** A page in a context of its own that lets nothing leave the machine and writes down what tried to. */
export async function openWatched(options: BrowserContextOptions = {}): Promise<WatchedPage> {
  const page = await openPage({ viewport: { width: 1440, height: 900 }, ...options });
  const strays: string[] = [];
  const faults: string[] = [];
  await page.context().route(
    (url) => !home.test(url.href),
    async (route) => {
      strays.push(route.request().url());
      await route.abort();
    },
  );
  page.setDefaultTimeout(8_000);
  page.on('pageerror', (error) => faults.push(error.stack ?? error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  return { page, strays, faults };
}
