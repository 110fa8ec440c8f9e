import type { Buffer } from 'node:buffer';
import { FileFault } from './file-fault.ts';
import type { PackageLimits } from './limits.ts';
import { decodePart, type PartText } from './part-text.ts';
import { type FileKind, sniffFile } from './sniff-file.ts';
import { openZip, readEntry, type ZipFile } from './zip.ts';

/** An opened zip package. Part names have no leading slash and match whatever their letter case. */
export type Package = {
  readonly zip: ZipFile;
  readonly limits: PackageLimits;
  /** The entry's name as the file spells it, or null when there is no such part. */
  nameOf(part: string): string | null;
  /** A part that must be there; its size and CRC are checked. Throws FileFault. */
  readBytes(part: string): Buffer;
  /** The same, decoded; its encoding is checked too. Throws FileFault. */
  readText(part: string): PartText;
  /** Inflates and checks every entry that was not read yet. Throws FileFault. */
  checkUnread(): void;
};

/** Signature, size and container checks; nothing is inflated yet. Throws FileFault. */
export function openPackage(bytes: Uint8Array, limits: PackageLimits): Package {
  const kind = sniffFile(bytes);
  if (kind !== 'zip') throw wrongKind(kind);
  if (bytes.length > limits.fileSize) {
    const size = (bytes.length / 1024 / 1024).toFixed(1);
    throw new FileFault(
      'too-large',
      `The file has ${size} MB; at most ${limits.fileSize / 1024 / 1024} MB are read. Remove pictures and unused sheets in Excel and save it again.`,
    );
  }
  const zip = openZip(bytes, limits);
  const unread = new Set(zip.entries);

  const read = (part: string): Buffer => {
    const entry = zip.entryByName.get(part.toLowerCase());
    if (entry === undefined) {
      throw new FileFault(
        'damaged',
        `The workbook is damaged: its part "${part}" is missing. Open it in Excel, let it repair the file, and save it again.`,
      );
    }
    unread.delete(entry);
    return readEntry(zip, entry);
  };

  return {
    zip,
    limits,
    nameOf: (part) => zip.entryByName.get(part.toLowerCase())?.name ?? null,
    readBytes: read,
    readText: (part) => decodePart(part, read(part)),
    checkUnread: () => {
      for (const entry of unread) readEntry(zip, entry);
      unread.clear();
    },
  };
}

function wrongKind(kind: Exclude<FileKind, 'zip'>): FileFault {
  switch (kind) {
    case 'encrypted':
      return new FileFault(
        'encrypted',
        'The workbook is protected by a password, so its content cannot be read. Remove the password in Excel (File, Info, Protect Workbook, Encrypt with Password) and save it again.',
      );
    case 'legacy-xls':
      return new FileFault(
        'legacy-xls',
        'The file is a workbook of the old .xls form, whatever its name says. Save it in Excel as .xlsx.',
      );
    case 'other-ole':
      return notAWorkbook('an older Office document');
    case 'html':
      return notAWorkbook('a web page (some systems export tables that way)');
    case 'xml':
      return notAWorkbook('plain XML');
    case 'text':
      return notAWorkbook('plain text, perhaps CSV');
    case 'empty':
      return new FileFault(
        'empty',
        'The file is empty. If it lies in a synchronised folder, wait until it has arrived.',
      );
    case 'unknown':
      return notAWorkbook('not a zip container, which every .xlsx file is');
  }
}

function notAWorkbook(what: string): FileFault {
  return new FileFault(
    'not-a-workbook',
    `The file is ${what}, whatever its name says. Open it in Excel and save it as .xlsx.`,
  );
}
