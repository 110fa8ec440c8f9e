import assert from 'node:assert/strict';
import { isCompleteWorkbook } from '#engine/adapters/folder/complete-workbook';
import { zipSaying } from '#test/support/folder-saves';

describe('complete workbook', () => {
  const whole = zipSaying('a workbook', 200);

  /** The whole file with some bytes put over it. */
  function withBytes(at: number, bytes: Uint8Array): Uint8Array {
    const changed = Buffer.from(whole);
    changed.set(bytes, at);
    return changed;
  }

  it('[D24] a whole zip is whole, also with a comment or a few bytes after its end', () => {
    assert.ok(isCompleteWorkbook(whole));
    const comment = Buffer.concat([whole, Buffer.from('remark')]);
    comment.writeUInt16LE(6, whole.length - 2);
    assert.ok(isCompleteWorkbook(comment));
    assert.ok(isCompleteWorkbook(Buffer.concat([whole, Buffer.alloc(512)])));
  });

  it('[D24] no beginning of a zip is whole', () => {
    for (let length = 0; length < whole.length; length++)
      assert.ok(!isCompleteWorkbook(whole.subarray(0, length)), `${length}`);
  });

  it('[D24] a zip with holes at its start, at a part or in its directory is not whole', () => {
    const directory = whole.length - 22 - 46 - 15;
    for (const at of [0, directory]) assert.ok(!isCompleteWorkbook(withBytes(at, Buffer.alloc(4))), `${at}`);
    const partElsewhere = withBytes(directory + 42, Buffer.from([7, 0, 0, 0]));
    assert.ok(!isCompleteWorkbook(partElsewhere));
    const directoryElsewhere = withBytes(whole.length - 6, Buffer.from([0xff, 0xff, 0xff, 0x7f]));
    assert.ok(!isCompleteWorkbook(directoryElsewhere));
    const twoEntries = withBytes(whole.length - 12, Buffer.from([2, 0]));
    assert.ok(!isCompleteWorkbook(twoEntries));
    const noEntries = withBytes(whole.length - 12, Buffer.from([0, 0]));
    assert.ok(!isCompleteWorkbook(noEntries));
  });

  it('[D24] an encrypted workbook is whole when made of whole sectors', () => {
    const encrypted = Buffer.alloc(2048);
    encrypted.set(Buffer.from('d0cf11e0a1b11ae1', 'hex'));
    assert.ok(isCompleteWorkbook(encrypted));
    assert.ok(!isCompleteWorkbook(encrypted.subarray(0, 2000)));
    assert.ok(!isCompleteWorkbook(encrypted.subarray(0, 1024)));
  });

  it('[D24] nothing, and a file that begins with what is still to come, are not whole', () => {
    for (const bytes of [Buffer.alloc(0), Buffer.alloc(4096), whole.subarray(0, 3)]) {
      assert.ok(!isCompleteWorkbook(bytes));
    }
  });

  it('[D24] what begins like no workbook will not become one, so there is nothing to wait for', () => {
    for (const bytes of [Buffer.from('id,title\n1,a\n'.repeat(10)), whole.subarray(whole.length - 22)]) {
      assert.ok(isCompleteWorkbook(bytes));
    }
  });
});
