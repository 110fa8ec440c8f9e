import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addName } from '#addin/workbench/model/change-names';
import { renameSheet } from '#addin/workbench/model/change-sheets';
import type { ModelEvent } from '#addin/workbench/model/model-event';
import { freshen, markStale } from '#addin/workbench/model/workbook';
import { sheetOf } from './sheet-of.ts';

const by = (book: ReturnType<typeof sheetOf>['book']) => ({ book, author: { seat: 'me', pane: null } });

describe('the calculator', () => {
  it('[X11] takes the values a file brought until something they look at changes', () => {
    const sheet = sheetOf({ A1: 1, B1: ['=A1+1', 99], C1: ['=B1*2', 99] });
    assert.deepEqual([sheet.value('B1'), sheet.value('C1')], [99, 99]);
    sheet.put('A1', 2);
    assert.deepEqual([sheet.value('B1'), sheet.value('C1')], [3, 6]);
  });

  it('[X11] tells which cells have other values, and of nothing when none has', () => {
    const sheet = sheetOf({ A1: 1, B1: '=A1>0', C1: '=A1*2' });
    freshen(sheet.book);
    const told: ModelEvent[] = [];
    sheet.book.listeners.add((event) => told.push(event));
    sheet.put('A1', 5);
    freshen(sheet.book);
    assert.deepEqual(told, [
      { kind: 'calculated', sheet: sheet.sheet, area: { top: 0, left: 2, bottom: 0, right: 2 } },
    ]);
    sheet.put('D9', 1);
    freshen(sheet.book);
    assert.equal(told.length, 1);
  });

  it('[X11] after any edits comes to the same as working everything out anew', () => {
    const cell = fc.constantFrom('A1', 'A2', 'A3', 'B1', 'B2', 'B3', 'C1', 'C2', 'C3');
    const input = fc.oneof(
      fc.integer({ min: -3, max: 3 }),
      fc.constantFrom(
        '',
        'x',
        '=SUM(A1:A3)',
        '=A1+B2',
        '=COUNTIF(A1:B3,">1")',
        '=IF(B1>0,C2,A2)',
        '=SUMIF(A1:A3,"x",B1:B3)',
        '=SUM(B:B)',
        '=C1&"!"',
      ),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, input), { minLength: 1, maxLength: 25 }), (edits) => {
        const sheet = sheetOf();
        const inputs = new Map<string, string | number>();
        for (const [at, typed] of edits) {
          sheet.put(at, typed);
          inputs.set(at, typed);
          sheet.value(at);
        }
        const fresh = sheetOf(Object.fromEntries(inputs));
        const places = ['A1', 'A2', 'A3', 'B1', 'B2', 'B3', 'C1', 'C2', 'C3'];
        // Formulas in a circle have no one value: where they begin decides.
        fc.pre(!hasCircle(inputs));
        assert.deepEqual(places.map(sheet.value), places.map(fresh.value));
      }),
      { numRuns: 300 },
    );
  });

  it('[X12] reads formulas anew when the names they use lead elsewhere', () => {
    const sheet = sheetOf({ A1: 1, B1: 5, C1: '=Rate*2', D1: '=Other!A1' });
    assert.deepEqual([sheet.value('C1'), sheet.value('D1')], ['#NAME?', '#REF!']);
    addName(by(sheet.book), null, 'Rate', { sheet: sheet.sheet, area: { top: 0, left: 1, bottom: 0, right: 1 } }, null);
    assert.equal(sheet.value('C1'), 10);
    renameSheet(by(sheet.book), sheet.sheet, 'Other');
    assert.equal(sheet.value('D1'), 1);
  });

  it('[X13] gives zero for a circle, and goes on', () => {
    const sheet = sheetOf({ A1: '=B1+1', B1: '=A1+1', C1: '=1+1' });
    assert.equal(typeof sheet.value('A1'), 'number');
    assert.equal(sheet.value('C1'), 2);
  });

  it('[X13] follows long chains in any direction', () => {
    const down = sheetOf({ A1: 1 });
    for (let row = 2; row <= 3_000; row += 1) down.put(`A${row}`, `=A${row - 1}+1`);
    assert.equal(down.value('A3000'), 3_000);
    const up = sheetOf({ A3000: 1 });
    for (let row = 1; row < 3_000; row += 1) up.put(`A${row}`, `=A${row + 1}+1`);
    assert.equal(up.value('A1'), 3_000);
    down.put('A1', 11);
    assert.equal(down.value('A3000'), 3_010);
  });

  it('[X13] keeps what the file brought where a function is not known, and names the function', () => {
    const sheet = sheetOf({ A1: 1, B1: ['=WEBSERVICE(A1)', 'kept'], C1: '=WEBSERVICE(A1)' });
    sheet.put('A1', 2);
    assert.deepEqual([sheet.value('B1'), sheet.value('C1')], ['kept', '#NAME?']);
    assert.deepEqual([...sheet.calculator.unknownFunctions], ['WEBSERVICE']);
  });

  it('[X13] asks an add-in’s functions, and again when told that their answers have changed', () => {
    let score = 10;
    const asked: string[] = [];
    const sheet = sheetOf({ A1: 'Mail', B1: '=CONTROLBOOK.SCORE(A1)*2', C1: '=B1+1' }, (name, args) => {
      asked.push(`${name} ${args[0]?.[0]?.[0]}`);
      return name === 'CONTROLBOOK.SCORE' ? score : null;
    });
    assert.deepEqual([sheet.value('B1'), sheet.value('C1')], [20, 21]);
    score = 30;
    markStale(sheet.book);
    assert.equal(sheet.value('C1'), 21);
    sheet.calculator.refresh();
    assert.equal(sheet.value('C1'), 61);
    assert.deepEqual(asked, ['CONTROLBOOK.SCORE Mail', 'CONTROLBOOK.SCORE Mail']);
  });

  it('[X14] works a rule out for other cells than the one it was written for', () => {
    const sheet = sheetOf({ A1: 'x', A3: 'xyz', B3: 4 });
    const at = (row: number, column: number) => ({ sheet: sheet.sheet, row, column });
    const { evaluateFor } = sheet.calculator;
    assert.equal(evaluateFor('LEN($A1)>2', at(2, 1), { row: 0, column: 0 }), true);
    assert.equal(evaluateFor('LEN($A1)>2', at(0, 1), { row: 0, column: 0 }), false);
    assert.equal(evaluateFor('=A$3', at(9, 1), { row: 0, column: 0 }), 4);
    assert.deepEqual(evaluateFor('A1', at(0, 0), { row: 5, column: 0 }), { error: '#REF!' });
  });
});

/** Whether some cell leans on itself, roughly: by the cells and ranges its formula names. */
function hasCircle(inputs: ReadonlyMap<string, string | number>): boolean {
  const inside: Readonly<Record<string, readonly string[]>> = {
    'SUM(A1:A3)': ['A1', 'A2', 'A3'],
    'A1+B2': ['A1', 'B2'],
    'COUNTIF(A1:B3,">1")': ['A1', 'A2', 'A3', 'B1', 'B2', 'B3'],
    'IF(B1>0,C2,A2)': ['B1', 'C2', 'A2'],
    'SUMIF(A1:A3,"x",B1:B3)': ['A1', 'A2', 'A3', 'B1', 'B2', 'B3'],
    'SUM(B:B)': ['B1', 'B2', 'B3'],
    'C1&"!"': ['C1'],
  };
  const leansOn = (cell: string): readonly string[] => inside[String(inputs.get(cell) ?? '').replace(/^=/, '')] ?? [];
  const reaches = (from: string, seen: ReadonlySet<string>): boolean =>
    leansOn(from).some((next) => seen.has(next) || reaches(next, new Set([...seen, next])));
  return [...inputs.keys()].some((cell) => reaches(cell, new Set([cell])));
}
