import assert from 'node:assert/strict';
import { readWorkbook } from '#engine/adapters/workbook/read/read-workbook';
import { renderWorkbook } from '#engine/adapters/workbook/render/render-workbook';
import { showWorkbook } from '#engine/adapters/workbook/show/show-workbook';
import type { ShownSheet, ShownWorkbook } from '#engine/contract/model/shown-workbook';
import {
  mainNamespace,
  type PlainWorkbook,
  plainWorkbook,
  relationship,
  xmlHead,
} from '#test/support/corpus/plain-workbook';
import { richAssessment } from '#test/support/corpus/rich-assessment';
import { sampleWorkbookModel } from '#test/support/sample-workbook-model';

function shown(bytes: Uint8Array): ShownWorkbook {
  const result = showWorkbook(bytes);
  assert.ok(result.ok, result.ok ? '' : result.error.message);
  return result.value;
}

function firstSheet(workbook: PlainWorkbook): ShownSheet {
  const [sheet] = shown(plainWorkbook(workbook)).sheets;
  assert.ok(sheet !== undefined);
  return sheet;
}

function sheetWith(inner: string, more: Partial<PlainWorkbook> = {}): ShownSheet {
  return firstSheet({ sheets: [{ name: 'One', inner }], ...more });
}

const styles =
  '<numFmts count="1"><numFmt numFmtId="170" formatCode="0.0%"/></numFmts>' +
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>' +
  '<font><b/><i val="0"/><u/><strike/><sz val="14"/><color theme="4" tint="-0.5"/><name val="Arial"/></font></fonts>' +
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
  '<fill><patternFill patternType="solid"><fgColor indexed="13"/><bgColor indexed="64"/></patternFill></fill></fills>' +
  '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>' +
  '<border><left style="thin"><color rgb="FF112233"/></left><right/><top/><bottom style="double"/><diagonal/></border></borders>' +
  '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>' +
  '<xf numFmtId="170" fontId="1" fillId="2" borderId="1"><alignment horizontal="right" vertical="top" wrapText="1" indent="2"/>' +
  '<protection locked="0"/></xf></cellXfs>' +
  '<dxfs count="1"><dxf><font><b/><color rgb="FF00AA00"/></font><fill><patternFill><bgColor rgb="FFEEFFEE"/></patternFill></fill></dxf></dxfs>';

