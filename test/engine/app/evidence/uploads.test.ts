import assert from 'node:assert/strict';
import { createEvidence } from '#engine/app/evidence/evidence';
import type { Bytes } from '#engine/app/evidence/ports';
import type { UploadRequest } from '#engine/app/evidence/uploads';
import type { UploadId } from '#engine/contract/model/evidence';
import type { AssessmentId, UserId } from '#engine/contract/model/ids';
import { bytesOf, sha256Of } from '#test/support/memory-evidence';
import {
  asAnn,
  codeOf,
  createTestEvidence,
  type TestEvidence,
  testLimits,
  threeAssessments,
  value,
} from '#test/support/test-evidence';

const asBob = { user: 'bob' as UserId, scope: null };

describe('uploads of evidence', () => {
  let all: TestEvidence;
  let request: UploadRequest;
  beforeEach(async () => {
    all = await createTestEvidence({ fileBytes: 100 });
    const { mail } = await threeAssessments(all);
    const to = { assessment: mail.id, action: all.action('Patch') };
    request = { to, fileName: 'proof.txt', size: 10, sha256: null, name: null, dates: {} };
  });
  const begin = (more: Partial<UploadRequest> = {}) =>
    all.evidence.uploads.begin({ ...request, ...more }, all.test.caller());
  const append = (id: UploadId, offset: number, bytes: Bytes) => all.evidence.uploads.append(id, offset, bytes, asAnn);
  const finish = (id: UploadId) => all.evidence.uploads.finish(id, all.test.caller());

  it('[N1] are refused before the first byte for what could never be taken, and it is said what could', async () => {
    const cases: readonly [string, Partial<UploadRequest>, RegExp][] = [
      ['too-large', { size: 101 }, /101 bytes; 100 are taken/],
      ['empty-file', { size: 0 }, /empty/],
      ['invalid-name', { fileName: ' .. ' }, /no name/],
      ['refused-type', { fileName: 'setup.exe' }, /\.exe files run/],
      [
        'unknown-assessment',
        { to: { ...request.to, assessment: 'none' as AssessmentId } as UploadRequest['to'] },
        /no such/,
      ],
      [
        'unknown-action',
        { to: { ...request.to, action: all.action('Review') } as UploadRequest['to'] },
        /"Mail" has no/,
      ],
      ['unknown-evidence', { to: { evidence: 'none' as never } }, /no such evidence/],
      ['invalid-title', { name: 'a\nb\n'.repeat(200) }, /title|line|200/],
    ];
    for (const [code, more, said] of cases) {
      const refused = await begin(more);
      assert.equal(codeOf(refused), code);
      assert.match(!refused.ok ? refused.error.message : '', said);
    }
    assert.deepEqual(all.uploads.all(), []);
  });

  it('[N1] of the types an organisation takes are taken, and no others', async () => {
    const strict = await createTestEvidence({ types: ['pdf', 'png'] }, all.test);
    const upload = (fileName: string) => strict.evidence.uploads.begin({ ...request, fileName }, all.test.caller());
    const refused = await upload('notes.txt');
    assert.match(!refused.ok ? refused.error.message : '', /\.txt files are not taken here. These are: pdf, png/);
    assert.equal(codeOf(await upload('README')), 'refused-type');
    assert.equal(codeOf(await upload('Report.PDF')), null);
  });

  it('[N2] take bytes where the last ended, and name the place to whoever is elsewhere', async () => {
    const { id, offset } = value(await begin());
    assert.equal(offset, 0);
    assert.equal(value(await append(id, 0, bytesOf('abc'))).offset, 3);
    const again = await append(id, 0, bytesOf('abc'));
    assert.deepEqual(
      [codeOf(again), !again.ok && 'offset' in again.error ? again.error.offset : null],
      ['wrong-offset', 3],
    );
    assert.equal(codeOf(await append(id, 4, bytesOf('e'))), 'wrong-offset');
    assert.equal(value(await append(id, 3, bytesOf('defghij'))).offset, 10);
    assert.equal(all.evidence.uploads.find(id, asAnn)?.offset, 10);
    assert.equal(await all.text(value(await finish(id))), 'abcdefghij');
  });

  it('[N2] go on with the request that comes last, where an earlier one hangs', async () => {
    const { id } = value(await begin());
    const hanging = append(id, 0, hangsAfter('abc'));
    while (all.evidence.uploads.find(id, asAnn)?.offset !== 3) await new Promise(setImmediate);
    const two = [append(id, 3, bytesOf('defghij')), append(id, 3, bytesOf('defghij'))];
    assert.equal(codeOf(await hanging), 'broken-off');
    assert.deepEqual((await Promise.all(two)).map(codeOf), ['broken-off', null]);
    assert.equal(await all.text(value(await finish(id))), 'abcdefghij');
  });

  it('[N4] become evidence when they are whole, and not before', async () => {
    const { id, evidence } = value(await begin());
    await append(id, 0, bytesOf('abcde'));
    const early = await finish(id);
    assert.equal(codeOf(early), 'incomplete-upload');
    assert.match(!early.ok ? early.error.message : '', /5 of 10 bytes/);
    await append(id, 5, bytesOf('fghij'));
    const item = value(await finish(id));
    assert.equal(item.id, evidence);
    assert.deepEqual(item.versions[0]?.sha256, sha256Of('abcdefghij'));
    assert.deepEqual(all.uploads.all(), []);
  });

  it('[N4] become it once, however often they are finished, one after the other or at once', async () => {
    const { id } = value(await begin());
    await append(id, 0, bytesOf('abcdefghij'));
    const [first, second] = await Promise.all([finish(id), finish(id)]);
    const third = await finish(id);
    assert.deepEqual([value(second), value(third)], [value(first), value(first)]);
    const { to } = request;
    assert.equal('assessment' in to && (await all.evidence.ofAssessment(to.assessment, null))?.length, 1);
  });

  it('[N4] that are not what their sender sent are thrown away', async () => {
    const { id } = value(await begin({ sha256: sha256Of('abcdefghij') }));
    await append(id, 0, bytesOf('abcdefghiX'));
    const refused = await finish(id);
    assert.equal(codeOf(refused), 'damaged-on-the-way');
    assert.equal(codeOf(await finish(id)), 'unknown-upload');
    assert.equal(all.store.contents.size, 0);
  });

  it('[N6] that are programs by their first bytes are refused, whatever their names say', async () => {
    const { id } = value(await begin({ fileName: 'photo.png' }));
    await append(id, 0, bytesOf(Buffer.from('MZ\x90\0\x03\0\0\0\x04\0', 'latin1')));
    const refused = await finish(id);
    assert.equal(codeOf(refused), 'refused-type');
    assert.match(!refused.ok ? refused.error.message : '', /Windows program, whatever its name says/);
    assert.deepEqual([all.uploads.all(), all.store.contents.size], [[], 0]);
  });

  it('[N5] can be given up, and are forgotten', async () => {
    const { id } = value(await begin());
    await append(id, 0, bytesOf('abc'));
    value(await all.evidence.uploads.abandon(id, asAnn));
    assert.equal(codeOf(await append(id, 3, bytesOf('d'))), 'unknown-upload');
    assert.equal(codeOf(await all.evidence.uploads.abandon(id, asAnn)), 'unknown-upload');
  });

  it('[N7] are their sender’s alone', async () => {
    const { id } = value(await begin());
    const { uploads } = all.evidence;
    assert.deepEqual([uploads.all(asBob), uploads.find(id, asBob)], [[], null]);
    assert.equal(codeOf(await uploads.append(id, 0, bytesOf('abcdefghij'), asBob)), 'unknown-upload');
    assert.equal(codeOf(await uploads.abandon(id, asBob)), 'unknown-upload');
    await append(id, 0, bytesOf('abcdefghij'));
    const bob = { ...all.test.caller(), actor: asBob.user };
    assert.equal(codeOf(await uploads.finish(id, bob)), 'unknown-upload');
    value(await finish(id));
    assert.equal(codeOf(await uploads.finish(id, bob)), 'unknown-upload');
  });

  it('[N1] are no more than a hundred at once', async () => {
    for (let count = 0; count < 100; count += 1) value(await begin());
    assert.equal(codeOf(await begin()), 'too-many-uploads');
  });

  it('[N5] that nobody goes on with are given up after a week', async () => {
    const { id } = value(await begin());
    await all.evidence.clearRemoved();
    assert.notEqual(all.evidence.uploads.find(id, asAnn), null);
    const { organisation } = all.test;
    const clock = { ...organisation.clock, now: () => '2026-01-09T00:00:00.000Z' };
    const later = createEvidence({
      ...{ organisation: { ...organisation, clock }, store: all.store, uploads: all.uploads, limits: testLimits },
    });
    await later.clearRemoved();
    assert.equal(all.evidence.uploads.find(id, asAnn), null);
  });
});

async function* hangsAfter(text: string): Bytes {
  yield Buffer.from(text);
  await new Promise(() => {});
}
