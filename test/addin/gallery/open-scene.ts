import type { Page } from 'playwright-core';

export type WantedScene = {
  readonly scene: string;
  /** What is pressed one after the other, by its accessible name; an option or radio as well as a button. */
  readonly press: readonly string[];
  readonly appearance: string;
  readonly language: string;
};

const address = 'https://gallery.test';

const kinds: Readonly<Record<string, string>> = { html: 'text/html', js: 'text/javascript', css: 'text/css' };

/** As strict as the engine's own for the pane: no script but its files, no evaluated text; components write their styles. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'none'";

/** Shows a scene of the gallery built into the folder. Nothing leaves the machine: every request is answered from the built folder. */
export async function openScene(
  page: Page,
  folder: string,
  { scene, press, appearance, language }: WantedScene,
): Promise<void> {
  await page.unrouteAll();
  await page.route('**/*', async (route) => {
    const { origin, pathname } = new URL(route.request().url());
    if (origin !== address) return route.abort();
    const name = pathname.slice(1);
    return route.fulfill({
      path: `${folder}/${name}`,
      contentType: kinds[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
      headers: { 'content-security-policy': policy },
    });
  });
  await page.goto('about:blank');
  await page.goto(`${address}/gallery.html#scene=${scene}&appearance=${appearance}&language=${language}`);
  await page.locator('#page').waitFor();
  await page.waitForLoadState('networkidle');
  for (const name of press) {
    const named = { name, exact: true } as const;
    await page
      .getByRole('button', named)
      .or(page.getByRole('checkbox', named))
      .or(page.getByRole('radio', named))
      .or(page.getByRole('radio', { name: new RegExp(`^${literal(name)}[ \\d]`) }))
      .or(page.getByRole('combobox', named))
      .or(page.getByRole('option', named))
      .or(page.getByRole('menuitem', named))
      .or(page.getByRole('tab', named))
      .first()
      .click();
  }
  // Menus and dialogs move into place.
  await page.evaluate(
    'Promise.all(document.getAnimations().filter((one) => one.effect.getComputedTiming().iterations !== Infinity).map((one) => one.finished.catch(() => null)))',
  );
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
