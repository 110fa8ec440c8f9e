import assert from 'node:assert/strict';
import type { ConflictId } from '#engine/contract/model/ids';
import type { Decision } from '#engine/contract/model/vocabulary';
import { fieldValueOf } from '#engine/domain/reconcile/decide-changes';
import { resolveConflict } from '#engine/domain/reconcile/resolve';
import { createLedger, type Ledger, note, openContext, record } from '#test/support/writers';

function inConflict(): Ledger {
  const ledger = createLedger();
  ledger.edit([note(1, 'in place', 0)]);
  ledger.edit([note(1, 'yours', 0)]);
  return ledger;
}

const settle = (ledger: Ledger, decision: Decision, value: string | null = null, base = 2) =>
  ledger.write((draft) => resolveConflict(draft, { conflict: 'c2' as ConflictId, decision, value, base }, openContext));
const shown = (ledger: Ledger) => fieldValueOf(ledger.image, record(1), 'implementationNotes');

describe('resolveConflict', () => {
  for (const [decision, value, expected] of [
    ['keep', null, 'in place'],
    ['take', null, 'yours'],
    ['other', 'third', 'third'],
  ] as const) {
    it(`[R10] settles by "${decision}"`, () => {
      const ledger = inConflict();
      assert.ok(settle(ledger, decision, value).ok);
      assert.equal(shown(ledger), expected);
      assert.equal([...ledger.image.conflicts()].length, 0);
      const again = settle(ledger, decision, value);
      assert.equal(!again.ok && again.error.code, 'unknown-conflict');
    });
  }

  it('[R10] refuses a decision about a value that has moved since', () => {
    const ledger = inConflict();
    ledger.edit([note(1, 'moved', 1)]);
    const result = settle(ledger, 'take');
    assert.equal(!result.ok && result.error.code, 'changed-meanwhile');
    assert.equal(shown(ledger), 'moved');
    assert.equal([...ledger.image.conflicts()].length, 1);
  });

  it('[R12] refuses a third value the field cannot take', () => {
    const ledger = createLedger();
    const status = (value: string) => ({ entity: record(1), field: 'implementationStatus', value, base: 0 });
    ledger.edit([status('Planned')]);
    ledger.edit([status('Implemented')]);
    const result = settle(ledger, 'other', 'Nearly');
    assert.equal(!result.ok && result.error.code, 'not-in-list');
    assert.equal([...ledger.image.conflicts()].length, 1);
  });

  it('[R13] a held batch has no third value', () => {
    const ledger = createLedger();
    ledger.write((draft) =>
      draft.emit({ kind: 'held', conflict: 'c2' as ConflictId, reason: 'shifted-paste', changes: [] }),
    );
    const result = settle(ledger, 'other', 'third');
    assert.equal(!result.ok && result.error.code, 'no-third-value');
    assert.equal([...ledger.image.conflicts()].length, 1);
  });

  for (const decision of ['take', 'keep'] as const) {
    it(`[R13] ${decision === 'take' ? 'applies a held batch whole' : 'keeps a held batch out whole'}`, () => {
      const ledger = createLedger();
      ledger.edit([note(3, 'later edit', 0)]);
      ledger.write((draft) => {
        const changes = [1, 2, 3].map((n) => ({
          entity: record(n),
          field: 'implementationNotes',
          base: 0,
          baseValue: null,
          yours: `row ${n}`,
        }));
        draft.emit({ kind: 'held', conflict: 'c2' as ConflictId, reason: 'shifted-paste', changes });
      });
      assert.ok(settle(ledger, decision).ok);
      const values = [1, 2, 3].map((n) => fieldValueOf(ledger.image, record(n), 'implementationNotes'));
      assert.deepEqual(values, decision === 'take' ? ['row 1', 'row 2', 'later edit'] : [null, null, 'later edit']);
      assert.equal([...ledger.image.conflicts()].length, decision === 'take' ? 1 : 0);
    });
  }
});
