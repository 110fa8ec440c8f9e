import {
  type FolderListing,
  type OpenedWorkbook,
  type SavedWorkbook,
  workbenchPaths,
} from '#engine/contract/model/workbench-files';
import type { SaveRequest } from '#engine/contract/workbench';

/** A refusal of the engine, in its own words. */
export class FileRefused extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = 'FileRefused';
    this.code = code;
  }
}

/** Opening and saving through the engine that serves the page. */
export type FilesClient = {
  readonly list: () => Promise<FolderListing>;
  readonly openPath: (path: string) => Promise<OpenedWorkbook>;
  readonly openBytes: (name: string, bytes: Uint8Array<ArrayBuffer>) => Promise<OpenedWorkbook>;
  readonly save: (request: SaveRequest) => Promise<SavedWorkbook>;
};

export function createFilesClient(): FilesClient {
  return {
    list: () => ask<FolderListing>(workbenchPaths.workbooks, {}),
    openPath: (path) => ask<OpenedWorkbook>(`${workbenchPaths.workbook}?path=${encodeURIComponent(path)}`, {}),
    openBytes: async (name, bytes) => {
      const headers = { 'content-type': 'application/octet-stream' };
      const opened = await ask<OpenedWorkbook>(workbenchPaths.open, { method: 'POST', headers, body: bytes });
      return { ...opened, name };
    },
    save: (request) =>
      ask<SavedWorkbook>(workbenchPaths.save, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(request),
      }),
  };
}

async function ask<T>(url: string, init: RequestInit): Promise<T> {
  const response = await fetch(url, init).catch(() => {
    throw new FileRefused('unreachable', 'The engine does not answer. Is it still running?');
  });
  if (response.ok) return (await response.json()) as T; // page and engine come together
  const problem = (await response.json().catch(() => ({}))) as { readonly code?: string; readonly detail?: string };
  throw new FileRefused(
    problem.code ?? String(response.status),
    problem.detail ?? `The engine answered ${response.status}.`,
  );
}
