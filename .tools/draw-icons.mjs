// Draws the icons of addin/icons from their SVG sources in the sizes Office asks for: `npm run icons` after a change.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs20.x'; // makes the package bring the libraries it needs; read on import
const { default: packed } = await import('@sparticuz/chromium');
const { chromium } = await import('playwright-core');

const folder = fileURLToPath(new URL('../addin/icons', import.meta.url));
packed.setGraphicsMode = false;
const browser = await chromium.launch({
  executablePath: await packed.executablePath(),
  args: ['--no-sandbox', '--disable-gpu'],
});
const page = await browser.newPage();
for (const file of (await readdir(folder)).filter((name) => name.endsWith('.svg'))) {
  const name = file.replace(/\.svg$/, '');
  const drawing = await readFile(join(folder, file), 'utf8');
  for (const size of name === 'icon' ? [16, 32, 64, 80, 128] : [16, 32, 80]) {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(`<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${drawing}`);
    await writeFile(join(folder, `${name}-${size}.png`), await page.screenshot({ omitBackground: true }));
  }
}
await browser.close();
