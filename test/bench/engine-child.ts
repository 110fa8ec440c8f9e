import { join } from 'node:path';
import { readConfig } from '#engine/config';
import type { Cursor } from '#engine/contract/model/ids';
import { assessmentsOf } from '#engine/domain/organisation/documents';
import { serveEngine } from '#engine/serve';
import { silentLog, writer } from './bench-organisation.ts';
import { endWithParent, serveParent } from './child-talk.ts';
import { openFigures } from './process-figures.ts';

export type Prepared = {
  readonly group: string;
  readonly cursors: readonly Cursor[];
  readonly actions: readonly string[];
};

/**
 * A whole engine as `controlbook start` runs it, in a process of its own: `engine-child.js FOLDER`. With the environment of
 * its parent, and the organisation that lies in the folder or in the database.
 */
endWithParent();
const begun = performance.now();
const folder = process.argv[2] ?? '';
const flags = { data: join(folder, 'data'), folder: join(folder, 'workbooks'), port: '0', bare: true };
const config = readConfig(flags, process.env);
if (!config.ok) throw new Error(config.error);
const log =
  process.env['BENCH_LOG'] === undefined ? silentLog : { ...silentLog, warn: console.error, error: console.error };
const served = await serveEngine(config.value, log);
if (!served.ok) throw new Error(served.error.message);
const { engine, url, stop } = served.value;
const started = performance.now() - begun;
const figures = openFigures();
const cursorsNow = (): readonly Cursor[] =>
  engine.organisation.partitions().map(({ id, image: { epoch, position } }) => ({ partition: id, epoch, position }));

serveParent({
  /** Milliseconds from the loaded program to the first request that would be answered. */
  started: async () => ({ url, milliseconds: started }),
  cursors: async () => cursorsNow(),
  /** An assessment of so many controls, alone in its group. */
  async prepare(controls: number): Promise<Prepared> {
    const { importTemplate } = await import('./bench-organisation.ts');
    const template = await importTemplate(engine.organisation, controls);
    const request = { title: 'Plan', template, product: null, group: { name: 'Group' }, copyFrom: null };
    const caller = { actor: writer, channel: 'api', command: 'open' } as const;
    const opened = await engine.useCases.openAssessment({ ...request, inScopeServices: null }, caller);
    if (!opened.ok) throw new Error(opened.error.message);
    const { group } = opened.value;
    const actions = [...engine.organisation.index(group).assessmentsByAction.keys()];
    return { group, cursors: cursorsNow(), actions };
  },
  /** Every group with the actions of all its assessments. */
  groups: async () =>
    (await engine.useCases.groups()).map(({ id }) => ({
      group: id,
      actions: [...engine.organisation.index(id).assessmentsByAction.keys()],
    })),
  /** Puts a workbook of every assessment into the folder; returns how many. */
  async place() {
    const assessments = assessmentsOf(engine.organisation.core.image);
    for (const { id } of assessments) await engine.workbooks.place(id);
    return assessments.length;
  },
  figures: async () => figures(),
  stop,
});
