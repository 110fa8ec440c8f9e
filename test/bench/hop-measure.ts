import type { Page } from 'playwright-core';
import { launchBrowser } from '#test/support/launch-browser';
import { percentile, type Sample } from './measure.ts';

export type HopInput = {
  readonly folder: string;
  /** Panes connected to the server, the two on the page among them. */
  readonly panes: number;
  readonly hops: number;
};

/** Where a page keeps what it waits for: what was typed, when it stood there, and when it stood in the other place. */
export type HopWindow = { hop: { text: string; typed: number; arrived: number } };

/**
 * Types one text after the other as a person does and lets the page take both times, so that only the way between the
 * two places counts. `type` is given a text to put into the first place.
 */
export async function measureHops(
  hops: number,
  open: (page: Page) => Promise<(text: string) => Promise<void>>,
): Promise<Sample> {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(30_000);
    await page.addInitScript(() => {
      (window as unknown as HopWindow).hop = { text: '', typed: 0, arrived: 0 };
    });
    const type = await open(page);
    const times: number[] = [];
    for (let number = -10; number < hops; number += 1) {
      const text = `Hop ${number}, typed at its place`;
      await page.evaluate((next) => {
        (window as unknown as HopWindow).hop = { text: next, typed: 0, arrived: 0 };
      }, text);
      await type(text);
      await page.waitForFunction(() => (window as unknown as HopWindow).hop.arrived > 0);
      const time = await page.evaluate(() => {
        const { hop } = window as unknown as HopWindow;
        return hop.arrived - hop.typed;
      });
      if (number >= 0) times.push(time); // the first ones warm up
    }
    return { p50: percentile(times, 0.5), p90: percentile(times, 0.9), p99: percentile(times, 0.99) };
  } finally {
    await browser.close();
  }
}
