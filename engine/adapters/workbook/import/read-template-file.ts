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
  if (mapping !== null) return bounded(readByMapping(grid.value, mapping));
  const format = recogniseFormat(grid.value);
  if (format !== null) return bounded(readFormat(grid.value, format));
  const proposal = proposeMapping(grid.value, file.name);
  if (proposal !== null) return bounded(readByMapping(grid.value, proposal));
  return err({
    code: 'no-controls-found',
    message:
      'No sheet of the file looks like a list of controls: none has a header row with a column of ids below it. Choose the sheet, the header row and the columns by hand.',
  });
}

/** Far beyond any real template: a cell can name ten thousand actions, and twenty thousand rows can repeat it. */
const mostUses = 200_000;

function bounded(read: ReadTemplate): Result<ReadTemplate, FileProblem> {
  const { controls, actions } = read.content;
  const uses =
    controls.reduce((sum, control) => sum + control.actions.length, 0) +
    actions.reduce(
      (sum, { owners, parents, dimensions }) => sum + owners.length + parents.length + dimensions.length,
      0,
    );
  if (uses <= mostUses) return ok(read);
  return err({
    code: 'too-many-uses',
    message: `The template names actions, owners and dimensions ${uses} times, more than ${mostUses}. Split it into several templates.`,
  });
}
