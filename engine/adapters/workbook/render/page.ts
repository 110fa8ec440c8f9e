import type { HeaderFooter, NamedRange, PageSetup, SheetView } from 'hucre';
import type { SheetModel } from '../../../contract/model/table.ts';
import { columnLetters, quotedSheet } from './a1.ts';
import { cutText, singleLine } from './excel-text.ts';
import { toneColors } from './palette.ts';

/** Wider than this, in characters, prints unreadably small on A4, on one sheet of A3. */
const widestOnA4 = 190;
const widestOnA3 = 340;

/**
 * Fit to the page's width; a sheet too wide even for A3 takes pages side by side. A page laid out with charts stays one
 * page, a table takes as many down as it needs.
 */
export function pageSetup(sheet: SheetModel, totalWidth: number): PageSetup {
  return {
    paperSize: totalWidth > widestOnA4 ? 'a3' : 'a4',
    orientation: sheet.landscape ? 'landscape' : 'portrait',
    fitToPage: true,
    fitToWidth: Math.max(1, Math.ceil(totalWidth / widestOnA3)),
    fitToHeight: isLaidOut(sheet) ? 1 : 0,
    margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
  };
}

/** Title and sheet to the left, page numbers to the right. An ampersand begins a code in footers, so it is doubled. */
export function pageFooter(title: string, sheet: string): HeaderFooter {
  const words = cutText(singleLine(`${title} · ${sheet}`), 100).replaceAll('&', '&&');
  return { oddFooter: `&L&8${/^\d/.test(words) ? ' ' : ''}${words}&R&8Page &P of &N` };
}

/** The header row of a sheet's only table is repeated on every page, and so are the columns that stay in view. */
export function printTitles(sheet: SheetModel): NamedRange | null {
  const [table, another] = sheet.tables;
  const name = quotedSheet(sheet.name);
  const parts: string[] = [];
  if (sheet.frozen.columns > 0) parts.push(`${name}!$A:$${columnLetters(sheet.frozen.columns)}`);
  if (table !== undefined && another === undefined) parts.push(`${name}!$${table.headerRow}:$${table.headerRow}`);
  return parts.length === 0 ? null : { name: '_xlnm.Print_Titles', range: parts.join(','), scope: sheet.name };
}

/** Gridlines help where people fill in a table, and disturb where a page is laid out. */
export function sheetView(sheet: SheetModel, totalWidth: number): SheetView {
  return {
    showGridLines: !isLaidOut(sheet),
    zoomScale: totalWidth > widestOnA4 ? 90 : 100,
    tabColor: { rgb: toneColors[sheet.tabTone].tab },
  };
}

function isLaidOut(sheet: SheetModel): boolean {
  return sheet.tables.length === 0 || sheet.charts.length > 0;
}
