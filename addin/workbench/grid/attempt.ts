import { ExcelError } from '../model/excel-error.ts';
import { askPerson } from './dialogs.ts';

/** Does what a person asked for; what Excel would refuse is said in a dialog, anything else is a fault and thrown. */
export async function attempt(run: () => void): Promise<void> {
  try {
    run();
  } catch (error) {
    if (!(error instanceof ExcelError)) throw error;
    await explain(error);
  }
}

export function explain(error: ExcelError): Promise<unknown> {
  const message =
    error.code === 'AccessDenied' ? 'The cell is protected against changes. Unprotect the sheet first.' : error.message;
  return askPerson('This is not possible here', message, ['OK']);
}
