import type { RefusedCell } from '#engine/contract/model/cells';
import type { SaveRequest } from '#engine/contract/workbench';
import { fromBase64, toBase64 } from '../files/base64.ts';
import { FileRefused, type FilesClient } from '../files/files-client.ts';
import { type FileChanges, wholeContent } from '../model/file-changes.ts';
import type { Workbook } from '../model/workbook.ts';
import type { WorkbookFiles } from '../model/workbook-file.ts';

/** Where a workbook came from: the folder, or bytes somebody brought; null for a new one. */
export type BookFile =
  | { readonly kind: 'folder'; readonly path: string; readonly sha256: string }
  | { readonly kind: 'brought'; readonly bytes: Uint8Array<ArrayBuffer> }
  | null;

type Written = { readonly bytes: Uint8Array<ArrayBuffer>; readonly refused: readonly RefusedCell[] };

/** The workbook as it stands, as a file of its own; the folder's stays as it is. */
export async function writeCopy(
  book: Workbook,
  file: BookFile,
  changes: FileChanges,
  client: FilesClient,
): Promise<Written> {
  const saved = await client.save(copyRequest(book, file, changes));
  if (saved.file === null) throw new Error('The engine gave no file back.'); // a bug: it does for every copy
  return { bytes: fromBase64(saved.file), refused: saved.refused };
}

function copyRequest(book: Workbook, file: BookFile, changes: FileChanges): SaveRequest {
  if (file?.kind === 'folder') return { copyOf: file.path, patch: asRequest(changes.patch) };
  if (file?.kind === 'brought') return { file: toBase64(file.bytes), patch: asRequest(changes.patch) };
  const patch = asRequest({ edits: wholeContent(book), appends: [] });
  return { sheets: book.sheets.map(({ name }) => name), patch };
}

export function asRequest({ edits, appends }: FileChanges['patch']): SaveRequest['patch'] {
  return { edits: [...edits], appends: appends.map(({ table, rows }) => ({ table, rows: [...rows] })) };
}

/** What Excel does with files on a pane's behalf. */
export function paneFiles(client: FilesClient, write: () => Promise<Uint8Array>): WorkbookFiles {
  return {
    async open(base64) {
      try {
        return (await client.openBytes('', fromBase64(base64))).workbook;
      } catch (error) {
        if (error instanceof FileRefused) return null;
        throw error;
      }
    },
    write,
  };
}
