import { posix } from 'node:path';

/** The kinds of workbook people edit in place; both are zip files the engine can patch. */
const workbookName = /\.xls[xm]$/i;

const passingNames: readonly RegExp[] = [
  /^\./, // hidden files, and LibreOffice's lock `.~lock.name#`
  /^~/, // Excel's owner file `~$name`, and our own writing
  /\.tmp$/i, // Excel's set-aside original, LibreOffice's `lu123.tmp`, downloads
  /^[0-9a-f]{8}$/i, // the file Excel writes before it renames
];

/** True of what an office program, a cloud client or this engine leaves in a folder for a moment. */
export function isPassing(name: string): boolean {
  return passingNames.some((pattern) => pattern.test(name));
}

export function isWorkbook(name: string): boolean {
  return workbookName.test(name) && !isPassing(name);
}

/** Hidden and system folders, and what network drives keep beside people's files: previews and deleted files. */
export function isSkippedFolder(name: string): boolean {
  return /^(?:\.|\$|@eaDir$|#recycle$)/i.test(name);
}

/** The files that say a workbook is open: Excel's owner file and LibreOffice's lock. */
export function lockPaths(path: string): readonly string[] {
  const { folder, name } = split(path);
  return [`${folder}~$${name}`, `${folder}.~lock.${name}#`];
}

/** Beside the target, so that the rename stays in one file system; OneDrive and Dropbox leave `~...tmp` alone. */
export function writingPath(path: string, random: string): string {
  return `${split(path).folder}~controlbook-${random}.tmp`;
}

export function isWriting(name: string): boolean {
  return /^~controlbook-[0-9a-f]{16}\.tmp$/.test(name);
}

export function reportPath(path: string): string {
  return `${path} - inbox report.txt`;
}

function split(path: string): { readonly folder: string; readonly name: string } {
  const name = posix.basename(path);
  return { folder: path.slice(0, path.length - name.length), name };
}
