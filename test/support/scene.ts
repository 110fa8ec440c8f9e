import type { Page } from 'playwright-core';
import type { Intent } from '#addin/state/model';
import { openScene } from '#test/addin/gallery/open-scene';
import { scenes } from '#test/addin/gallery/scenes';
import { openPage } from '#test/support/browser';
import { builtGallery } from '#test/support/built-gallery';

/** A pane of the gallery in the browser, to press and type in, and what it has asked for since it was opened. */
export type OpenScene = {
  readonly page: Page;
  readonly intents: () => Promise<readonly Intent[]>;
};

/** Opens scenes on one page, which the suite closes. */
export function useScenes(): (scene: string, press?: readonly string[]) => Promise<OpenScene> {
  let page: Page | null = null;
  after(async () => {
    await page?.close();
  });
  return async (scene, press) => {
    page ??= await openPage({ viewport: { width: 320, height: 720 } });
    page.setDefaultTimeout(10_000);
    const shown = page;
    const wanted = press ?? scenes[scene]?.press ?? [];
    await openScene(shown, await builtGallery(), { scene, press: wanted, appearance: 'light', language: 'en' });
    await shown.evaluate('window.intents.length = 0');
    return { page: shown, intents: () => shown.evaluate<Intent[]>('window.intents') };
  };
}
