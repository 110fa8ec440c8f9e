import assert from 'node:assert/strict';
import { serveLiveChannel } from '#engine/adapters/live/live-channel';
import { machineIdentity } from '#engine/app/identity';
import { recordRef } from '#engine/contract/model/ids';
import { fieldValueOf } from '#engine/domain/reconcile/decide-changes';
import { keepBySecureScore } from '#test/support/graph-played-source';
import { listen, openPane } from '#test/support/live-pane';
import { ann } from '#test/support/test-organisation';
import { createTestServer, type TestServer } from '#test/support/test-server';

describe('what Secure Score keeps, over the live channel', () => {
  let server: TestServer;
  afterEach(() => server.app.close());

  it('[B12] is refused with the code `automatic`, the rest of the set is taken, and the channel stays', async () => {
    server = await createTestServer();
    const { organisation } = server.test;
    const { clock } = organisation;
    serveLiveChannel(server.app, server.useCases, { identity: machineIdentity(ann), clock, log: server.logger });
    await keepBySecureScore(server.test, server.action('Patch'));
    const image = organisation.partition(server.partition)?.image;
    assert.ok(image !== undefined);
    const pane = await openPane(await listen(server.app));
    pane.subscribe({ partition: image.partition, epoch: image.epoch, position: image.position });
    await pane.next('subscribed');
    const { entity } = server.note('Patch', '');
    const change = { entity, field: 'implementationStatus', value: 'Planned', base: image.position };
    const note = server.note('Patch', 'Seen in the portal', image.position);
    for (const id of ['pane:automatic', 'pane:automatic-again']) {
      pane.send({ kind: 'push', set: server.changes(id, [change, note]) });
      const { verdicts } = await pane.next('verdicts');
      const [refused] = verdicts;
      assert.deepEqual(
        verdicts.map(({ outcome }) => outcome),
        ['refused', id === 'pane:automatic' ? 'accepted' : 'agreed'],
      );
      assert.equal(refused?.outcome === 'refused' && refused.code, 'automatic');
      assert.match(refused?.outcome === 'refused' ? refused.message : '', /Secure Score.+administrator/);
    }
    const value = fieldValueOf(image, recordRef(server.action('Patch')), 'implementationStatus');
    assert.equal(value, 'Implemented');
  });
});
