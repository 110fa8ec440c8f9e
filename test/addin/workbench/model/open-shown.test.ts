import assert from 'node:assert/strict';
import { valueForApi } from '#addin/workbench/model/cell';
import { rememberFile } from '#addin/workbench/model/file-changes';
import { openShown } from '#addin/workbench/model/open-shown';
import { personAt } from '#addin/workbench/model/person';
import { cellAt, formatAt } from '#addin/workbench/model/sheet';
import { findTable, type Workbook } from '#addin/workbench/model/workbook';
import { patchWorkbook } from '#engine/adapters/workbook/patch/patch-workbook';
import { renderWorkbook } from '#engine/adapters/workbook/render/render-workbook';
import { showWorkbook } from '#engine/adapters/workbook/show/show-workbook';
import { sheetNames, tableLayouts } from '#engine/contract/model/layout';
import { sampleWorkbookModel } from '#test/support/sample-workbook-model';

function opened(bytes: Uint8Array): Workbook {
  const shown = showWorkbook(bytes);
  assert.ok(shown.ok);
  return openShown('Assessment.xlsx', shown.value, () => Date.UTC(2026, 3, 3));
}

const actions = tableLayouts.actions;

/** The address of a column's cell in the action table, rows of the body counted from 0. */
function cellOf(book: Workbook, header: string, row: number): string {
  const found = findTable(book, actions.name);
  const place = found?.table.columns.findIndex(({ name }) => name === header) ?? -1;
  assert.ok(found !== undefined && place >= 0);
  return `'${found.sheet.name}'!${String.fromCharCode(65 + found.table.area.left + place)}${found.table.area.top + 2 + row}`;
}

function shownAt(book: Workbook, address: string): unknown {
  const [, sheetName, letter, digits] = /^'(.+)'!([A-Z])(\d+)$/.exec(address) ?? [];
  const sheet = book.sheets.find(({ name }) => name === sheetName);
  assert.ok(sheet !== undefined && letter !== undefined);
  return valueForApi(cellAt(sheet, Number(digits) - 1, letter.charCodeAt(0) - 65).value);
}

describe('a workbook from a file', () => {
  it('[E42] has its sheets, tables, names, rules, looks, protection and frozen rows', async () => {
    const model = sampleWorkbookModel(5);
    const book = opened(await renderWorkbook(model));
    const found = findTable(book, actions.name);
    assert.ok(found !== undefined);
    const { sheet, table } = found;
    const written = model.sheets.flatMap((each) => each.tables).find(({ name }) => name === actions.name);
    assert.ok(written !== undefined);
    assert.equal(sheet.name, sheetNames.actions);
    assert.equal(table.area.top, written.headerRow - 1);
    assert.deepEqual(
      table.columns.map(({ name }) => name),
      written.columns.map(({ header }) => header),
    );
    const status = table.columns.findIndex(({ name }) => name === 'Implementation Status');
    const me = personAt(book, 'me');
    assert.ok((me.choices(cellOf(book, 'Implementation Status', 0)) ?? []).includes('Implemented'));
    assert.equal(formatAt(sheet, table.area.top + 1, table.area.left + status).locked, false);
    // What the engine owns refuses typing by a rule that is never met.
    assert.throws(() => me.type(cellOf(book, 'Action Title', 0), 'x'), { code: 'InvalidArgument' });
    assert.ok(sheet.conditionalFormats.some(({ type }) => type === 'CellValue' || type === 'Custom'));
    assert.notEqual(sheet.frozen, null);
    assert.ok(book.names.some(({ refersTo }) => 'sheet' in refersTo));
    assert.equal(book.sheets.find(({ name }) => name === sheetNames.identity)?.visibility, 'VeryHidden');
  });

  it('[E42] gives back what changed and nothing else, and the file then shows it', async () => {
    const bytes = await renderWorkbook(sampleWorkbookModel(5));
    const book = opened(bytes);
    const file = rememberFile(book);
    assert.deepEqual(file.changes(), { patch: { edits: [], appends: [] }, notSaved: [] });
    const me = personAt(book, 'me');
    me.type(cellOf(book, 'Implementation Date', 1), '4/3/2026');
    me.type(cellOf(book, 'Implementation Notes', 2), "'=not a formula");
    me.clear(cellOf(book, 'Test Plan', 0));
    const { patch, notSaved } = file.changes();
    assert.deepEqual(notSaved, []);
    assert.deepEqual(patch.appends, []);
    assert.ok(patch.edits.some(({ value }) => JSON.stringify(value) === '{"date":"2026-04-03"}'));
    const patched = patchWorkbook(bytes, {
      edits: patch.edits.map((edit) => ({ ...edit, owned: true })),
      appends: patch.appends,
    });
    assert.ok(patched.ok);
    assert.deepEqual(patched.value.refused, []);
    const again = opened(patched.value.bytes);
    assert.equal(shownAt(again, cellOf(again, 'Implementation Date', 1)), 46115);
    assert.equal(shownAt(again, cellOf(again, 'Implementation Notes', 2)), '=not a formula');
    assert.equal(shownAt(again, cellOf(again, 'Test Plan', 0)), '');
    file.saved();
    assert.deepEqual(file.changes().patch.edits, []);
  });

  it('[E42] gives rows typed below a table as rows of the table, and names what a file’s cells cannot take', async () => {
    const bytes = await renderWorkbook(sampleWorkbookModel(3));
    const book = opened(bytes);
    const found = findTable(book, actions.name);
    assert.ok(found !== undefined);
    found.sheet.protection = null;
    const file = rememberFile(book);
    const me = personAt(book, 'me');
    const rows = found.table.area.bottom - found.table.area.top;
    me.type(cellOf(book, 'Action Title', rows), 'One more');
    const { patch, notSaved } = file.changes();
    assert.equal(patch.appends.length, 1);
    assert.equal(patch.appends[0]?.rows[0]?.['Action Title'], 'One more');
    assert.deepEqual(
      patch.edits.filter(({ sheet, row }) => sheet === found.sheet.name && row > found.table.area.bottom),
      [],
    );
    assert.deepEqual(notSaved, []);
    me.insertRows(`'${found.sheet.name}'!1:1`);
    me.renameSheet(found.sheet.name, 'Renamed');
    assert.equal(file.changes().notSaved.length, 2);
  });
});
