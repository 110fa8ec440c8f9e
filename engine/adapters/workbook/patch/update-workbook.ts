import type { FileProblem, UpdatedWorkbook } from '../../../app/ports.ts';
import { ok, type Result } from '../../../domain/result.ts';
import { planUpdate, type WorkbookUpdate } from '../../../domain/sheets/plan-update.ts';
import { readWorkbook } from '../read/read-workbook.ts';
import { patchWorkbook } from './patch-workbook.ts';

/** Reads the file, plans what makes it show the view, and patches it; untouched where it shows everything already. */
export function updateWorkbook(bytes: Uint8Array, update: WorkbookUpdate): Result<UpdatedWorkbook, FileProblem> {
  const read = readWorkbook(bytes);
  if (!read.ok) return read;
  const { patch, strangers } = planUpdate(read.value, update);
  const isEmpty = patch.edits.length + patch.appends.length === 0 && patch.columns === undefined;
  if (isEmpty) return ok({ bytes: null, refused: [], strangers });
  const patched = patchWorkbook(bytes, patch);
  return patched.ok ? ok({ ...patched.value, strangers }) : patched;
}
