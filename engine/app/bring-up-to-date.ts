import type { ActionId, AssessmentId, WorkbookId } from '../contract/model/ids.ts';
import { citedActions } from '../domain/organisation/change-assessment.ts';
import { actionOf, assessmentOf } from '../domain/organisation/documents.ts';
import { type ViewParts, viewInPieces } from './assessment-view.ts';
import type { FolderFiles, WorkbookFiles } from './ports.ts';
import type { GiveWay } from './spare-time.ts';

export type WriteBackParts = ViewParts & {
  readonly files: WorkbookFiles;
  readonly folder: FolderFiles;
  /** Runs what keeps the engine's own thread busy when its turn has come; null when that was called off. */
  readonly inTurn: <T>(work: (giveWay: GiveWay) => Promise<T>) => Promise<T | null>;
};

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
  const { organisation, files, folder, inTurn } = parts;
  const { image } = organisation.core;
  const begun = await inTurn(async (giveWay) => {
    const now = await folder.read(known.path);
    if (!now.ok || now.value === null || now.value.sha256 !== known.sha256) return null;
    const assessment = assessmentOf(image, known.assessment);
    const view = assessment === null ? null : await viewInPieces(parts, known.assessment, known.workbook, giveWay);
    if (assessment === null || view === null) return 'no assessment';
    const titles = citedActions(image, assessment).map((id) => [id, actionOf(image, id)?.title ?? ''] as const);
    return { bytes: now.value.bytes, view, titleByAction: new Map(titles) };
  });
  if (begun === null) return { kind: 'newer' };
  if (begun === 'no assessment') return { kind: 'refused', message: 'Its assessment does not exist any more.' };
  const { bytes, view, titleByAction } = begun;
  const update = (retired: ReadonlySet<string>) => files.update(bytes, { view, titleByAction, retired });
  let updated = await update(new Set());
  // Rows of actions that are not the assessment's any more are told from people's own rows by the organisation alone.
  const retired = new Set(
    updated.ok ? updated.value.strangers.filter((key) => actionOf(image, key as ActionId) !== null) : [], // looked up
  );
  if (retired.size > 0) updated = await update(retired);
  if (!updated.ok) return { kind: 'refused', message: updated.error.message };
  const patched = updated.value;
  if (patched.bytes === null) return { kind: 'in step', sha256: known.sha256 };
  for (const { sheet, cell, reason } of patched.refused) {
    organisation.log.warn('A cell was left alone', { path: known.path, sheet, cell, reason });
  }
  const written = await folder.writeBack(known.path, known.sha256, patched.bytes);
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
