import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Page } from 'playwright-core';
import { workbenchPaths } from '#engine/contract/model/workbench-files';
import { launchBrowser } from '#test/support/launch-browser';
import { startEngine } from './hop-controlbook.ts';
import type { Sample } from './measure.ts';

export type BindInput = {
  readonly folder: string;
  /** The template of the assessment, by its name. */
  readonly template: string;
  /** Changes of others that arrive while the workbook is open. */
  readonly changes: number;
};

/**
 * A large assessment in the workbench: how long until its pane is in step, from the pane's own first moment on, and the
 * longest task that kept page and pane, which share a thread, from answering: while binding, and while others change cells.
 */
export async function bindControlbook({ folder, template, changes }: BindInput): Promise<Sample> {
  const { engine, address } = await startEngine(folder);
  const browser = await launchBrowser();
  try {
    const { id, path } = await openLarge(address, template);
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(60_000);
    await page.addInitScript(observe);
    await page.goto(`${address}/workbench/?open=${encodeURIComponent(path)}`);
    const pane = page.locator('article.excel').first().frameLocator('iframe.pane-frame');
    await pane.getByText('In step', { exact: true }).waitFor({ state: 'attached' });
    const frame = page.frames().find((one) => one.url().includes('/pane/'));
    if (frame === undefined) throw new Error('the pane has no frame');
    const bind = await frame.evaluate(() => (window as unknown as Observed).inStepAt);
    await page.waitForTimeout(3_000); // what follows the binding is its own
    const binding = await longest(page);
    await page.locator('article.excel').first().getByRole('tab', { name: 'Action Items', exact: true }).click();
    await page.waitForTimeout(1_000);
    await longest(page);
    await changeMany(address, id, changes);
    await page.waitForFunction(allShown, changes);
    await page.waitForTimeout(3_000); // scores and reports follow the last change
    const arriving = await longest(page);
    const rows = await page.evaluate(countRows);
    return { bind, binding, arriving, rows };
  } finally {
    await browser.close();
    engine.kill('SIGTERM');
    await once(engine, 'exit');
  }
}

type Observed = { longTasks: number[]; inStepAt: number };

/** In every frame: writes down its long tasks, and when its pane says for the first time that it is in step. */
function observe(): void {
  const own = window as unknown as Observed;
  own.longTasks = [];
  own.inStepAt = 0;
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) own.longTasks.push(duration);
  });
  observer.observe({ type: 'longtask', buffered: true });
  const look = (): void => {
    const said = [...document.querySelectorAll('header button')].some(({ textContent }) => textContent === 'In step');
    if (said) own.inStepAt = performance.now();
    else requestAnimationFrame(look);
  };
  if (window.location.pathname.includes('/pane/')) requestAnimationFrame(look);
}

/** The longest task since the last time it was asked for, in milliseconds; 0 where none took 50. */
async function longest(page: Page): Promise<number> {
  const tasks: number[] = [];
  for (const frame of page.frames()) {
    tasks.push(...(await frame.evaluate(() => (window as unknown as Observed).longTasks.splice(0))));
  }
  return Math.max(0, ...tasks);
}

type Cells = ReadonlyMap<number, ReadonlyMap<number, { readonly value: unknown }>>;
type Workbench = {
  readonly controlbook: {
    readonly windows: readonly {
      book: { host: { book: { sheets: readonly { readonly name: string; readonly cells: Cells }[] } } };
    }[];
  };
};

/** In the page: whether as many cells as were changed show it. */
function allShown(wanted: number): boolean {
  const { controlbook } = window as unknown as Workbench;
  const sheets = controlbook.windows[0]?.book.host.book.sheets ?? [];
  const cells = sheets.find(({ name }) => name === 'Action Items')?.cells ?? new Map<number, never>();
  let found = 0;
  for (const line of cells.values()) for (const { value } of line.values()) if (value === 'From others') found += 1;
  return found >= wanted;
}

/** In the page: the rows of the controls and of the action items, whose tables begin below four lines. */
function countRows(): number {
  const { controlbook } = window as unknown as Workbench;
  const sheets = controlbook.windows[0]?.book.host.book.sheets ?? [];
  const tables = sheets.filter(({ name }) => name === 'Controls' || name === 'Action Items');
  return tables.reduce((sum, { cells }) => sum + Math.max(0, cells.size - 4), 0);
}

/** Opens an assessment of its own and waits for its workbook. */
async function openLarge(address: string, name: string): Promise<{ readonly id: string; readonly path: string }> {
  const { templates } = await ask<{ templates: readonly { readonly id: string; readonly name: string }[] }>(
    `${address}/api/v1/templates`,
  );
  const template = templates.find((one) => one.name === name);
  if (template === undefined) throw new Error(`there is no template ${name}`);
  const body = { title: 'Large', template: template.id, group: { name: 'Large' } };
  const { id } = await ask<{ id: string }>(`${address}/api/v1/assessments`, body);
  for (let turn = 0; turn < 200; turn += 1) {
    const { workbooks } = await ask<{
      workbooks: readonly {
        readonly path: string;
        readonly state: string;
        readonly assessment: { id?: string } | null;
      }[];
    }>(`${address}${workbenchPaths.workbooks}`);
    const found = workbooks.find(({ path }) => path.includes('Large'));
    if (found !== undefined) return { id, path: found.path };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the workbook has not come into the folder');
}

type Viewed = {
  readonly workbook: { readonly cursors: readonly { readonly partition: string; readonly epoch: string }[] };
  readonly actions: readonly { readonly id: string }[];
};

/** One change set an action, a few at a time, as from many people. */
async function changeMany(address: string, assessment: string, count: number): Promise<void> {
  const view = await ask<Viewed>(`${address}/api/v1/assessments/${assessment}`);
  const cursor = view.workbook.cursors.find(({ partition }) => partition !== 'org');
  if (cursor === undefined) throw new Error('the assessment has no group');
  const actions = view.actions.slice(0, count);
  for (let first = 0; first < actions.length; first += 8) {
    await Promise.all(
      actions.slice(first, first + 8).map(({ id }) =>
        ask(`${address}/api/v1/changes`, {
          id: randomUUID(),
          partition: cursor.partition,
          epoch: cursor.epoch,
          changes: [{ entity: `record/${id}`, field: 'additionalInformation', value: 'From others', base: 0 }],
        }),
      ),
    );
  }
}

async function ask<T>(address: string, body?: unknown): Promise<T> {
  const answer = await fetch(
    address,
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
  );
  if (!answer.ok) throw new Error(`${address} answers ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T; // our own engine answers
}
