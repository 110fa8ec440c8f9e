import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { openScene } from '#test/addin/gallery/open-scene';
import { scenes } from '#test/addin/gallery/scenes';
import { openPage } from '#test/support/browser';
import { builtGallery } from '#test/support/built-gallery';

const appearances = ['light', 'dark', 'contrast'] as const;

describe('every page', function () {
  // Some hundred scenes are drawn and looked through.
  this.timeout(420_000);
  let page: Page;
  let folder: string;
  let axe: string;
  const complaints: string[] = [];

  before(async () => {
    folder = await builtGallery();
    axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    page = await openPage({ viewport: { width: 320, height: 720 } });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
  });
  after(() => page.close());

  for (const appearance of appearances) {
    it(`[U9] has nothing serious by axe-core and fits 320 pixels (${appearance})`, async () => {
      const faults: string[] = [];
      for (const [scene, { press = [] }] of Object.entries(scenes)) {
        await openScene(page, folder, { scene, press, appearance, language: 'en' });
        faults.push(
          ...(await seriousFindings(page, axe, appearance === 'light')).map((finding) => `${scene}: ${finding}`),
        );
        faults.push(...(await sidewaysFindings(page)).map((finding) => `${scene}: ${finding}`));
      }
      assert.deepEqual(faults, []);
      assert.deepEqual(complaints, []);
    });
  }

  it('[U9] fits 320 pixels in German, whose words are longer', async () => {
    const faults: string[] = [];
    for (const scene of Object.keys(scenes)) {
      await openScene(page, folder, { scene, press: [], appearance: 'light', language: 'de' });
      faults.push(...(await sidewaysFindings(page)).map((finding) => `${scene}: ${finding}`));
    }
    assert.deepEqual(faults, []);
  });
});

/** What reaches beyond the pane without a place of its own to scroll in. */
async function sidewaysFindings(page: Page): Promise<readonly string[]> {
  return page.evaluate<string[]>(`(() => {
    const clipped = (one) => {
      for (let up = one.parentElement; up !== null && up.id !== 'page'; up = up.parentElement) {
        if (getComputedStyle(up).overflowX !== 'visible') return true;
      }
      return false;
    };
    return [...document.querySelectorAll('header *, #page *, [role=dialog] *')]
      .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !clipped(one))
      .map((one) => one.tagName + ' ' + one.textContent.slice(0, 40) + ' reaches ' + Math.round(one.getBoundingClientRect().right));
  })()`);
}

/** All rules, or those that depend on colours alone. */
async function seriousFindings(page: Page, axe: string, all: boolean): Promise<readonly string[]> {
  await page.evaluate(axe);
  // Regions and headings of the page around a pane are Office's own.
  const options = {
    ...(all ? {} : { runOnly: ['color-contrast', 'link-in-text-block'] }),
    resultTypes: ['violations'],
    rules: { region: { enabled: false }, 'page-has-heading-one': { enabled: false } },
  };
  // Elements of Fluent UI's keyboard handling that pass the focus on the moment they get it.
  const context = { exclude: [['[data-tabster-dummy]']] };
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run(${JSON.stringify(context)}, ${JSON.stringify(options)})`,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id} at ${nodes
          .map(({ target, failureSummary }) => `${String(target)} (${failureSummary ?? ''})`)
          .join('; ')
          .slice(0, 600)}`,
    );
}
