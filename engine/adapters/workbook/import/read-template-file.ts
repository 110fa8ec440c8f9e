import type { ColumnMapping, FileProblem, ReadTemplate, SubmittedFile } from '../../../app/ports.ts';
import { err, ok, type Result } from '../../../domain/result.ts';
import { openGrid } from './open-grid.ts';
import { proposeMapping } from './propose-mapping.ts';
import { readByMapping } from './read-by-mapping.ts';
import { readFormat, recogniseFormat } from './read-format.ts';

/**
 * Reads a submitted spreadsheet: by the given mapping, else in the format it is in, else by the mapping the program
 * would propose.
 */
export function readTemplateFile(
  file: Pick<SubmittedFile, 'name' | 'bytes'>,
  mapping: ColumnMapping | null,
): Result<ReadTemplate, FileProblem> {
  const grid = openGrid(file);
  if (!grid.ok) return grid;
  if (mapping !== null) return ok(readByMapping(grid.value, mapping));
  const format = recogniseFormat(grid.value);
  if (format !== null) return ok(readFormat(grid.value, format));
  const proposal = proposeMapping(grid.value, file.name);
  if (proposal !== null) return ok(readByMapping(grid.value, proposal));
  return err({
    code: 'no-controls-found',
    message:
      'No sheet of the file looks like a list of controls: none has a header row with a column of ids below it. Choose the sheet, the header row and the columns by hand.',
  });
}
