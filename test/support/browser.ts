import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser } from './launch-browser.ts';

let launched: Promise<Browser> | null = null;

/**
 * A page of its own in the one browser of this test run, which is started when the first test asks. The certificate of
 * a test's own server is taken as it is.
 */
export async function openPage(options: BrowserContextOptions = {}): Promise<Page> {
  launched ??= launchBrowser();
  const context = await (await launched).newContext({ ignoreHTTPSErrors: true, ...options });
  const page = await context.newPage();
  page.on('close', () => void context.close());
  return page;
}

// Of the whole run, not of the file that asks for it first.
after(async () => {
  const browser = await launched;
  launched = null;
  await browser?.close();
});
