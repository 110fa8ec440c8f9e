import assert from 'node:assert/strict';
import fc from 'fast-check';
import { durableDocument } from '#engine/adapters/store/durable-document';
import { SimulatedDisk } from '#test/support/simulated-disk';
import { seededRandom } from '#test/support/simulated-disk-file';

const form = {
  parse: (text: string) => JSON.parse(text) as number[],
  stringify: (data: number[]) => JSON.stringify(data),
};

describe('a document written through lowdb', () => {
  it('[J11] is the old one or the new one, whole, wherever its writing is cut off; the new one once it was acknowledged', async () => {
    const scenario = fc.record({ seed: fc.nat(), stops: fc.array(fc.nat(9), { maxLength: 6 }), short: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(scenario, async ({ seed, stops, short }) => {
        const disk = new SimulatedDisk(seededRandom(seed));
        const document = durableDocument(disk, '/data/settings.json', form);
        let acknowledged: number[] | null = null;
        for (const [at, stop] of stops.entries()) {
          const next = Array.from({ length: 50 }, () => at);
          disk.stopsAfter = stop;
          disk.shortWrites = short;
          const written = await document.write(next).then(
            () => true,
            () => false,
          );
          disk.cutPower();
          const found: number[] | null = await document.read();
          assert.deepEqual(found, written || JSON.stringify(found) === JSON.stringify(next) ? next : acknowledged);
          acknowledged = found;
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('[J11] leaves the old one in place when the new one does not read back as written', async () => {
    const disk = new SimulatedDisk(seededRandom(1));
    await durableDocument(disk, '/data/settings.json', form).write([1]);
    const bad = Object.assign(Object.create(disk), {
      open: async (path: string, mode: 'read' | 'write' | 'create') => {
        const file = await disk.open(path, mode);
        return { ...file, write: (bytes: Uint8Array, at: number) => file.write(new Uint8Array(bytes.length), at) };
      },
    }) as SimulatedDisk; // the same disk but for its writes
    await assert.rejects(durableDocument(bad, '/data/settings.json', form).write([2]), /does not read back/);
    assert.deepEqual(await durableDocument(disk, '/data/settings.json', form).read(), [1]);
  });
});
