import assert from 'node:assert/strict';
import { rememberFile } from '#addin/workbench/model/file-changes';
import { openShown } from '#addin/workbench/model/open-shown';
import type { Workbook } from '#addin/workbench/model/workbook';
import type { WorkbookFiles } from '#addin/workbench/model/workbook-file';
import { patchWorkbook } from '#engine/adapters/workbook/patch/patch-workbook';
import { showWorkbook } from '#engine/adapters/workbook/show/show-workbook';

/** Opens the bytes of an .xlsx in the played Excel, with the engine itself for its files. */
export function openFile(
  bytes: Uint8Array,
  name = 'Assessment.xlsx',
): { readonly book: Workbook; readonly files: WorkbookFiles } {
  const shown = showWorkbook(bytes);
  assert.ok(shown.ok, shown.ok ? '' : shown.error.message);
  const book = openShown(name, shown.value);
  const file = rememberFile(book);
  return {
    book,
    files: {
      open: async (base64) => {
        const opened = showWorkbook(Buffer.from(base64, 'base64'));
        return opened.ok ? opened.value : null;
      },
      write: async () => {
        const { edits, appends } = file.changes().patch;
        const patched = patchWorkbook(bytes, { edits: edits.map((edit) => ({ ...edit, owned: true })), appends });
        assert.ok(patched.ok, patched.ok ? '' : patched.error.message);
        return patched.value.bytes;
      },
    },
  };
}
