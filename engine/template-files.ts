import { inspectOscal, readOscal } from './adapters/oscal/read-oscal.ts';
import type { SubmittedFile, TemplateFiles } from './app/ports.ts';

/** OSCAL files are JSON and go to their own reader; everything else is a spreadsheet. */
export function createTemplateFiles(spreadsheets: TemplateFiles): TemplateFiles {
  return {
    inspect: async (file) => (isJson(file) ? inspectOscal(file) : spreadsheets.inspect(file)),
    read: async (file, mapping) => (isJson(file) ? readOscal(file) : spreadsheets.read(file, mapping)),
    mark: (file, findings) => spreadsheets.mark(file, findings),
  };
}

function isJson({ name, bytes }: SubmittedFile): boolean {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return isGzip || /\.json$/i.test(name);
}
