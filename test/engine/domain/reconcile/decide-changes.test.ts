import assert from 'node:assert/strict';
import type { Change } from '#engine/contract/model/change';
import type { EntityRef } from '#engine/contract/model/ids';
import { fieldValueAt, fieldValueOf } from '#engine/domain/reconcile/decide-changes';
import { createLedger, type Ledger, note, openContext, record } from '#test/support/writers';

const notesOf = (ledger: Ledger, n = 1) => fieldValueOf(ledger.image, record(n), 'implementationNotes');

describe('decideChanges', () => {
  it('[R1] accepts an edit of a field nobody has touched since', () => {
    const ledger = createLedger();
    const [verdict] = ledger.edit([note(1, 'first', 0)]);
    assert.deepEqual(verdict, { outcome: 'accepted', position: 1 });
    assert.equal(notesOf(ledger), 'first');
  });

  it('[R1] accepts an edit whose base value stands again after others changed it back', () => {
    const ledger = createLedger();
    ledger.edit([note(1, 'a', 0)]);
    ledger.edit([note(1, 'b', 1)]);
    ledger.edit([note(1, 'a', 2)]);
    assert.equal(ledger.edit([note(1, 'c', 1)])[0]?.outcome, 'accepted');
  });

  it('[R2] records an edit that agrees and changes nothing', () => {
    const ledger = createLedger();
    ledger.edit([note(1, 'same', 0)]);
    const before = ledger.image.entity(record(1));
    assert.deepEqual(ledger.edit([note(1, 'same', 0)]), [{ outcome: 'agreed', position: 1 }]);
    assert.equal(ledger.image.entity(record(1)), before);
    assert.equal(ledger.entries.at(-1)?.event.kind, 'agreed');
  });

  for (const [first, second] of [
    ['mine', 'yours'],
    ['yours', 'mine'],
  ] as const) {
    it(`[R3] keeps "${first}" in place and "${second}" as an open conflict`, () => {
      const ledger = createLedger();
      ledger.edit([note(1, first, 0)]);
      const [verdict] = ledger.edit([note(1, second, 0)]);
      assert.deepEqual(verdict, { outcome: 'conflict', conflict: 'c2', inPlace: first, position: 1 });
      assert.equal(notesOf(ledger), first);
      const [conflict] = ledger.image.conflicts();
      assert.equal(conflict?.kind === 'field' && conflict.yours, second);
    });
  }

  it('[R4] joins edits of different fields of one record from the same base', () => {
    const ledger = createLedger();
    ledger.edit([note(1, 'text', 0)]);
    const status: Change = { entity: record(1), field: 'implementationStatus', value: 'Planned', base: 0 };
    assert.equal(ledger.edit([status])[0]?.outcome, 'accepted');
    assert.equal([...ledger.image.conflicts()].length, 0);
  });

  it('[R8] lets a copy build on what it wrote itself', () => {
    const ledger = createLedger();
    const file = { lineage: 'wb/path@0' };
    ledger.edit([note(1, 'draft', 0)], file);
    assert.equal(ledger.edit([note(1, 'better', 0)], file)[0]?.outcome, 'accepted');
    assert.equal(ledger.edit([note(1, 'stranger', 0)], { lineage: 'wb/other@0' })[0]?.outcome, 'conflict');
  });

  it('[R5] does not take a copy for a witness of what others wrote after it', () => {
    const ledger = createLedger();
    const file = { lineage: 'wb/path@0' };
    ledger.edit([note(1, 'draft', 0)], file);
    ledger.edit([note(1, 'by somebody else', 1)]);
    assert.equal(ledger.edit([note(1, 'better', 0)], file)[0]?.outcome, 'conflict');
    assert.equal(notesOf(ledger), 'by somebody else');
  });

  it('[R9] replaces what waits when the same copy goes on typing, and keeps both in the journal', () => {
    const ledger = createLedger();
    ledger.edit([note(1, 'in place', 0)]);
    const file = { lineage: 'wb/path@0' };
    ledger.edit([note(1, 'one', 0)], file);
    ledger.edit([note(1, 'two', 0)], file);
    const open = [...ledger.image.conflicts()];
    assert.equal(open.length, 1);
    assert.equal(open[0]?.kind === 'field' && open[0].yours, 'two');
    assert.equal(ledger.entries.filter(({ event }) => event.kind === 'conflicted').length, 2);
  });

  it('[R9] does not raise a value twice that waits already', () => {
    const ledger = createLedger();
    ledger.edit([note(1, 'in place', 0)]);
    ledger.edit([note(1, 'other', 0)]);
    const length = ledger.entries.length;
    assert.equal(ledger.edit([note(1, 'other', 0)], { lineage: 'wb/p@0' })[0]?.outcome, 'conflict');
    assert.equal(ledger.entries.length, length);
    assert.equal([...ledger.image.conflicts()].length, 1);
  });

  it('[R11] settles a conflict when the field comes to show what it wanted', () => {
    const ledger = createLedger();
    ledger.edit([note(1, 'in place', 0)]);
    ledger.edit([note(1, 'other', 0)]);
    ledger.edit([note(1, 'other', 2)]);
    assert.equal([...ledger.image.conflicts()].length, 0);
    assert.equal(notesOf(ledger), 'other');
  });

  it('[R12] refuses values, fields and entities by name and keeps what was typed', () => {
    const ledger = createLedger();
    const status = (value: string): Change => ({ entity: record(1), field: 'implementationStatus', value, base: 0 });
    const unknown: Change = { entity: record(1), field: 'points', value: 5, base: 0 };
    const ahead = note(1, 'x', 99);
    const verdicts = ledger.edit([status('Done'), unknown, ahead]);
    const codes = verdicts.map((verdict) => verdict.outcome === 'refused' && verdict.code);
    assert.deepEqual(codes, ['not-in-list', 'unknown-field', 'unknown-base']);
    const closed = { ...openContext, refuses: () => ({ code: 'archived', message: 'Archived.' }) };
    assert.equal(ledger.edit([note(1, 'late', 0)], {}, closed)[0]?.outcome, 'refused');
    const kept = ledger.entries.map(({ event }) => event.kind === 'refused' && event.value);
    assert.deepEqual(kept, ['Done', 5, 'x', 'late']);
    assert.equal(ledger.image.entity('record/a1' as EntityRef), undefined);
  });

  it('[R6] knows what a field showed at every position', () => {
    const ledger = createLedger();
    ledger.edit([note(1, 'a', 0)]);
    ledger.edit([note(2, 'elsewhere', 0)]);
    ledger.edit([note(1, 'b', 1)]);
    const seen = [0, 1, 2, 3].map((at) => fieldValueAt(ledger.image, record(1), 'implementationNotes', at));
    assert.deepEqual(seen, [null, 'a', 'a', 'b']);
  });
});
