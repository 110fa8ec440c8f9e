import { err, ok, type Result } from '../result.ts';

export type FileNameProblem = { readonly code: 'invalid-name'; readonly message: string };

/** A longer one fits neither a title nor every file system. */
const longestName = 200;

/**
 * The name a file is shown and handed back under. It never becomes a path here; folders before it are left out, because
 * some programs send them, and so is what no file name can have or what would make it look like another.
 */
export function cleanFileName(given: string): Result<string, FileNameProblem> {
  const [last = ''] = given.normalize('NFC').split(/[\\/]/).slice(-1);
  const name = last
    .replace(unseen, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s.]+|[\s.]+$/gu, '');
  if (name === '') {
    return err({ code: 'invalid-name', message: 'The file has no name. Send the name it shall be known by.' });
  }
  return ok(shorten(name));
}

/** Control characters, and those that turn the direction of text or take no room. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029]/gu;

function shorten(name: string): string {
  if (name.length <= longestName) return name;
  const extension = extensionOf(name);
  const end = extension === '' ? '' : `.${extension}`;
  const stem = name.slice(0, longestName - end.length).replace(/[\ud800-\udbff]$/, '');
  return `${stem}${end}`;
}

/** What stands behind the last dot, in lower case; empty when there is none, or it is no extension. */
export function extensionOf(name: string): string {
  return /[^.]\.([A-Za-z0-9]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** The name a file is downloaded under: what people call the piece, with the extension the file came with. */
export function downloadName(name: string, fileName: string): string {
  const extension = extensionOf(fileName);
  if (extension === '' || extensionOf(name) === extension) return name;
  return `${name}.${extension}`;
}
