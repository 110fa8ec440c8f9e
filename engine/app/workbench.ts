import type { WorkbookPatch } from '../contract/model/cells.ts';
import type { AssessmentId } from '../contract/model/ids.ts';
import type { ShownWorkbook } from '../contract/model/shown-workbook.ts';
import type { WorkbookModel } from '../contract/model/table.ts';
import type { FolderListing, OpenedWorkbook } from '../contract/model/workbench-files.ts';
import { assessmentOf, groupOf } from '../domain/organisation/documents.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { Organisation } from './organisation.ts';
import type { FileProblem, FolderFiles, PatchedWorkbook, WorkbookFiles, WorkbookSights } from './ports.ts';
import type { WorkbookFolder } from './workbook-folder.ts';

/** Opening and saving workbooks for the page that plays Excel. It is a person's program: what it saves, a person saved. */
export interface Workbench {
  workbooks(): FolderListing;
  /** A workbook of the folder; null where none is known under the path. */
  openFile(path: string): Promise<Result<OpenedWorkbook, FileProblem> | null>;
  open(bytes: Uint8Array): Promise<Result<ShownWorkbook, FileProblem>>;
  save(bytes: Uint8Array, patch: WorkbookPatch): Promise<Result<PatchedWorkbook, FileProblem>>;
  /** Into a copy of the folder's file as it is now. */
  copy(path: string, patch: WorkbookPatch): Promise<Result<PatchedWorkbook, FileProblem> | null>;
  /** Into a new workbook of empty sheets. */
  create(sheets: readonly string[], patch: WorkbookPatch): Promise<Result<PatchedWorkbook, FileProblem>>;
  /** Into the folder's file, if it still holds what `expected` says; `changed-meanwhile` and `open-elsewhere` else. */
  saveFile(path: string, expected: string, patch: WorkbookPatch): Promise<Result<SavedFile, FileProblem> | null>;
}

type SavedFile = Pick<PatchedWorkbook, 'refused'> & { readonly sha256: string };

export type WorkbenchParts = {
  readonly organisation: Organisation;
  readonly workbooks: Pick<WorkbookFolder, 'states'>;
  readonly files: Pick<WorkbookFiles, 'patch' | 'render'> & WorkbookSights;
  readonly folder: Pick<FolderFiles, 'read' | 'writeBack'>;
};

export function createWorkbench({ organisation, workbooks, files, folder }: WorkbenchParts): Workbench {
  /** Only what the folder's watch has found is opened and written: no other path leads anywhere. */
  const isKnown = (path: string): boolean => workbooks.states().some((file) => file.path === path);

  return {
    workbooks: () => ({
      workbooks: workbooks
        .states()
        .map(({ path, assessment, state, message }) => ({
          path,
          state,
          message,
          assessment: assessment === null ? null : describe(organisation, assessment),
        }))
        .sort((a, b) => (a.path < b.path ? -1 : 1)),
    }),
    async openFile(path) {
      if (!isKnown(path)) return null;
      const read = await folder.read(path);
      if (!read.ok) return read;
      if (read.value === null) return null;
      const { bytes, sha256 } = read.value;
      const shown = await files.show(bytes);
      if (!shown.ok) return shown;
      return ok({ name: path.slice(path.lastIndexOf('/') + 1), path, sha256, workbook: shown.value });
    },
    open: (bytes) => files.show(bytes),
    save: (bytes, patch) => files.patch(bytes, patch),
    async copy(path, patch) {
      const read = isKnown(path) ? await folder.read(path) : ok(null);
      if (!read.ok) return read;
      return read.value === null ? null : files.patch(read.value.bytes, patch);
    },
    create: async (sheets, patch) => files.patch(await files.render(emptyWorkbook(sheets)), patch),
    async saveFile(path, expected, patch) {
      if (!isKnown(path)) return null;
      const read = await folder.read(path);
      if (!read.ok) return read;
      if (read.value?.sha256 !== expected) return err(changedMeanwhile);
      const patched = await files.patch(read.value.bytes, patch);
      if (!patched.ok) return patched;
      const { bytes, refused } = patched.value;
      const written = await folder.writeBack(path, expected, bytes, 'person');
      if (written.ok) return ok({ sha256: written.value.sha256, refused });
      switch (written.error.code) {
        case 'changed':
          return err(changedMeanwhile);
        case 'open-elsewhere':
          return err({
            code: 'open-elsewhere',
            message: `The file is open elsewhere${by(written.error.by)}. Close it there, then save again.`,
          });
        case 'unwritable':
          return err({ code: 'unwritable', message: written.error.reason });
      }
    },
  };
}

function emptyWorkbook(sheets: readonly string[]): WorkbookModel {
  return {
    title: '',
    subject: '',
    author: '',
    created: '1980-01-01T00:00:00Z',
    names: {},
    sheets: sheets.map((name) => ({
      name,
      visibility: 'visible',
      tabTone: 'neutral',
      loose: [],
      tables: [],
      widths: {},
      charts: [],
      protected: false,
      landscape: false,
      frozen: { rows: 0, columns: 0 },
    })),
  };
}

const changedMeanwhile: FileProblem = {
  code: 'changed-meanwhile',
  message:
    'The file in the folder has changed since it was opened. Put your cells into the newer file, or save a copy.',
};

function by(name: string | null): string {
  return name === null ? '' : ` by ${name}`;
}

function describe({ core }: Organisation, id: AssessmentId): FolderListing['workbooks'][number]['assessment'] {
  const assessment = assessmentOf(core.image, id);
  if (assessment === null) return null;
  return { id, title: assessment.title, group: groupOf(core.image, assessment.group)?.name ?? '' };
}
