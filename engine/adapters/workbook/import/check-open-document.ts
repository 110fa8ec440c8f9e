import type { FileProblem } from '../../../app/ports.ts';
import { maxTextLength } from '../../../contract/model/field.ts';
import type { Result } from '../../../domain/result.ts';
import { FileFault, refusing } from '../package/file-fault.ts';
import { defaultLimits } from '../package/limits.ts';
import { openPackage } from '../package/open-package.ts';
import { XmlCursor } from '../package/xml-cursor.ts';

/** More filled cells than any list of controls has, and as many as are unfolded in reasonable time. */
const mostCells = 1_000_000;

/**
 * An OpenDocument spreadsheet writes a run of equal cells once, with a number beside it, and SheetJS unfolds whatever
 * number it finds. Counts the filled cells before that, and the spaces an element may stand for.
 */
export function checkOpenDocument(bytes: Uint8Array): Result<void, FileProblem> {
  return refusing(() => {
    const part = 'content.xml';
    const cursor = new XmlCursor(openPackage(bytes, defaultLimits).readText(part).text, part);
    let cells = 0;
    let rows = 1;
    let columns = 1;
    let filled = 0; // filled cells of the current row
    let counted = false; // whether the current cell is among them
    const fill = () => {
      if (!counted) filled += columns;
      counted = true;
      if (cells + rows * filled > mostCells) throw tooManyCells();
    };
    while (cursor.next() !== 'end') {
      const tag = cursor.xml.slice(cursor.start, cursor.end);
      if (cursor.token === 'text') {
        if (cursor.text().trim() !== '') fill();
      } else if (cursor.token === 'close') {
        if (cursor.local === 'table-row') cells += rows * filled;
      } else if (cursor.local === 'table-row') {
        rows = repeated(tag, 'number-rows-repeated');
        filled = 0;
      } else if (cursor.local === 'table-cell' || cursor.local === 'covered-table-cell') {
        columns = repeated(tag, 'number-columns-repeated');
        counted = false;
        if (/\bvalue(-type)?\s*=/.test(tag)) fill();
      } else if (cursor.local === 's' && repeated(tag, 'c') > maxTextLength) {
        throw new FileFault(
          'text-too-long',
          `A cell holds more than ${maxTextLength} spaces in a row. Shorten it and save the file again.`,
        );
      }
    }
  });
}

/** The number an attribute gives, whatever its prefix; 1 without it. */
function repeated(tag: string, attribute: string): number {
  const found = new RegExp(`[:\\s]${attribute}\\s*=\\s*["']\\s*(\\d+)`).exec(tag)?.[1];
  return found === undefined ? 1 : Number(found);
}

function tooManyCells(): FileFault {
  return new FileFault(
    'too-many-cells',
    `The spreadsheet has more than ${mostCells} filled cells. Remove what is not part of the template, or copy the list into a new file.`,
  );
}
