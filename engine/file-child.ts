import process from 'node:process';
import { inspectAttestationDocument, readAttestationDocument } from './adapters/oscal/read-attestations.ts';
import { inspectOscal, readOscal } from './adapters/oscal/read-oscal.ts';
import { inspectTemplateJson, readTemplateJson } from './adapters/oscal/read-template-json.ts';
import type { JobAnswer, JobMessage } from './adapters/process/jobs.ts';
import { packWorkbook, unpackUpdate } from './adapters/process/packed.ts';
import { inspectFile } from './adapters/workbook/import/inspect-file.ts';
import { markWorkbook } from './adapters/workbook/import/mark-workbook.ts';
import { inspectAttestationSheet, readAttestationSheet } from './adapters/workbook/import/read-attestations.ts';
import { readTemplateFile } from './adapters/workbook/import/read-template-file.ts';
import { patchWorkbook } from './adapters/workbook/patch/patch-workbook.ts';
import { updateWorkbook } from './adapters/workbook/patch/update-workbook.ts';
import { readWorkbook } from './adapters/workbook/read/read-workbook.ts';
import { showWorkbook } from './adapters/workbook/show/show-workbook.ts';
import type { SubmittedFile } from './app/ports.ts';
import { ok } from './domain/result.ts';

/*
 * The process in which files of others are opened. It knows nothing of the engine, holds nothing, and may be killed at
 * any moment; its parent does so when a job takes too long. A file it cannot cope with is a refusal, not a crash.
 */
process.on('message', (message: JobMessage) => {
  answer(message)
    .catch(
      (thrown: unknown): JobAnswer => ({
        ok: false,
        error: {
          code: 'unreadable',
          message: `The file could not be processed (${thrown instanceof Error ? thrown.message.slice(0, 300) : String(thrown)}). Open it in Excel, save it again, and retry.`,
        },
      }),
    )
    .then((result) => process.send?.(result))
    .catch(() => process.exit(1)); // the parent is gone
});
process.on('disconnect', () => process.exit(0));

async function answer({ kind, input }: JobMessage): Promise<JobAnswer> {
  switch (kind) {
    case 'read': {
      const read = readWorkbook(input.bytes);
      return read.ok ? ok(await packWorkbook(read.value)) : read;
    }
    case 'show':
      return showWorkbook(input.bytes);
    case 'patch':
      return patchWorkbook(input.bytes, input.patch);
    case 'update':
      return updateWorkbook(input.bytes, await unpackUpdate(input.update));
    case 'inspect':
      if (!isJson(input.file)) return inspectFile(input.file);
      return inspectTemplateJson(input.file) ?? inspectOscal(input.file);
    case 'readTemplate':
      if (!isJson(input.file)) return readTemplateFile(input.file, input.mapping);
      return readTemplateJson(input.file) ?? readOscal(input.file);
    case 'mark':
      return await markWorkbook(input.file, input.findings);
    case 'inspectAttestations':
      return isJson(input.file) ? inspectAttestationDocument(input.file) : inspectAttestationSheet(input.file);
    case 'readAttestations':
      return isJson(input.file) ? readAttestationDocument(input.file) : readAttestationSheet(input.file, input.mapping);
  }
}

/** Exported templates and OSCAL files are JSON, plain or gzipped, and have readers of their own; everything else is a spreadsheet. */
function isJson({ name, bytes }: SubmittedFile): boolean {
  return (bytes[0] === 0x1f && bytes[1] === 0x8b) || /\.json$/i.test(name);
}
