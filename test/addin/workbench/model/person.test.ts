import assert from 'node:assert/strict';
import { createCalculator } from '#addin/workbench/formulas/calculator';
import { parseArea } from '#addin/workbench/model/address';
import { valueForApi } from '#addin/workbench/model/cell';
import { createTable } from '#addin/workbench/model/change-tables';
import { personAt } from '#addin/workbench/model/person';
import { setValidation } from '#addin/workbench/model/set-validation';
import { cellAt, type Sheet } from '#addin/workbench/model/sheet';
import { noAlert, noPrompt, type Validation } from '#addin/workbench/model/validation';
import { createWorkbook, type Workbook } from '#addin/workbench/model/workbook';
import { writeCells } from '#addin/workbench/model/write-cells';

function area(text: string) {
  const found = parseArea(text);
  assert.ok(found !== null);
  return found;
}

function firstSheet(book: Workbook): Sheet {
  const [sheet] = book.sheets;
  assert.ok(sheet !== undefined);
  return sheet;
}

function shown(book: Workbook, text: string): unknown[][] {
  const { top, left, bottom, right } = area(text);
  const sheet = firstSheet(book);
  return Array.from({ length: bottom - top + 1 }, (_, row) =>
    Array.from({ length: right - left + 1 }, (_each, column) => {
      const { formula, value } = cellAt(sheet, top + row, left + column);
      return formula ?? valueForApi(value);
    }),
  );
}

function rule(book: Workbook, at: string, type: string, settings: Validation['rule'], errorAlert = noAlert): void {
  setValidation(firstSheet(book), area(at), { type, rule: settings, ignoreBlanks: true, prompt: noPrompt, errorAlert });
}

describe('a person', () => {
  it('[E27] is stopped by validation when typing, not when pasting, and panes are not', () => {
    const book = createWorkbook();
    const me = personAt(book, 'me');
    const refused = { code: 'InvalidArgument' };
    rule(book, 'A1', 'List', { list: { inCellDropDown: true, source: 'yes, no' } });
    rule(book, 'A2', 'WholeNumber', { wholeNumber: { operator: 'Between', formula1: 1, formula2: 9 } });
    rule(book, 'A3', 'Date', { date: { operator: 'GreaterThan', formula1: 46000 } });
    rule(book, 'A4', 'TextLength', { textLength: { operator: 'LessThanOrEqualTo', formula1: 3 } });
    rule(book, 'A5', 'Custom', { custom: { formula: '=FALSE' } });
    rule(book, 'A6', 'List', { list: { inCellDropDown: true, source: 'yes,no' } }, { ...noAlert, showAlert: false });
    me.type('A1', 'yes');
    me.type('A2', '9');
    me.type('A3', '4/3/2026');
    me.type('A4', 'abc');
    me.type('A6', 'perhaps');
    assert.throws(() => me.type('A1', 'perhaps'), refused);
    assert.throws(() => me.type('A2', '9.5'), refused);
    assert.throws(() => me.type('A2', 'text'), refused);
    assert.throws(() => me.type('A3', '1/1/2020'), refused);
    assert.throws(() => me.type('A4', 'abcd'), refused);
    assert.throws(() => me.type('A5', 'x'), refused);
    me.type('A2', '');
    me.paste('A1', [['pasted'], [77]]);
    writeCells({ book, author: { seat: 'me', pane: 'pane1' } }, firstSheet(book), area('A5'), [['by a pane']]);
    assert.deepEqual(shown(book, 'A1:A6'), [['pasted'], [77], [46115], ['abc'], ['by a pane'], ['perhaps']]);
  });

  it('[E27] meets rules that are formulas, asked as if the value stood there', () => {
    const book = createWorkbook();
    const me = personAt(book, 'me');
    book.calculator = createCalculator(book);
    me.type('B1', '5');
    rule(book, 'A1:A2', 'Custom', { custom: { formula: '=A1>$B$1' } });
    me.type('A2', '6');
    assert.throws(() => me.type('A1', '4'), { code: 'InvalidArgument' });
    assert.deepEqual(shown(book, 'A1:A2'), [[''], [6]]);
  });

  it('[E27] is offered the choices of a list, from the rule, a range or a name', () => {
    const book = createWorkbook('Book.xlsx', ['Sheet1', 'Lists']);
    const me = personAt(book, 'me');
    me.paste('Lists!A1', [['one'], ['two'], ['']]);
    rule(book, 'A1', 'List', { list: { inCellDropDown: true, source: '=Lists!$A$1:$A$3' } });
    rule(book, 'A2', 'List', { list: { inCellDropDown: true, source: '=Choices' } });
    const [, lists] = book.sheets;
    assert.ok(lists !== undefined);
    book.names.push({
      name: 'Choices',
      scope: null,
      refersTo: { sheet: lists, area: area('A2:A2') },
      comment: '',
      visible: true,
    });
    assert.deepEqual(me.choices('Sheet1!A1'), ['one', 'two']);
    assert.deepEqual(me.choices('Sheet1!A2'), ['two']);
    assert.equal(me.choices('Sheet1!A3'), null);
  });

  it('[E40] takes back and does again: typing, clearing, pasting, filling, growing a table, sorting', () => {
    const book = createWorkbook();
    const me = personAt(book, 'me');
    me.paste('A1', [
      ['Name', 'Points'],
      ['b', 2],
      ['a', '=B2+1'],
    ]);
    const table = createTable({ book, author: { seat: 'me', pane: null } }, firstSheet(book), area('A1:B3'), true);
    const before = shown(book, 'A1:B5');
    me.type('A4', 'c');
    me.sort(table.name, 'Name');
    me.clear('A2:B2');
    me.fillDown('A3:A4');
    const after = shown(book, 'A1:B5');
    for (let step = 0; step < 4; step += 1) assert.equal(me.undo(), true);
    assert.deepEqual(shown(book, 'A1:B5'), before);
    assert.equal(table.area.bottom, 2);
    for (let step = 0; step < 4; step += 1) assert.equal(me.redo(), true);
    assert.equal(me.redo(), false);
    assert.deepEqual(shown(book, 'A1:B5'), after);
    assert.equal(table.area.bottom, 3);
  });

  it('[E40] takes back rows put in and taken out, with what they held', () => {
    const book = createWorkbook();
    const me = personAt(book, 'me');
    me.paste('A1', [['one'], ['two'], ['three']]);
    me.deleteRows('2:2');
    me.insertRows('1:1');
    assert.deepEqual(shown(book, 'A1:A3'), [[''], ['one'], ['three']]);
    me.undo();
    me.undo();
    assert.deepEqual(shown(book, 'A1:A3'), [['one'], ['two'], ['three']]);
    me.redo();
    assert.deepEqual(shown(book, 'A1:A3'), [['one'], ['three'], ['']]);
  });

  it('[E40] leaves alone what others did meanwhile, and forgets steps whose rows others moved', () => {
    const book = createWorkbook();
    const [me, other] = [personAt(book, 'me'), personAt(book, 'colleague')];
    me.type('A1', 'mine');
    other.type('B1', 'theirs');
    me.undo();
    assert.deepEqual(shown(book, 'A1:B1'), [['', 'theirs']]);
    me.redo();
    other.insertRows('1:1');
    assert.equal(me.undo(), false);
    assert.deepEqual(shown(book, 'A2:B2'), [['mine', 'theirs']]);
  });
});
