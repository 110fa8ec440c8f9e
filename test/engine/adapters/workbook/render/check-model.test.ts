import assert from 'node:assert/strict';
import { renderWorkbook } from '#engine/adapters/workbook/render/render-workbook';
import type { WorkbookModel } from '#engine/contract/model/table';
import {
  oneTableModel,
  sampleColumn,
  sampleLoose,
  sampleSheet,
  sampleTable,
} from '#test/support/sample-workbook-model';

const column = sampleColumn('a', 'A', 10, 'text');
const other = sampleColumn('b', 'B', 10, 'text');
const base = oneTableModel([column, other], [['x', 'y']]);
const withSheets = (sheets: WorkbookModel['sheets']): WorkbookModel => ({ ...base, sheets });
const table = sampleTable('T', [column], [['x']]);

const faults: readonly (readonly [string, WorkbookModel, RegExp])[] = [
  ['a header twice', oneTableModel([column, sampleColumn('b', ' a ', 10, 'text')], []), /Sheet one, table Only.*twice/],
  ['an empty header', oneTableModel([sampleColumn('a', '\n', 10, 'text')], []), /header is empty/],
  ['no columns', oneTableModel([], []), /no columns/],
  ['cells beside the columns', oneTableModel([column], [['x', 'y']]), /row r1 has 2 cells for 1 columns/],
  ['a table name twice', withSheets([sampleSheet('S', { tables: [table, { ...table, firstColumn: 5 }] })]), /twice/],
  ['a name like a cell', withSheets([sampleSheet('S', { tables: [{ ...table, name: 'AB12' }] })]), /no valid name/],
  [
    'tables over one another',
    withSheets([sampleSheet('S', { tables: [table, { ...table, name: 'U', headerRow: 2 }] })]),
    /S: A2:A3 overlaps A1:A2/,
  ],
  [
    'a loose cell on a table',
    withSheets([sampleSheet('S', { tables: [table], loose: [sampleLoose(2, 1, 'x')] })]),
    /overlaps/,
  ],
  [
    'a table past the last row',
    withSheets([sampleSheet('S', { tables: [{ ...table, headerRow: 1_048_576 }] })]),
    /outside/,
  ],
  ['a name twice', { ...base, names: { Only: "'Sheet one'!$A$1" } }, /used twice/],
  ['no visible sheet', withSheets([sampleSheet('S', { visibility: 'hidden' })]), /no sheet is visible/],
  ['a reserved sheet name', withSheets([sampleSheet('History', {})]), /"History"/],
  ['a sheet name twice', withSheets([sampleSheet('S', {}), sampleSheet('s', {})]), /Duplicate sheet name/],
];

describe('a model a spreadsheet would have to repair', () => {
  for (const [fault, model, message] of faults) {
    it(`[W67] ${fault} is refused with its place`, async () => {
      await assert.rejects(renderWorkbook(model), message);
    });
  }
});
