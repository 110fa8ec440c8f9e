import type { CellValue } from '../../contract/model/table.ts';

/** A link that is safe to offer (web, mail, a place in this workbook); any other text stays text. */
export function linkCell(link: string | null): CellValue {
  if (link === null || link.trim() === '') return null;
  const target = link.trim();
  const safe = /^(https?:\/\/|mailto:|#)[^\s]+$/i.test(target) && target.length <= 2_000;
  return safe ? { link: target, text: target } : link;
}
