import type { RefusedCell } from '#engine/contract/model/cells';
import type { SaveRequest } from '#engine/contract/workbench';
import { FileRefused, type FilesClient } from '../files/files-client.ts';
import { askPerson } from '../grid/dialogs.ts';
import { asRequest } from './book-file.ts';
import type { OpenBook } from './open-book.ts';

/** What became of a save, as a sentence; null when the person thought better of it. */
export async function saveBook(book: OpenBook, client: FilesClient): Promise<string | null> {
  const { file } = book;
  try {
    const { notSaved, ...changes } = book.changes();
    const refused =
      file?.kind === 'folder'
        ? await saveInFolder(book, file, asRequest(changes.patch), client)
        : await saveAsDownload(book);
    if (refused === null) return null;
    book.saved();
    const remarks = [
      ...refused.map(({ sheet, cell, message }) => `${sheet}!${cell}: ${message}`),
      ...(file === null
        ? ['A new workbook is saved with the content of its cells; tables, looks and rules are not.']
        : notSaved),
    ];
    if (remarks.length > 0) {
      await askPerson('Saved, but not all of it', remarks.slice(0, 12).join('\n'), ['OK']);
    }
    return file?.kind === 'folder' ? 'Saved in the folder' : 'Saved as a download';
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    await askPerson('The workbook was not saved', error.message, ['OK']);
    return null;
  }
}

type Patch = SaveRequest['patch'];

/** Who has said that the cells go into the newer file is not asked again because the engine wrote it just then: so often. */
const savesOfOneAnswer = 5;

async function saveInFolder(
  book: OpenBook,
  file: { readonly path: string; readonly sha256: string },
  patch: Patch,
  client: FilesClient,
  attempt = 0,
): Promise<readonly RefusedCell[] | null> {
  try {
    const { sha256, refused } = await client.save({ path: file.path, sha256: file.sha256, patch });
    book.file = { kind: 'folder', path: file.path, sha256 };
    return refused;
  } catch (error) {
    if (!(error instanceof FileRefused) || error.code !== 'changed-meanwhile') throw error;
    if (attempt % savesOfOneAnswer === 0 && !(await meansTheNewerFile())) return null;
    const { sha256 } = await client.openPath(file.path);
    return saveInFolder(book, { path: file.path, sha256 }, patch, client, attempt + 1);
  }
}

async function meansTheNewerFile(): Promise<boolean> {
  const choice = await askPerson(
    'The file has changed in the folder',
    'Somebody, or the engine bringing it up to date, has written it since it was opened here. Your cells can be put into the newer file; what else changed there stays.',
    ['Put my cells into it', 'Cancel'],
  );
  return choice === 'Put my cells into it';
}

async function saveAsDownload(book: OpenBook): Promise<readonly RefusedCell[]> {
  const { bytes, refused } = await book.copy();
  book.file = { kind: 'brought', bytes };
  download(book.host.book.name, bytes);
  return refused;
}

function download(name: string, bytes: Uint8Array<ArrayBuffer>): void {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
