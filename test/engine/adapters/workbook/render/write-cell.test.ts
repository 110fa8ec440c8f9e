import assert from 'node:assert/strict';
import type { CellValue } from '#engine/contract/model/table';
import { readBack } from '#test/support/read-back';
import { oneTableModel, sampleColumn } from '#test/support/sample-workbook-model';

async function written(value: CellValue, kind: 'date' | 'whole' | 'text' = 'text') {
  const cells = await readBack(oneTableModel([sampleColumn('a', 'A', 20, kind)], [[value]]));
  return cells.get('Sheet one!A2');
}

describe('cell values', () => {
  it('[W53] a date is a number a spreadsheet shows as a date, with its time where it has one', async () => {
    assert.deepEqual(pick(await written({ date: '2026-03-31' }, 'date')), ['number', 46112, true]);
    assert.deepEqual(pick(await written({ date: '2026-03-31T12:00:00.000Z' }, 'date')), ['number', 46112.5, true]);
  });

  it('[W53] a day before March 1900 stays text, because spreadsheets disagree on its number', async () => {
    const early = await written({ date: '1900-02-28' }, 'date');
    assert.deepEqual([early?.kind, early?.value], ['text', '1900-02-28']);
    assert.deepEqual(pick(await written({ date: '1900-03-01' }, 'date')), ['number', 61, true]);
  });

  it('[W54] a formula carries the value the engine computed', async () => {
    const cell = await written({ formula: 'SUM(1,2)', value: 3 }, 'whole');
    assert.deepEqual([cell?.formula, cell?.value], ['SUM(1,2)', 3]);
    const text = await written({ formula: '=IF(1=1,"a_x0041_","")', value: 'a_x0041_' });
    assert.deepEqual([text?.formula, text?.value], ['IF(1=1,"a_x0041_","")', 'a_x0041_']);
  });

  it('[W54] numbers and booleans keep their kind', async () => {
    assert.deepEqual(pick(await written(0, 'whole')), ['number', 0, false]);
    assert.deepEqual(pick(await written(true)), ['boolean', true, false]);
    assert.equal(await written(''), undefined);
  });
});

function pick(cell: Awaited<ReturnType<typeof written>>) {
  return [cell?.kind, cell?.value, cell?.date];
}
