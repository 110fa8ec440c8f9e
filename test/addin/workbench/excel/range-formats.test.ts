import assert from 'node:assert/strict';
import { codeOf, onSheet, withExcel } from '#test/support/excel';

describe('looks', () => {
  it('[E32] are set for all cells and read back where all agree', () =>
    withExcel(async ({ openPane }) => {
      const pane = await openPane();
      await onSheet(pane, async (sheet, context) => {
        const { format } = sheet.getRange('A1:B2');
        format.fill.color = '#abcdef';
        format.font.bold = true;
        format.font.color = 'red';
        format.font.size = 14;
        format.horizontalAlignment = 'Center';
        format.verticalAlignment = 'Top';
        format.wrapText = true;
        format.indentLevel = 2;
        format.borders.getItem('EdgeBottom').style = 'Continuous';
        format.borders.getItem('EdgeBottom').color = '#112233';
        sheet.getRange('A1').format.font.bold = false;
        const [all, one] = ['A1:B2', 'B2'].map((at) =>
          sheet.getRange(at).format.load('horizontalAlignment,wrapText,indentLevel'),
        );
        const [allFont, oneFont] = ['A1:B2', 'B2'].map((at) => sheet.getRange(at).format.font.load('bold,color,size'));
        const fill = sheet.getRange('A1:C2').format.fill.load('color');
        const edge = sheet.getRange('B2').format.borders.getItem('EdgeBottom').load('style,color,weight');
        await context.sync();
        assert.deepEqual([all?.horizontalAlignment, all?.wrapText, one?.indentLevel], ['Center', true, 2]);
        assert.deepEqual([allFont?.bold, allFont?.color, oneFont?.bold, oneFont?.size], [null, '#FF0000', true, 14]);
        assert.equal(fill.color, null);
        assert.deepEqual([edge.style, edge.color, edge.weight], ['Continuous', '#112233', 'Thin']);
        format.fill.clear();
        const cleared = sheet.getRange('A1').format.fill.load('color');
        await context.sync();
        assert.equal(cleared.color, '');
      });
    }));

  it('[E32] of whole rows, columns and sheets hold for cells nobody has touched, the later one first', () =>
    withExcel(async ({ openPane, book }) => {
      const pane = await openPane();
      await onSheet(pane, async (sheet, context) => {
        sheet.getRange('C3').values = [['there']];
        // The declaration wants rows; Excel takes one format for all as well.
        sheet.getRange('C:C').numberFormat = '@' as never;
        sheet.getRange('5:5').format.fill.color = '#FF0000';
        sheet.getRange('C:C').format.fill.color = '#0000FF';
        sheet.getRange().format.font.name = 'Arial';
        const fills = ['C3', 'C5', 'C9', 'D5', 'D9'].map((at) => sheet.getRange(at).format.fill.load('color'));
        const font = sheet.getRange('C5').format.font.load('name');
        sheet.getRange('C9').values = [['=1']];
        const text = sheet.getRange('C9').load('values,numberFormat');
        await context.sync();
        assert.deepEqual(
          fills.map(({ color }) => color),
          ['#0000FF', '#0000FF', '#0000FF', '#FF0000', ''],
        );
        assert.deepEqual([font.name, text.values, text.numberFormat], ['Arial', [['=1']], [['@']]]);
      });
      assert.ok([...(book.sheets[0]?.cells.values() ?? [])].length < 10);
    }));

  it('[E32] sizes, hidden rows and columns and merged cells are kept', () =>
    withExcel(async ({ openPane }) => {
      const pane = await openPane();
      await onSheet(pane, async (sheet, context) => {
        sheet.getRange('A1:B3').values = [
          ['kept', 'lost'],
          ['lost', 'lost'],
          [1, 2],
        ];
        sheet.getRange('B:C').format.columnWidth = 120;
        sheet.getRange('2:2').format.rowHeight = 40;
        sheet.getRange('C:C').columnHidden = true;
        sheet.getRange('A1:B2').merge();
        const widths = sheet.getRange('A1:C1').format.load('columnWidth');
        const width = sheet.getRange('B1').format.load('columnWidth');
        const height = sheet.getRange('2:2').format.load('rowHeight');
        const hidden = sheet.getRange('C1').load('columnHidden,rowHidden');
        const merged = sheet.getRange('A1:B2').load('values');
        await context.sync();
        assert.deepEqual([widths.columnWidth, width.columnWidth, height.rowHeight], [null, 120, 40]);
        assert.deepEqual([hidden.columnHidden, hidden.rowHidden], [true, false]);
        assert.deepEqual(merged.values, [
          ['kept', ''],
          ['', ''],
        ]);
        sheet.getRange('B2').values = [['into a merge']];
        assert.equal(await codeOf(context.sync()), 'InvalidOperation');
      });
    }));
});

describe('formulas', () => {
  it('[E41] are brought up to date when somebody reads them, once for all that changed', () =>
    withExcel(async ({ openPane, book, me }) => {
      const pane = await openPane();
      let calculated = 0;
      book.calculator = {
        calculate: () => {
          calculated += 1;
        },
      };
      me.type('A1', '1');
      me.type('A2', '2');
      assert.equal(calculated, 0);
      const read = (): Promise<void> =>
        onSheet(pane, async (sheet) => void sheet.getRange('A1:A2').load('values,text'));
      await read();
      await read();
      assert.equal(calculated, 1);
      me.type('A3', '=A1+A2');
      assert.equal(calculated, 2);
    }));
});
