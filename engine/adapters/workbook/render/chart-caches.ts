import type { CellValue, WorkbookModel } from '../../../contract/model/table.ts';
import { excelXml } from './excel-text.ts';
import { cellsIn } from './model-cells.ts';

/** The values a chart shows, beside its references: previews and readers that never calculate draw it all the same. */
export function withChartCaches(xml: string, model: WorkbookModel): string {
  return xml
    .replace(/<c:strRef><c:f>([^<]*)<\/c:f><\/c:strRef>/g, (_, written: string) => {
      const points = cachedPoints(written, model, (value) => shownText(value));
      return `<c:strRef><c:f>${written}</c:f><c:strCache>${points}</c:strCache></c:strRef>`;
    })
    .replace(/<c:numRef><c:f>([^<]*)<\/c:f><\/c:numRef>/g, (_, written: string) => {
      const points = cachedPoints(written, model, (value) => shownNumber(value));
      return `<c:numRef><c:f>${written}</c:f><c:numCache><c:formatCode>General</c:formatCode>${points}</c:numCache></c:numRef>`;
    });
}

function cachedPoints(
  written: string,
  model: WorkbookModel,
  show: (value: CellValue) => string | number | null,
): string {
  const cells = cellsIn(model, unescapeXml(written));
  const points = cells.map((cell, index) => {
    const shown = cell === null ? null : show(cell.value);
    return shown === null ? '' : `<c:pt idx="${index}"><c:v>${excelXml(String(shown))}</c:v></c:pt>`;
  });
  return `<c:ptCount val="${cells.length}"/>${points.join('')}`;
}

function shownText(value: CellValue): string | null {
  if (typeof value !== 'object') return String(value);
  if (value === null) return null;
  if ('date' in value) return value.date.slice(0, 10);
  if ('link' in value) return value.text;
  return value.value === null ? null : String(value.value);
}

function shownNumber(value: CellValue): number | null {
  const plain = typeof value === 'object' && value !== null && 'formula' in value ? value.value : value;
  return typeof plain === 'number' && Number.isFinite(plain) ? plain : null;
}

function unescapeXml(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
