import type { Browser } from 'playwright-core';

/** Chromium from the packages alone, kept as strict about origins and policies as people's own browsers are. */
export async function launchBrowser(): Promise<Browser> {
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
