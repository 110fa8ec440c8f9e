import type { FileProblem } from '../../../app/ports.ts';
import { err, ok, type Result } from '../../../domain/result.ts';

/**
 * Carries a file problem out of a deep scan. It never leaves this adapter: every public function turns it into a value
 * through `refusing`, so that callers see a Result and a real bug still throws.
 */
export class FileFault extends Error {
  readonly problem: FileProblem;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'FileFault';
    this.problem = { code, message };
  }
}

export function refusing<T>(work: () => T): Result<T, FileProblem> {
  try {
    return ok(work());
  } catch (fault) {
    if (fault instanceof FileFault) return err(fault.problem);
    throw fault;
  }
}

/** A part that contradicts the format. `place` is a part name, with an offset or a cell where one is known. */
export function damaged(place: string, what: string): FileFault {
  return new FileFault(
    'damaged',
    `The workbook is damaged: ${place}: ${what}. Open it in Excel, let it repair the file, and save it again.`,
  );
}
