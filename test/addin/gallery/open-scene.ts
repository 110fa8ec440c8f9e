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

/** Every showing is a new one, also of the same scene. */
let turns = 0;

/** Shows a scene of the gallery built into the folder. Nothing leaves the machine: every request is answered from the built folder. */
export async function openScene(
  page: Page,
  folder: string,
  { scene, press, appearance, language }: WantedScene,
): Promise<void> {
  turns += 1;
  const turn = String(turns);
  const hash = `scene=${scene}&appearance=${appearance}&language=${language}&turn=${turn}`;
  if (await isReusable(page)) await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
  else await load(page, folder, hash);
  await page.locator(`[data-turn="${turn}"]`).waitFor();
  // A page that is still on its way says so.
  await fetched(page);
  for (const name of press) {
    const named = { name, exact: true } as const;
    await page
      .getByRole('button', named)
      .or(page.getByRole('checkbox', named))
      .or(page.getByRole('switch', named))
      .or(page.getByRole('radio', named))
      .or(page.getByRole('radio', { name: new RegExp(`^${literal(name)}[ \\d]`) }))
      .or(page.getByRole('combobox', named))
      .or(page.getByRole('option', named))
      .or(page.getByRole('menuitem', named))
      .or(page.getByRole('tab', named))
      .first()
      .click();
  }
  await fetched(page);
  await stillness(page);
}

/** A gallery replaced under an open dialog stays hidden from screen readers: dialogs are closed first, as a person would. */
async function isReusable(page: Page): Promise<boolean> {
  if (!page.url().startsWith(address)) return false;
  const open = page.locator('[role=dialog], [role=menu], [role=listbox], #pane[aria-hidden]');
  for (let tries = 0; tries < 20 && (await open.count()) > 0; tries += 1) {
    await page.keyboard.press('Escape');
    await page.waitForTimeout(50);
  }
  return (await open.count()) === 0;
}

function fetched(page: Page): Promise<void> {
  return page.locator('[data-fetching]').waitFor({ state: 'detached' });
}

/** Menus and dialogs are fetched and move into place; a spinner never stands still and is not waited for. */
async function stillness(page: Page): Promise<void> {
  await page.evaluate(`(async () => {
    const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
    const moving = () => document.getAnimations().some((one) => one.playState === 'running' && one.effect?.getComputedTiming().iterations !== Infinity);
    for (let still = 0, looks = 0; still < 3 && looks < 80; looks += 1) {
      still = moving() ? 0 : still + 1;
      await wait(25);
    }
  })()`);
}

async function load(page: Page, folder: string, hash: string): Promise<void> {
  await page.goto('about:blank');
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
  await page.goto(`${address}/gallery.html#${hash}`);
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
