import { badDisk } from '#test/faults/bad-disk';

// What follows opens files: the disk has to be bad before.

import { createHash } from 'node:crypto';
import { readConfig } from '#engine/config';
import { groupPartition, type PartitionId } from '#engine/contract/model/ids';
import { type ReadImage, refKind } from '#engine/domain/state/image';
import { saveImage } from '#engine/domain/state/snapshot';
import { serveEngine } from '#engine/serve';
import type { ToNode } from '#test/faults/cluster';
import { ann, contentOf, importContent, silentLog } from '#test/support/test-organisation';

/** One whole engine of the three, as it runs on a machine of its own; its parent breaks it. */
const [, , data = '', folder = '', database = '', seed = '0'] = process.argv;

const environment = database === '' ? {} : { DATABASE_URL: database };
const config = readConfig({ data, folder, port: '0', bare: true }, environment);
if (!config.ok) throw new Error(config.error);
const alarms: string[] = [];
const log = { ...silentLog, error: (message: string) => void alarms.push(message) };
const realNow = Date.now;
const jump = (milliseconds: number): void => {
  Date.now = () => realNow() + milliseconds;
};
// Loaded, until it is wanted.
const { skew } = await new Promise<{ skew: number }>((wanted) => void process.once('message', wanted));
jump(skew);
const served = await serveEngine(config.value, log);
if (!served.ok) throw new Error(served.error.message);
const { engine, url, stop } = served.value;
const { organisation } = engine;

process.on('message', (message: ToNode) => {
  void answer(message).then((value) => process.send?.({ id: message.id, value }));
});
process.on('disconnect', () => process.exit());
process.send?.({ url });

async function answer(message: ToNode): Promise<unknown> {
  switch (message.ask) {
    case 'plan':
      return makePlan(message.actions);
    case 'jump':
      jump(message.milliseconds);
      return null;
    case 'disk':
      Object.assign(badDisk, message.disk);
      return null;
    case 'state': {
      await organisation.refresh().catch(() => undefined); // the parent asks again
      const partition = organisation.partition(message.partition);
      if (partition === null) return null;
      const { position, hash } = partition.head();
      const image = createHash('sha256').update(imageText(partition.image)).digest('hex');
      return { position, hash, image, alarms };
    }
    case 'image':
      return imageText(organisation.partition(message.partition)?.image ?? organisation.core.image);
    case 'stop':
      await stop();
      return null;
  }
}

/** Which kind of entity comes first is a matter of what was looked for first; all other order is the journal's. */
function imageText(image: ReadImage): string {
  const { entities, ...saved } = saveImage(image);
  const sorted = entities.toSorted((one, other) => refKind(one.ref).localeCompare(refKind(other.ref)));
  return JSON.stringify({ ...saved, entities: sorted });
}

async function makePlan(count: number) {
  const caller = { actor: ann, channel: 'cli', command: `plan-${seed}` } as const;
  const titles = Array.from({ length: count }, (_, index) => `Do thing ${index}`);
  const controls = Object.fromEntries(titles.map((title, index) => [`C-${index}`, [title]]));
  const template = await importContent(organisation, contentOf('Standard', controls), caller);
  const request = {
    title: 'Plan',
    template,
    product: null,
    group: { name: 'Group' },
    copyFrom: null,
    inScopeServices: null,
  };
  const opened = await engine.useCases.openAssessment(request, { ...caller, command: `open-${seed}` });
  if (!opened.ok) throw new Error(opened.error.message);
  await engine.placeWorkbooks();
  const { id, group } = opened.value;
  const partition: PartitionId = groupPartition(group);
  const view = await engine.useCases.view(id);
  return {
    partition,
    assessment: id,
    epoch: organisation.partition(partition)?.image.epoch ?? '',
    actions: (view?.actions ?? []).map((action) => ({ id: action.id, title: action.title })),
    workbook: engine.workbooks.states()[0]?.path ?? null,
  };
}
