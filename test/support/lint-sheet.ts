import {
  type CellRange,
  cellName,
  contains,
  overlaps,
  parseCell,
  parseRange,
} from '#engine/adapters/workbook/package/cell-reference';
import type { Package } from '#engine/adapters/workbook/package/open-package';
import { readRelationships } from '#engine/adapters/workbook/package/relationships';
import type { SheetEntry } from '#engine/adapters/workbook/package/workbook-structure';
import { readStructure } from '#engine/adapters/workbook/package/workbook-structure';
import { XmlCursor } from '#engine/adapters/workbook/package/xml-cursor';
import { readSheet } from '#engine/adapters/workbook/read/read-sheet';
import { readContext } from '#engine/adapters/workbook/read/read-workbook';
import { readTableParts } from '#engine/adapters/workbook/read/tables';

export type StyleCounts = {
  readonly cellFormats: number;
  readonly differential: number;
  readonly all: Readonly<Record<string, number>>;
};

/** What is known of the whole workbook; `tables` and `formulas` are filled while sheets are linted. */
export type SheetLintContext = {
  readonly styles: StyleCounts;
  readonly sharedStrings: number;
  readonly tables: Map<string, string>;
  readonly formulas: Set<string>;
};

const order = [
  'sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios',
  'autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations',
  'hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches',
  'ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF picture oleObjects controls webPublishItems',
  'tableParts extLst',
]
  .join(' ')
  .split(' ');

export function lintSheet(workbook: Package, sheet: SheetEntry, context: SheetLintContext): readonly string[] {
  const { part } = sheet;
  const findings: string[] = [];
  const find = (what: string): void => {
    findings.push(`${part}: ${what}`);
  };
  const cursor = new XmlCursor(workbook.readText(part).text, part);
  const merges: CellRange[] = [];
  const shared = new Set<string>();
  let dimension: CellRange | null = null;
  let lastChild = -1;
  let lastRow = 0;
  let lastColumn = 0;
  let row = 0;
  let tableParts = 0;
  while (cursor.next() !== 'end') {
    if (cursor.token !== 'open') continue;
    if (cursor.namespace !== 'main') continue;
    if (cursor.depth === 2) {
      const position = order.indexOf(cursor.local);
      if (position < 0) find(`<${cursor.local}> is unknown here`);
      else if (position < lastChild) find(`<${cursor.local}> is out of order`);
      else lastChild = position;
      lintCount(cursor, find);
    }
    switch (cursor.local) {
      case 'dimension':
        dimension = parseRange(cursor.attribute('ref') ?? '');
        break;
      case 'row':
        row = Number(cursor.attribute('r') ?? lastRow + 1);
        if (row <= lastRow) find(`row ${row} is out of order`);
        lastRow = row;
        lastColumn = 0;
        lintStyle(cursor.attribute('s'), context, find);
        break;
      case 'c': {
        const place = parseCell(cursor.attribute('r') ?? cellName(row, lastColumn + 1));
        if (place === null || place.row !== row) find(`the cell ${cursor.attribute('r') ?? '?'} is not in row ${row}`);
        if (place !== null && place.column <= lastColumn)
          find(`the cell ${cellName(row, place.column)} is out of order`);
        lastColumn = place?.column ?? lastColumn;
        if (dimension !== null && !contains(dimension, row, lastColumn))
          find(`${cellName(row, lastColumn)} lies outside the dimension`);
        lintStyle(cursor.attribute('s'), context, find);
        if (!['n', 's', 'b', 'e', 'd', 'str', 'inlineStr'].includes(cursor.attribute('t') ?? 'n'))
          find('an unknown cell type');
        break;
      }
      case 'f':
        if (cursor.depth === 5) {
          context.formulas.add(`${sheet.sheetId}!${cellName(row, lastColumn)}`);
          lintShared(cursor, shared, find);
        }
        break;
      case 'mergeCell': {
        const range = parseRange(cursor.attribute('ref') ?? '');
        if (range === null || merges.some((other) => overlaps(other, range))) find('a merge is wrong or overlaps');
        else merges.push(range);
        break;
      }
      case 'cfRule': {
        const dxf = cursor.attribute('dxfId');
        if (dxf !== null && Number(dxf) >= context.styles.differential) find(`dxfId ${dxf} is out of range`);
        if (cursor.attribute('priority') === null) find('a rule has no priority');
        break;
      }
      case 'tablePart':
        tableParts += 1;
        break;
      case 'dataValidation':
      case 'conditionalFormatting':
        for (const range of (cursor.attribute('sqref') ?? '').split(' ')) {
          if (parseRange(range) === null) find(`the range ${range} of <${cursor.local}> is wrong`);
        }
    }
  }
  const related = readRelationships(workbook, part).filter((relationship) => relationship.kind === 'table').length;
  if (related !== tableParts) find(`has ${tableParts} tableParts but ${related} tables`);
  return [...findings, ...lintTables(workbook, part, context)];
}

