import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

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

/** Chromium from the packages alone, kept as strict about origins and policies as people's own browsers are. */
async function launchBrowser(): Promise<Browser> {
  // The package then brings the libraries it needs; read when it is imported, hence the imports here.
  process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs20.x';
  const [{ default: packed }, { chromium }] = await Promise.all([
    import('@sparticuz/chromium'),
    import('playwright-core'),
  ]);
  packed.setGraphicsMode = false;
  return chromium.launch({
    executablePath: await packed.executablePath(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

// Of the whole run, not of the file that asks for it first.
after(async () => {
  const browser = await launched;
  launched = null;
  await browser?.close();
});
