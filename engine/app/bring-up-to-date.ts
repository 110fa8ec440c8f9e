import type { ActionId, AssessmentId, WorkbookId } from '../contract/model/ids.ts';
import { actionOf, assessmentOf } from '../domain/organisation/documents.ts';
import { planPatch } from '../domain/sheets/plan-patch.ts';
import { projectWorkbook } from '../domain/sheets/project.ts';
import { type ViewParts, viewAssessment } from './assessment-view.ts';
import { readAssessmentWorkbook } from './ingest-file.ts';
import type { FolderFiles, WorkbookFiles } from './ports.ts';

export type WriteBackParts = ViewParts & { readonly files: WorkbookFiles; readonly folder: FolderFiles };

/** A workbook of the folder, as it was when it was last read or written. */
export type FolderWorkbook = {
  readonly path: string;
  readonly assessment: AssessmentId;
  readonly workbook: WorkbookId;
  readonly sha256: string;
};

export type WriteBackOutcome =
  | { readonly kind: 'in step'; readonly sha256: string }
  /** Something newer stands there: it is taken in first, and this comes up again. */
  | { readonly kind: 'newer' }
  | { readonly kind: 'open elsewhere'; readonly by: string | null }
  | { readonly kind: 'refused'; readonly message: string };

/** Writes the smallest patch after which the workbook shows what the engine holds, if it still is what was last seen. */
export async function bringUpToDate(parts: WriteBackParts, known: FolderWorkbook): Promise<WriteBackOutcome> {
  const { organisation, files, folder } = parts;
  const { image } = organisation.core;
  const now = await folder.read(known.path);
  if (!now.ok || now.value === null || now.value.sha256 !== known.sha256) return { kind: 'newer' };
  const assessment = assessmentOf(image, known.assessment);
  const view = assessment === null ? null : await viewAssessment(parts, known.assessment, known.workbook);
  if (assessment === null || view === null)
    return { kind: 'refused', message: 'Its assessment does not exist any more.' };
  const read = await files.read(now.value.bytes);
  if (!read.ok) return { kind: 'refused', message: read.error.message };

  const reading = readAssessmentWorkbook(organisation, assessment, read.value);
  const cited = new Set<string>(view.actions.map((action) => action.id));
  const patch = planPatch(read.value, projectWorkbook(view), {
    isPending: () => false,
    doubtful: reading.doubtful,
    // What the file says has been taken in: a decision that still stands beside an open conflict was refused.
    undecided: new Set(reading.decisions.map(({ conflict }) => conflict)),
    isRetired: (action) => !cited.has(action) && actionOf(image, action as ActionId) !== null, // looked up, whatever it is
  });
  if (patch.edits.length + patch.appends.length === 0) return { kind: 'in step', sha256: known.sha256 };
  const patched = await files.patch(now.value.bytes, patch);
  if (!patched.ok) return { kind: 'refused', message: patched.error.message };
  for (const { sheet, cell, reason } of patched.value.refused) {
    organisation.log.warn('A cell was left alone', { path: known.path, sheet, cell, reason });
  }
  const written = await folder.writeBack(known.path, known.sha256, patched.value.bytes);
  if (written.ok) return { kind: 'in step', sha256: written.value.sha256 };
  switch (written.error.code) {
    case 'changed':
      return { kind: 'newer' };
    case 'open-elsewhere':
      return { kind: 'open elsewhere', by: written.error.by };
    case 'unwritable':
      return { kind: 'refused', message: written.error.reason };
  }
}
