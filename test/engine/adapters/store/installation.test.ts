import assert from 'node:assert/strict';
import { dataVersion, openInstallation } from '#engine/adapters/store/installation';
import { SimulatedDisk } from '#test/support/simulated-disk';
import { seededRandom } from '#test/support/simulated-disk-file';

const fresh = () => ({ organisation: 'o1', created: '2026-01-02T03:04:05.678Z' });
const path = '/data/installation.json';

describe('the installation', () => {
  it('[J14] is made once and keeps its organisation', async () => {
    const disk = new SimulatedDisk(seededRandom(1));
    const first = await openInstallation('/data', { disk, fresh });
    assert.deepEqual(first, { ok: true, value: { version: dataVersion, ...fresh() } });
    disk.cutPower();
    assert.deepEqual(await openInstallation('/data', { disk, fresh: assert.fail }), first);
  });

  it('[J14] is brought up step by step to the version of this engine, and stays there', async () => {
    const disk = await diskWith('{"version":1,"organisation":"o1","since":"2020-01-01T00:00:00.000Z"}');
    const migrations = {
      1: ({ since, ...rest }: Readonly<Record<string, unknown>>) => ({ ...rest, version: 1, created: since }),
      2: (document: Readonly<Record<string, unknown>>) => ({
        ...document,
        version: 2,
        organisation: `${String(document['organisation'])}-3`,
      }),
    };
    const opened = await openInstallation('/data', { disk, fresh, current: 3, migrations });
    const expected = { version: 3, organisation: 'o1-3', created: '2020-01-01T00:00:00.000Z' };
    assert.deepEqual(opened, { ok: true, value: expected });
    assert.deepEqual(JSON.parse(Buffer.from(disk.file(path).seen).toString('utf8')), expected);
  });

  it('[J14] is refused when it is of a later version, damaged, or has no way up, and is left as it is', async () => {
    const bad = {
      '{"version":9}': 'newer-version',
      '{': 'bad-document',
      '{"version":1}': 'bad-document',
      '{}': 'bad-document',
    };
    for (const [text, code] of Object.entries({ ...bad, '{"version":0}': 'bad-document' })) {
      const disk = await diskWith(text);
      const opened = await openInstallation('/data', { disk, fresh });
      assert.ok(!opened.ok, text);
      assert.equal(opened.error.code, code);
      assert.match(opened.error.message, /installation\.json/);
      assert.equal(Buffer.from(disk.file(path).seen).toString('utf8'), text);
    }
  });
});

async function diskWith(text: string): Promise<SimulatedDisk> {
  const disk = new SimulatedDisk(seededRandom(1));
  await (await disk.open(path, 'create')).write(Buffer.from(text), 0);
  return disk;
}
