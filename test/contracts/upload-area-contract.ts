import assert from 'node:assert/strict';
import type { Bytes, Upload, UploadArea } from '#engine/app/evidence/ports';
import type { EvidenceId, UploadId } from '#engine/contract/model/evidence';
import { type ActionId, type AssessmentId, sharedPartition, type UserId } from '#engine/contract/model/ids';
import { bytesOf, collect, sha256Of } from '#test/support/memory-evidence';

/** What every place for uploads promises. */
export function describeUploadArea(
  name: string,
  start: () => Promise<{ readonly area: UploadArea; readonly end: () => Promise<void> }>,
): void {
  describe(`uploads kept in ${name}`, () => {
    let area: UploadArea;
    let end: () => Promise<void>;
    beforeEach(async () => {
      ({ area, end } = await start());
      assert.ok((await area.begin(sampleUpload)).ok);
    });
    afterEach(() => end());

    const { id } = sampleUpload;
    const text = async () => Buffer.from(await collect(area.read(id))).toString();

    it('[N2] appends what comes behind what is there', async () => {
      assert.equal(area.received(id), 0);
      assert.ok((await area.append(id, bytesOf('abc', 'de'))).ok);
      assert.ok((await area.append(id, bytesOf())).ok);
      assert.equal(area.received(id), 5);
      assert.ok((await area.append(id, bytesOf('fghij'))).ok);
      assert.equal(area.received(id), 10);
      assert.equal(await text(), 'abcdefghij');
      const { sha256, first } = await area.examine(id);
      assert.equal(sha256, sha256Of('abcdefghij'));
      assert.equal(Buffer.from(first).toString(), 'abcdefghij');
    });

    it('[N2] keeps what came before the bytes broke off', async () => {
      const broken = await area.append(id, breakingOff('abcd'));
      assert.equal(!broken.ok && broken.error.code, 'broken-off');
      assert.equal(area.received(id), 4);
      assert.ok((await area.append(id, bytesOf('efghij'))).ok);
      assert.equal(await text(), 'abcdefghij');
    });

    it('[N2] takes no more than the upload was begun with', async () => {
      const refused = await area.append(id, bytesOf('abcdefgh', 'ijkl', 'mnop'));
      assert.equal(!refused.ok && refused.error.code, 'too-many-bytes');
      assert.equal(await text(), 'abcdefghij');
    });

    it('[N5] has nothing of an upload that was discarded', async () => {
      assert.deepEqual(area.all(), [sampleUpload]);
      assert.deepEqual(area.find(id), sampleUpload);
      await area.append(id, bytesOf('abc'));
      await area.discard(id);
      assert.deepEqual([area.all(), area.find(id), area.received(id)], [[], null, 0]);
    });
  });
}

export const sampleUpload: Upload = {
  id: 'upload-1' as UploadId,
  begun: '2026-01-02T03:04:05.678Z',
  by: 'ann' as UserId,
  fileName: 'review.txt',
  size: 10,
  sha256: null,
  partition: sharedPartition,
  evidence: 'evidence-1' as EvidenceId,
  becomes: {
    kind: 'piece',
    assessment: 'a' as AssessmentId,
    action: 'x' as ActionId,
    name: 'Review',
    dates: { collectedOn: null, expiresOn: null, remindOn: null },
  },
};

async function* breakingOff(text: string): Bytes {
  yield Buffer.from(text);
  throw new Error('The line broke');
}
