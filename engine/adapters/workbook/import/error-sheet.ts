import type { Cell, WriteSheet } from 'hucre';
import type { Finding } from '../../../contract/model/template.ts';
import { excelText } from '../render/excel-text.ts';
import { ink, toneColors } from '../render/palette.ts';
import { parsePlace } from './parse-place.ts';

export const errorSheetName = 'Import errors';

/** What marking needs of a sheet, read or new. */
export type MarkedSheet = Pick<WriteSheet, 'name' | 'columns' | 'freezePane' | 'autoFilter' | 'hidden'> & {
  rows: NonNullable<WriteSheet['rows']>;
  cells?: Map<string, Cell>;
};

const headers = ['Severity', 'Place', 'Rule', 'Value', 'What is wrong and what to do'];
const widths = [11, 26, 24, 34, 90];

const anewNote =
  'This copy holds the values of the submitted file; its looks, formulas and charts are not part of it. Correct the file itself.';

/** Lists every finding, its place as a link into the workbook where the cell is there to jump to. */
export function errorSheet(
  findings: readonly Finding[],
  sheetByName: ReadonlyMap<string, unknown>,
  anew: boolean,
): MarkedSheet {
  const cells = new Map<string, Cell>();
  for (const [column, header] of headers.entries()) {
    cells.set(`0,${column}`, {
      ...text(header),
      style: {
        font: { bold: true, color: { rgb: ink.onHeader } },
        fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: ink.header } },
      },
    });
  }
  for (const [index, finding] of findings.entries()) {
    const row = index + 1;
    const tone = toneColors[finding.severity === 'error' ? 'bad' : 'warning'];
    const place = finding.place === null ? null : parsePlace(finding.place);
    const linked = place !== null && sheetByName.has(place.sheet);
    const top = { alignment: { vertical: 'top', wrapText: true } } as const;
    cells.set(`${row},0`, {
      ...text(finding.severity === 'error' ? 'Error' : 'Warning'),
      style: {
        ...top,
        font: { color: { rgb: tone.font } },
        fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: tone.fill } },
      },
    });
    cells.set(`${row},1`, {
      ...text(finding.place ?? 'The whole file'),
      style: linked ? { ...top, font: { underline: true, color: { rgb: ink.link } } } : top,
      ...(linked ? { hyperlink: { target: '', location: internalLink(finding.place ?? '', place.sheet) } } : {}),
    });
    cells.set(`${row},2`, { ...text(finding.rule), style: top });
    cells.set(`${row},3`, { ...text(finding.value ?? ''), style: top });
    cells.set(`${row},4`, { ...text(finding.message), style: top });
  }
  if (anew) cells.set(`${findings.length + 2},0`, { ...text(anewNote), style: { font: { italic: true } } });
  return {
    name: errorSheetName,
    rows: [],
    cells,
    columns: widths.map((width) => ({ width })),
    freezePane: { rows: 1 },
    autoFilter: { range: `A1:E${findings.length + 1}` },
  };
}

function text(value: string): Cell {
  return { value: excelText(value), type: 'string' };
}

function internalLink(place: string, sheet: string): string {
  return `'${sheet.replaceAll("'", "''")}'${place.slice(sheet.length)}`;
}
