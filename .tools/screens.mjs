// Takes a picture of every scene of the gallery in every appearance, at the width of a narrow pane, into dist/screens.
// `npm run screens`, or `npm run screens -- items` for scenes whose name begins so. To look at, not to compare.
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs20.x'; // makes the package bring the libraries it needs; read on import
const { default: packed } = await import('@sparticuz/chromium');
const { chromium } = await import('playwright-core');
const { scenes } = await import('../dist/test/addin/gallery/scenes.js');
const { openScene } = await import('../dist/test/addin/gallery/open-scene.js');

const out = fileURLToPath(new URL('../dist/screens', import.meta.url));
const gallery = fileURLToPath(new URL('../dist/gallery', import.meta.url));
const [wanted = '', languages = 'en', width = '320'] = process.argv.slice(2);

packed.setGraphicsMode = false;
const browser = await chromium.launch({
  executablePath: await packed.executablePath(),
  args: ['--no-sandbox', '--disable-gpu'],
});
const page = await browser.newPage({ viewport: { width: Number(width), height: 720 } });
await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
page.setDefaultTimeout(5_000);
page.on('pageerror', (error) => process.stderr.write(`${error.stack}\n`));
page.on('console', (message) => {
  if (['error', 'warning'].includes(message.type())) process.stderr.write(`${message.text()}\n`);
});
let taken = 0;
for (const language of languages.split(',')) {
  for (const appearance of ['light', 'dark', 'contrast']) {
    for (const [name, scene] of Object.entries(scenes)) {
      if (!name.startsWith(wanted)) continue;
      await openScene(page, gallery, { scene: name, press: scene.press ?? [], appearance, language });
      // As tall as what is to be seen, so that one picture shows all of it.
      const height = await page.evaluate(() => document.getElementById('page')?.scrollHeight ?? 0);
      await page.setViewportSize({ width: Number(width), height: Math.min(2_400, Math.max(720, height + 140)) });
      await page.screenshot({ path: join(out, `${name}.${appearance}.${language}.png`) });
      await page.setViewportSize({ width: Number(width), height: 720 });
      taken += 1;
    }
  }
}
await browser.close();
process.stdout.write(`${taken} pictures in ${out}\n`);
