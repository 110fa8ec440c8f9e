import {
  type FolderListing,
  type OpenedWorkbook,
  type SavedWorkbook,
  workbenchPaths,
} from '#engine/contract/model/workbench-files';
import type { SaveRequest } from '#engine/contract/workbench';
import type { Client } from '../../sync/client.ts';
import type { Token } from '../../sync/outside.ts';

/** A refusal of the engine, in its own words. */
export class FileRefused extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = 'FileRefused';
    this.code = code;
  }
}

/** A workbook that can be opened by choosing it. */
export type Listed = {
  readonly title: string;
  readonly where: string;
  readonly open: () => Promise<OpenedFile>;
};

/** `bytes` is null for a file of the folder: it is saved there. */
export type OpenedFile = { readonly opened: OpenedWorkbook; readonly bytes: Uint8Array<ArrayBuffer> | null };

/** Opening and saving through the engine that serves the page. */
export type FilesClient = {
  readonly list: () => Promise<readonly Listed[]>;
  /** A file of the folder; nobody who signed in has one. */
  readonly openPath: (path: string) => Promise<OpenedWorkbook>;
  readonly openBytes: (name: string, bytes: Uint8Array<ArrayBuffer>) => Promise<OpenedWorkbook>;
  readonly save: (request: SaveRequest) => Promise<SavedWorkbook>;
};

/** For the person at the engine's machine: the watched folder is theirs. */
export type FolderClient = FilesClient & { readonly folder: () => Promise<FolderListing> };

/** For somebody who signed in: fresh workbooks of the assessments they may read. */
export type TeamClient = FilesClient & { readonly openAssessment: (id: string) => Promise<OpenedFile> };

export function createFolderClient(): FolderClient {
  const folder = () => ask<FolderListing>(workbenchPaths.workbooks, {});
  const files = openAndSave(ask);
  return {
    ...files,
    folder,
    list: async () =>
      (await folder()).workbooks.map(({ path, assessment, state }) => ({
        title: assessment?.title ?? path,
        where: assessment === null ? state : `${assessment.group} · ${path}`,
        open: async () => ({ opened: await files.openPath(path), bytes: null }),
      })),
  };
}

export function createTeamClient(client: Client, token: Token): TeamClient {
  const asked: Ask = async (url, init) => {
    const bearer = await token();
    if (bearer === null)
      throw new FileRefused('unauthenticated', 'Sign in first: the button is at the top of the page.');
    return ask(url, { ...init, headers: { ...init.headers, authorization: `Bearer ${bearer}` } });
  };
  const files = openAndSave(asked);
  const openAssessment = async (id: string): Promise<OpenedFile> => {
    const file = await client.file(client.address('workbook', { params: { assessment: id } }));
    if (!file.ok) throw refused(file.error);
    const bytes = new Uint8Array(await file.value.content.arrayBuffer());
    return { opened: await files.openBytes(file.value.name, bytes), bytes };
  };
  return {
    ...files,
    openAssessment,
    async list() {
      const found = await client.call('groups', {});
      if (!found.ok) throw refused(found.error);
      return found.value.groups.flatMap(({ name, assessments }) =>
        assessments.map(({ id, title }) => ({ title, where: name, open: () => openAssessment(id) })),
      );
    },
  };
}

function refused({ code, detail }: { readonly code: string; readonly detail: string | null }): FileRefused {
  return new FileRefused(code, detail ?? `The engine answered with “${code}”.`);
}

type AskInit = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: BodyInit;
};
type Ask = <T>(url: string, init: AskInit) => Promise<T>;

function openAndSave(asked: Ask): Omit<FilesClient, 'list'> {
  return {
    openPath: (path) => asked<OpenedWorkbook>(`${workbenchPaths.workbook}?path=${encodeURIComponent(path)}`, {}),
    openBytes: async (name, bytes) => {
      const headers = { 'content-type': 'application/octet-stream' };
      const opened = await asked<OpenedWorkbook>(workbenchPaths.open, { method: 'POST', headers, body: bytes });
      return { ...opened, name };
    },
    save: (request) =>
      asked<SavedWorkbook>(workbenchPaths.save, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(request),
      }),
  };
}

async function ask<T>(url: string, init: AskInit): Promise<T> {
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
