import type { RefusedCell } from '#engine/contract/model/cells';
import type { SaveRequest } from '#engine/contract/workbench';
import { FileRefused, type FilesClient } from '../files/files-client.ts';
import { askPerson } from '../grid/dialogs.ts';
import type { OpenBook } from './open-book.ts';

/** What became of a save, as a sentence; null when the person thought better of it. */
export async function saveBook(book: OpenBook, client: FilesClient): Promise<string | null> {
  const { patch: found, notSaved } = book.changes();
  const patch = {
    edits: [...found.edits],
    appends: found.appends.map(({ table, rows }) => ({ table, rows: [...rows] })),
  };
  const { file } = book;
  if (file === null) {
    await askPerson('This workbook has no file', 'Open a workbook of the folder or of your machine to save into it.', [
      'OK',
    ]);
    return null;
  }
  try {
    const refused =
      file.kind === 'folder'
        ? await saveInFolder(book, file, patch, client)
        : await saveBrought(book, file.bytes, patch, client);
    if (refused === null) return null;
    book.saved();
    const remarks = [...refused.map(({ sheet, cell, message }) => `${sheet}!${cell}: ${message}`), ...notSaved];
    if (remarks.length > 0) {
      await askPerson('Saved, but not all of it', remarks.slice(0, 12).join('\n'), ['OK']);
    }
    return file.kind === 'folder' ? 'Saved in the folder' : 'Saved as a download';
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    await askPerson('The workbook was not saved', error.message, ['OK']);
    return null;
  }
}

type Patch = SaveRequest['patch'];

async function saveInFolder(
  book: OpenBook,
  file: { readonly path: string; readonly sha256: string },
  patch: Patch,
  client: FilesClient,
): Promise<readonly RefusedCell[] | null> {
  try {
    const { sha256, refused } = await client.save({ path: file.path, sha256: file.sha256, patch });
    book.file = { kind: 'folder', path: file.path, sha256 };
    return refused;
  } catch (error) {
    if (!(error instanceof FileRefused) || error.code !== 'changed-meanwhile') throw error;
    const choice = await askPerson(
      'The file has changed in the folder',
      'Somebody, or the engine bringing it up to date, has written it since it was opened here. Your cells can be put into the newer file; what else changed there stays.',
      ['Put my cells into it', 'Cancel'],
    );
    if (choice !== 'Put my cells into it') return null;
    const { sha256 } = await client.openPath(file.path);
    return saveInFolder(book, { path: file.path, sha256 }, patch, client);
  }
}

async function saveBrought(
  book: OpenBook,
  bytes: Uint8Array<ArrayBuffer>,
  patch: Patch,
  client: FilesClient,
): Promise<readonly RefusedCell[]> {
  const { file, refused } = await client.save({ file: toBase64(bytes), patch });
  const saved = file === null ? bytes : fromBase64(file);
  book.file = { kind: 'brought', bytes: saved };
  download(book.host.book.name, saved);
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

function toBase64(bytes: Uint8Array): string {
  let text = '';
  const chunk = 0x8000;
  for (let at = 0; at < bytes.length; at += chunk) text += String.fromCharCode(...bytes.subarray(at, at + chunk));
  return btoa(text);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
