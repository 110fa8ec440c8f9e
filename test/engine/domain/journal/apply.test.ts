import assert from 'node:assert/strict';
import type { Entry } from '#engine/contract/model/entry';
import { applyEntry } from '#engine/domain/journal/apply';
import { createImage } from '#engine/domain/state/image';
import { createLedger, note } from '#test/support/writers';

function firstEntry(): Entry {
  const ledger = createLedger();
  ledger.edit([note(1, 'first', 0)]);
  const [entry] = ledger.entries;
  assert.ok(entry !== undefined);
  return entry;
}

describe('the fold of the journal', () => {
  it('[J18] gives the same image from the entries alone', () => {
    const ledger = createLedger();
    for (const [index, text] of ['one', 'two', 'three'].entries()) ledger.edit([note(1, text, index)]);
    const image = createImage(ledger.image.partition, ledger.image.epoch);
    for (const entry of ledger.entries) applyEntry(image, entry);
    assert.deepEqual([...image.allEntities()], [...ledger.image.allEntities()]);
    assert.equal(image.position, 3);
  });

  it('[J18] takes no entry that does not follow the one before', () => {
    const entry = firstEntry();
    const image = createImage(entry.partition, entry.epoch);
    applyEntry(image, entry);
    assert.throws(() => applyEntry(image, entry), /Entry 1 of .* does not follow position 1/);
  });

  it('[J18] passes over no entry of a kind it does not know', () => {
    const entry = firstEntry();
    const later = { ...entry, event: { kind: 'melted' } } as unknown as Entry; // as a later version might write
    assert.throws(() => applyEntry(createImage(entry.partition, entry.epoch), later), /Unhandled case.*melted/);
  });
});
