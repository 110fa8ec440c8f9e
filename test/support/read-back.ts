import assert from 'node:assert/strict';
import { readWorkbook } from '#engine/adapters/workbook/read/read-workbook';
import { renderWorkbook } from '#engine/adapters/workbook/render/render-workbook';
import type { ReadCell } from '#engine/contract/model/cells';
import type { WorkbookModel } from '#engine/contract/model/table';
import { cellAddress } from '#engine/domain/sheets/address';

/** The cells of a model once written and read again, by `Sheet!A1`. */
export async function readBack(model: WorkbookModel): Promise<ReadonlyMap<string, ReadCell>> {
  const read = readWorkbook(await renderWorkbook(model));
  assert.ok(read.ok);
  return new Map(
    read.value.sheets.flatMap(({ name, cells }) =>
      cells.map((cell) => [`${name}!${cellAddress(cell.row, cell.column)}`, cell] as const),
    ),
  );
}
