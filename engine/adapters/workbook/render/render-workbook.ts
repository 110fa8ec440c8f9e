import type { NamedRange } from 'hucre';
import { writeXlsx } from 'hucre/xlsx';
import type { SheetModel, WorkbookModel } from '../../../contract/model/table.ts';
import { absoluteAddress } from './a1.ts';
import { baseFont } from './cell-styles.ts';
import { checkModel } from './check-model.ts';
import { createChoiceLists } from './choice-lists.ts';
import { excelText } from './excel-text.ts';
import { finishPackage } from './finish-package.ts';
import { printTitles } from './page.ts';
import { renderSheet } from './render-sheet.ts';
import { withSampleCells } from './sample-cells.ts';
import { createSharedStrings } from './shared-strings.ts';
import { createStyleNumbers } from './style-numbers.ts';
import type { WorkbookDraft } from './workbook-draft.ts';

/**
 * A new .xlsx from a model: the same model gives the same bytes. Throws on a model a spreadsheet would have to repair,
 * which is a bug of its maker, naming the place.
 */
export async function renderWorkbook(model: WorkbookModel): Promise<Uint8Array> {
  checkModel(model);
  const workbook: WorkbookDraft = {
    styles: createStyleNumbers(),
    strings: createSharedStrings(),
    lists: createChoiceLists(freeSheetName(model.sheets)),
    sheetNames: new Set(model.sheets.map(({ name }) => name)),
  };
  const sheets = model.sheets.map((sheet) => renderSheet(sheet, model, workbook));
  const listSheet = workbook.lists.sheet();
  if (listSheet !== null) sheets.push(renderSheet(listSheet, model, workbook));
  const created = new Date(model.created);
  const bytes = await writeXlsx({
    sheets: withSampleCells(
      sheets.map(({ sheet }) => sheet),
      workbook.styles,
    ),
    namedRanges: model.sheets.flatMap(looseNames).concat(modelNames(model), model.sheets.flatMap(titlesOf)),
    defaultFont: baseFont,
    activeSheet: model.sheets.findIndex(({ visibility }) => visibility === 'visible'),
    properties: {
      title: excelText(model.title),
      subject: excelText(model.subject),
      creator: excelText(model.author),
      lastModifiedBy: excelText(model.author),
      created,
      modified: created,
    },
  });
  return finishPackage(bytes, sheets, workbook, model);
}

function looseNames(sheet: SheetModel): NamedRange[] {
  return sheet.loose.flatMap(({ name, row, column }) =>
    name === null
      ? []
      : [
          {
            name,
            range: absoluteAddress(sheet.name, {
              firstRow: row,
              firstColumn: column,
              lastRow: row,
              lastColumn: column,
            }),
          },
        ],
  );
}

function modelNames(model: WorkbookModel): NamedRange[] {
  return Object.entries(model.names).map(([name, range]) => ({ name, range }));
}

function titlesOf(sheet: SheetModel): NamedRange[] {
  const titles = printTitles(sheet);
  return titles === null ? [] : [titles];
}

/** The drop-down lists' sheet gets a name no sheet of the model has. */
function freeSheetName(sheets: readonly SheetModel[]): string {
  const taken = new Set(sheets.map(({ name }) => name.toLowerCase()));
  let name = 'Lists';
  for (let count = 2; taken.has(name.toLowerCase()); count += 1) name = `Lists ${count}`;
  return name;
}
