import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A headless LibreOffice that edits workbooks like a person. Each call resolves with the Unix time of its save, in seconds. */
export type LibreOffice = {
  edit(
    file: string,
    sheet: string,
    edits: readonly (readonly [row: string, header: string, value: string])[],
  ): Promise<number>;
  /** Opens a workbook, calculates everything anew and stores it elsewhere. */
  recalculate(file: string, to: string): Promise<number>;
  quit(): Promise<void>;
};

const python = '/usr/bin/python3';

export async function startLibreOffice(): Promise<LibreOffice> {
  const script = fileURLToPath(new URL('./edit-in-libreoffice.py', import.meta.url));
  const child = spawn(python, [script], { stdio: ['pipe', 'pipe', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const next = async (): Promise<{ readonly saved?: number }> => {
    const { value, done } = await answers.next();
    if (done === true) throw new Error(`LibreOffice did not do it: ${complaint}`);
    return JSON.parse(value) as { saved?: number }; // written by the script
  };
  const order = async (what: object): Promise<number> => {
    child.stdin.write(`${JSON.stringify(what)}\n`);
    return (await next()).saved ?? 0;
  };
  await next();
  return {
    edit: (file, sheet, edits) => order({ file, sheet, edits }),
    recalculate: (file, to) => order({ convert: file, to }),
    async quit() {
      child.stdin.end();
      await ended;
    },
  };
}