function lintCount(cursor: XmlCursor, find: (what: string) => void): void {
  const stated = cursor.attribute('count');
  if (stated === null) return;
  const inner = new XmlCursor(cursor.xml, cursor.part);
  while (inner.next() !== 'end' && inner.start < cursor.start);
  let counted = 0;
  const { depth } = inner;
  while (inner.next() !== 'close' || inner.depth !== depth) {
    if (inner.token === 'open' && inner.depth === depth + 1) counted += 1;
  }
  if (counted !== Number(stated)) find(`<${cursor.local}> says ${stated}, has ${counted}`);
}

function lintStyle(style: string | null, context: SheetLintContext, find: (what: string) => void): void {
  if (style !== null && Number(style) >= Math.max(1, context.styles.cellFormats))
    find(`style ${style} is out of range`);
}

function lintShared(cursor: XmlCursor, shared: Set<string>, find: (what: string) => void): void {
  if (cursor.attribute('t') !== 'shared') return;
  const index = cursor.attribute('si') ?? '';
  if (cursor.attribute('ref') !== null) shared.add(index);
  else if (!shared.has(index)) find(`the shared formula ${index} has no first cell`);
}

function lintTables(workbook: Package, part: string, context: SheetLintContext): readonly string[] {
  const findings: string[] = [];
  const tables = readTableParts(workbook, part);
  if (tables.length === 0) return findings;
  const structure = readStructure(workbook);
  const { cells } = readSheet(workbook.readText(part).text, part, readContext(workbook, structure));
  for (const table of tables) {
    const name = table.name.toLowerCase();
    if (context.tables.has(name)) findings.push(`${table.part}: the name ${table.name} is taken`);
    context.tables.set(name, part);
    if (tables.some((other) => other !== table && overlaps(other.range, table.range)))
      findings.push(`${table.part}: overlaps`);
    const taken = new Set<string>();
    for (const [index, { name: header }] of table.columns.entries()) {
      if (taken.has(header.toLowerCase())) findings.push(`${table.part}: two columns are named ${header}`);
      taken.add(header.toLowerCase());
      if (table.headerRows === 0) continue;
      const cell = cells.find(
        (other) => other.row === table.range.firstRow && other.column === table.range.firstColumn + index,
      );
      if (String(cell?.value ?? '') !== header)
        findings.push(`${table.part}: column ${header} is headed ${String(cell?.value)}`);
    }
    const cursor = new XmlCursor(workbook.readText(table.part).text, table.part);
    while (cursor.next() !== 'end') {
      if (cursor.token !== 'open' || cursor.local !== 'autoFilter') continue;
      const range = parseRange(cursor.attribute('ref') ?? '');
      const fits =
        range !== null &&
        range.firstRow === table.range.firstRow &&
        range.lastRow === table.range.lastRow - table.totalsRows &&
        range.firstColumn === table.range.firstColumn &&
        range.lastColumn === table.range.lastColumn;
      if (!fits) findings.push(`${table.part}: its filter does not fit its range`);
    }
  }
  return findings;
}
