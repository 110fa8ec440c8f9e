import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkbookModel } from '#engine/contract/model/table';
import { measureJob, type Sample } from './measure.ts';

/** `small` is a workbook of 1,000 controls; `large` one table of 20,000 action items. */
export type WorkbookInput = { readonly folder: string; readonly size: 'small' | 'large'; readonly seconds: number };

export type Job = (input: WorkbookInput) => Promise<Sample>;

/** A job on a file; warmed up on the small one, measured on the one asked for. */
export function onFile(job: (bytes: Uint8Array) => unknown, name?: string): Job {
  return ({ folder, size, seconds }) => {
    const small = readFileSync(join(folder, name ?? 'small.xlsx'));
    const bytes = readFileSync(join(folder, name ?? `${size}.xlsx`));
    return measureJob(
      () => job(bytes),
      () => job(small),
      seconds,
    );
  };
}

export function onModel(job: (model: WorkbookModel) => unknown, name?: string): Job {
  return ({ folder, size, seconds }) => {
    const parse = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as WorkbookModel;
    const small = parse('small.json');
    const model = parse(name ?? `${size}.json`);
    return measureJob(
      () => job(model),
      () => job(small),
      seconds,
    );
  };
}

/** 200 cells of the action items, every fifth row from the seventh. */
export const patchedCells = Array.from({ length: 200 }, (_, index) => ({
  row: 8 + index * 4,
  text: `Patched ${index}`,
}));
export const patchedColumn = 15;
