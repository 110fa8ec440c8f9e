import assert from 'node:assert/strict';
import type { Content, EvidenceStore } from '#engine/app/evidence/ports';
import { bytesOf, collect, sha256Of } from '#test/support/memory-evidence';

/** What every store of evidence promises, wherever it keeps it. `start` makes an empty one; `end` clears up after it. */
export function describeEvidenceStore(
  name: string,
  start: () => Promise<{ readonly store: EvidenceStore; readonly end: () => Promise<void> }>,
): void {
  describe(`the evidence store kept in ${name}`, () => {
    const text = 'Access review of the second quarter\n'.repeat(10_000);
    const bytes = Buffer.from(text);
    const content: Content = { sha256: sha256Of(text), size: bytes.length };
    let store: EvidenceStore;
    let end: () => Promise<void>;

    beforeEach(async () => {
      ({ store, end } = await start());
    });
    afterEach(() => end());

    const put = (what: Content, ...chunks: readonly (Uint8Array | string)[]) =>
      store.put(what, () => bytesOf(...chunks));
    const read = async (from: number, to: number): Promise<string | null> => {
      const found = await store.read(content.sha256, from, to);
      assert.ok(found.ok);
      return found.value === null ? null : Buffer.from(await collect(found.value)).toString();
    };

    it('[N20] keeps a content by its SHA-256, and gives back any part of it', async () => {
      assert.deepEqual(await store.has(content), { ok: true, value: false });
      assert.equal(await read(0, 10), null);
      assert.ok((await put(content, bytes.subarray(0, 100_000), bytes.subarray(100_000))).ok);
      assert.deepEqual(await store.has(content), { ok: true, value: true });
      assert.equal(await read(0, content.size), text);
      assert.equal(await read(7, 13), text.slice(7, 13));
      assert.equal(await read(content.size - 7, content.size), 'quarter\n'.slice(1));
      assert.equal(await read(5, 5), '');
    });

    it('[N20] has a content once, however often it is put', async () => {
      for (let time = 0; time < 3; time += 1) assert.ok((await put(content, bytes)).ok);
      assert.equal(await read(0, content.size), text);
      assert.ok((await store.remove(content.sha256)).ok);
      assert.deepEqual(await store.has(content), { ok: true, value: false });
    });

    it('[N21] refuses bytes that are not those they were said to be, and keeps nothing of them', async () => {
      const changed = Buffer.from(text);
      changed[1_000] = 0;
      for (const wrong of [changed, bytes.subarray(1), Buffer.concat([bytes, Buffer.from('x')])]) {
        const refused = await put({ ...content, size: wrong.length }, wrong);
        assert.equal(!refused.ok && refused.error.code, 'damaged-on-the-way');
      }
      assert.deepEqual(await store.has(content), { ok: true, value: false });
      assert.ok((await put(content, bytes)).ok);
      assert.equal(await read(0, content.size), text);
    });

    it('[N20] removes a content, and one that is not there', async () => {
      assert.ok((await put(content, bytes)).ok);
      assert.ok((await store.remove(content.sha256)).ok);
      assert.ok((await store.remove(content.sha256)).ok);
      assert.equal(await read(0, 1), null);
    });

    it('[N20] takes contents side by side, and the same one twice at once', async () => {
      const others = Array.from({ length: 5 }, (_, index) => `content ${index}`);
      const all = [...others, ...others].map((other) => put({ sha256: sha256Of(other), size: other.length }, other));
      assert.ok((await Promise.all(all)).every(({ ok }) => ok));
      for (const other of others) {
        const found = await store.read(sha256Of(other), 0, other.length);
        assert.equal(found.ok && found.value !== null && Buffer.from(await collect(found.value)).toString(), other);
      }
    });
  });
}