describe('a workbook as it is shown', () => {
  it('[X1] gives cells with values, formulas and looks, empty cells that have a look among them', () => {
    const sheet = sheetWith(
      '<sheetData><row r="2"><c r="A2" s="1"><v>0.5</v></c><c r="B2" s="1"/><c r="C2"/><c r="D2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row></sheetData>',
      { styles },
    );
    assert.deepEqual(sheet.cells, [
      [2, 1, 0.5, 1],
      [2, 4, { error: '#DIV/0!' }, 0, '1/0'],
      [2, 2, null, 1],
    ]);
  });

  it('[X1] reads number format, font, fill, alignment, lock and borders of a look', () => {
    const { styles: looks } = shown(plainWorkbook({ sheets: [{ name: 'One', inner: '<sheetData/>' }], styles }));
    assert.deepEqual(looks[1], {
      numberFormat: '0.0%',
      font: 'Arial',
      size: 14,
      color: '#203864',
      bold: true,
      italic: false,
      underline: true,
      strike: true,
      fill: '#FFFF00',
      horizontal: 'right',
      vertical: 'top',
      wrap: true,
      indent: 2,
      locked: false,
      borders: { left: { style: 'thin', color: '#112233' }, bottom: { style: 'double', color: '#000000' } },
    });
    assert.equal(looks[0]?.fill, null);
  });

  it('[X1] takes theme colours from the theme, light before dark, and built-in number formats by their number', () => {
    const color = (name: string, value: string): string => `<a:${name}><a:srgbClr val="${value}"/></a:${name}>`;
    const scheme = ['111111', '222222', '333333', '444444', '555555']
      .map((value, at) => color(`c${at}`, value))
      .join('');
    const theme = `${xmlHead}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:clrScheme name="x">${scheme}</a:clrScheme></a:themeElements></a:theme>`;
    const looks = shown(
      plainWorkbook({
        sheets: [{ name: 'One', inner: '<sheetData/>' }],
        styles:
          '<fonts count="1"><font><color theme="0"/></font></fonts><fills count="1"><fill><patternFill patternType="solid"><fgColor theme="3"/></patternFill></fill></fills>' +
          '<cellXfs count="1"><xf numFmtId="14" fontId="0" fillId="0"/></cellXfs>',
        parts: [
          { name: 'xl/theme/theme1.xml', content: theme },
          {
            name: 'xl/_rels/workbook.xml.rels',
            content: `${xmlHead}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relationship('rId1', 'worksheet', 'worksheets/sheet1.xml')}${relationship('rS', 'styles', 'styles.xml')}${relationship('rT', 'theme', 'theme/theme1.xml')}</Relationships>`,
          },
        ],
      }),
    ).styles;
    assert.equal(looks[0]?.color, '#222222');
    assert.equal(looks[0]?.fill, '#333333');
    assert.equal(looks[0]?.numberFormat, 'm/d/yyyy');
  });

  it('[X2] gives sizes, hidden rows and columns, frozen parts, gridlines, zoom, tab colour, merges and protection', () => {
    const sheet = sheetWith(
      '<sheetPr><tabColor rgb="FFAA0000"/></sheetPr><sheetViews><sheetView showGridLines="0" zoomScale="80" workbookViewId="0"><pane xSplit="2" ySplit="3" state="frozen"/></sheetView></sheetViews>' +
        '<sheetFormatPr defaultRowHeight="18" defaultColWidth="12"/><cols><col min="2" max="3" width="20.5" hidden="1" style="1"/></cols>' +
        '<sheetData><row r="1" ht="30" customHeight="1"/><row r="2" hidden="1"/><row r="3" s="1" customFormat="1"/><row r="4"/></sheetData>' +
        '<sheetProtection sheet="1" sort="0" formatCells="0"/><mergeCells count="1"><mergeCell ref="A1:C1"/></mergeCells>',
      { styles },
    );
    const { tabColor, gridlines, zoom, frozen, rowHeight, columnWidth, columns, rows, merges, protection } = sheet;
    assert.deepEqual(
      { tabColor, gridlines, zoom, frozen, rowHeight, columnWidth },
      {
        tabColor: '#AA0000',
        gridlines: false,
        zoom: 80,
        frozen: { rows: 3, columns: 2 },
        rowHeight: 18,
        columnWidth: 12,
      },
    );
    assert.deepEqual(columns, [{ first: 2, last: 3, width: 20.5, hidden: true, style: 1 }]);
    assert.deepEqual(rows, [
      { row: 1, height: 30, fixed: true, hidden: false, style: null },
      { row: 2, height: null, fixed: false, hidden: true, style: null },
      { row: 3, height: null, fixed: false, hidden: false, style: 1 },
    ]);
    assert.deepEqual(merges, ['A1:C1']);
    assert.deepEqual(protection, { password: false, allowed: ['formatCells', 'sort'] });
  });

  it('[X2] gives validations with prompt and alert, and conditional formats in the order of their priority', () => {
    const sheet = sheetWith(
      '<sheetData/><conditionalFormatting sqref="A1:A9 C1"><cfRule type="dataBar" priority="2"><dataBar><cfvo type="num" val="0"/><cfvo type="max"/><color rgb="FF0000FF"/></dataBar></cfRule>' +
        '<cfRule type="cellIs" dxfId="0" priority="1" operator="equal" stopIfTrue="1"><formula>"Done"</formula></cfRule></conditionalFormatting>' +
        '<dataValidations count="1"><dataValidation type="list" allowBlank="1" showInputMessage="1" showErrorMessage="1" errorStyle="warning" errorTitle="No" error="Choose one." promptTitle="Status" prompt="Pick." sqref="A1:A9"><formula1>"Done,Open"</formula1></dataValidation></dataValidations>',
      { styles },
    );
    assert.deepEqual(
      sheet.formats.map(({ type }) => type),
      ['cellIs', 'dataBar'],
    );
    assert.deepEqual(sheet.formats[0], {
      ranges: ['A1:A9', 'C1'],
      type: 'cellIs',
      operator: 'equal',
      text: '',
      stopIfTrue: true,
      look: { bold: true, color: '#00AA00', fill: '#EEFFEE' },
      formulas: ['"Done"'],
      points: [],
      colors: [],
    });
    assert.deepEqual(sheet.formats[1]?.points, [
      { type: 'num', value: '0' },
      { type: 'max', value: '' },
    ]);
    assert.deepEqual(sheet.validations, [
      {
        ranges: ['A1:A9'],
        type: 'list',
        operator: 'between',
        allowBlank: true,
        prompt: { title: 'Status', text: 'Pick.' },
        alert: { style: 'warning', title: 'No', text: 'Choose one.' },
        formula1: '"Done,Open"',
        formula2: '',
      },
    ]);
  });

  it('[X2] gives links to the web and into the workbook, and no link of another kind', () => {
    const sheet = sheetWith(
      '<sheetData/><hyperlinks><hyperlink ref="A1" r:id="rId1" tooltip="Read"/><hyperlink ref="A2" location="One!B2"/><hyperlink ref="A3" r:id="rId2"/></hyperlinks>',
      {
        sheetRelationships: {
          1: `${relationship('rId1', 'hyperlink', 'https://example.org/').replace('/>', ' TargetMode="External"/>')}${relationship('rId2', 'hyperlink', 'file:///c:/x').replace('/>', ' TargetMode="External"/>')}`,
        },
      },
    );
    assert.deepEqual(sheet.links, [
      { range: 'A1', target: 'https://example.org/', location: '', tip: 'Read' },
      { range: 'A2', target: null, location: 'One!B2', tip: '' },
    ]);
  });

  it('[X2] gives notes with their authors', () => {
    const sheet = sheetWith('<sheetData/>', {
      sheetRelationships: { 1: relationship('rId1', 'comments', '../comments1.xml') },
      parts: [
        {
          name: 'xl/comments1.xml',
          content: `${xmlHead}<comments xmlns="${mainNamespace}"><authors><author>Ann</author></authors><commentList><comment ref="C4" authorId="0"><text><r><t>Look </t></r><r><t>here</t></r></text></comment></commentList></comments>`,
        },
      ],
    });
    assert.deepEqual(sheet.notes, [{ row: 4, column: 3, author: 'Ann', text: 'Look here' }]);
  });

  it('[X2] gives the tables, names and charts of a workbook of ours', async () => {
    const workbook = shown(await renderWorkbook(sampleWorkbookModel(4)));
    const tables = workbook.sheets.flatMap((sheet) => sheet.tables);
    assert.ok(tables.length >= 2);
    assert.ok(tables.every(({ headers, totals, filterButtons }) => headers && !totals && filterButtons));
    assert.ok(workbook.names.some(({ name, sheet }) => name === 'Sample_Statuses' && sheet === null));
    const charts = workbook.sheets.flatMap((sheet) => sheet.charts);
    assert.ok(charts.length > 0);
    assert.ok(
      charts.every(({ series, from, to }) => series.every(({ values }) => values.includes('!')) && to.row > from.row),
    );
    assert.ok(workbook.sheets.some(({ visibility }) => visibility === 'veryHidden'));
  });

  it('[X2] gives the values a filter lets through', () => {
    const sheet = sheetWith('<sheetData/><tableParts count="1"><tablePart r:id="rId1"/></tableParts>', {
      sheetRelationships: { 1: relationship('rId1', 'table', '../tables/table1.xml') },
      parts: [
        {
          name: 'xl/tables/table1.xml',
          content: `${xmlHead}<table xmlns="${mainNamespace}" id="1" name="T" displayName="T" ref="A1:B3"><autoFilter ref="A1:B3"><filterColumn colId="1"><filters blank="1"><filter val="Open"/></filters></filterColumn></autoFilter><tableColumns count="2"><tableColumn id="1" name="A"/><tableColumn id="2" name="B"/></tableColumns><tableStyleInfo name="TableStyleMedium2" showRowStripes="1"/></table>`,
        },
      ],
    });
    assert.deepEqual(sheet.tables, [
      {
        name: 'T',
        range: 'A1:B3',
        headers: true,
        totals: false,
        columns: ['A', 'B'],
        style: 'TableStyleMedium2',
        bandedRows: true,
        bandedColumns: false,
        firstColumn: false,
        lastColumn: false,
        filterButtons: true,
        filters: [{ column: 1, values: ['', 'Open'] }],
      },
    ]);
  });

  it('[X3] shows the same values as the reader reads, dates of the 1904 system as days of the 1900 one', () => {
    const bytes = richAssessment();
    const read = readWorkbook(bytes);
    assert.ok(read.ok);
    for (const [index, sheet] of shown(bytes).sheets.entries()) {
      const filled = sheet.cells.filter(([, , value]) => value !== null);
      assert.equal(filled.length, read.value.sheets[index]?.cells.length);
    }
    const dated = (before: string) =>
      firstSheet({
        before,
        sheets: [
          {
            name: 'One',
            inner: '<sheetData><row r="1"><c r="A1" s="1"><v>100</v></c><c r="B1"><v>100</v></c></row></sheetData>',
          },
        ],
      });
    const values = (sheet: ShownSheet) => sheet.cells.map(([, , value]) => value);
    assert.deepEqual(values(dated('')), [100, 100]);
    assert.deepEqual(values(dated('<workbookPr date1904="1"/>')), [1562, 100]);
  });

  it('[X4] refuses what the reader refuses', () => {
    const result = showWorkbook(Buffer.from('not a workbook'));
    assert.ok(!result.ok);
    assert.equal(result.error.code, 'not-a-workbook');
    const bomb = showWorkbook(plainWorkbook({ sheets: [{ name: 'One', inner: '<sheetData/>' }] }), {
      fileSize: 1e6,
      entries: 2,
      partSize: 1e6,
      totalSize: 1e6,
      ratio: 200,
      ratioFrom: 1e6,
      sheets: 1,
      rows: 10,
      columns: 10,
      cells: 10,
      styles: 10,
      characters: 100,
    });
    assert.ok(!bomb.ok);
  });
});
