import { type MappingTarget, mappingTargets } from '../../../contract/model/vocabulary.ts';
import { cellText, type GridRow, type GridSheet } from './grid.ts';
import { headerFit } from './header-words.ts';

/** How far down a header row is looked for, in rows that hold something. */
const searched = 25;

/**
 * The row that names the columns: the one whose cells fit most targets, else the first one as wide as the rows below
 * it. Null for a sheet without at least one row under a header.
 */
export function findHeaderRow(sheet: GridSheet): { readonly header: GridRow; readonly fit: number } | null {
  const candidates = sheet.rows.slice(0, Math.min(searched, sheet.rows.length - 1));
  let best: { header: GridRow; fit: number } | null = null;
  for (const header of candidates) {
    const fit = fitOf(header);
    if (fit > (best?.fit ?? 0)) best = { header, fit };
  }
  if (best !== null) return best;
  const widths = sheet.rows.slice(0, 200).map((row) => row.cells.size);
  const usual = widths.toSorted((one, other) => one - other)[Math.floor(widths.length / 2)] ?? 0;
  const header = candidates.find((row) => row.cells.size >= Math.max(2, usual) && isWordy(row));
  return header === undefined ? null : { header, fit: 0 };
}

/** Sum over targets of the best-fitting cell; a long cell is no header. */
function fitOf(row: GridRow): number {
  const texts = [...row.cells.values()].map(cellText).filter((text) => text.length <= 80);
  const best = (target: MappingTarget) => Math.max(0, ...texts.map((text) => headerFit(text, target)));
  const fits = mappingTargets.map(best).filter((fit) => fit > 0);
  return fits.length < 2 ? 0 : fits.reduce((sum, fit) => sum + fit, 0);
}

function isWordy(row: GridRow): boolean {
  const texts = [...row.cells.values()].map(cellText);
  return texts.every((text) => text !== '' && text.length <= 80 && !/^\d+$/.test(text));
}
