import type { AssessmentId, WorkbookId } from '../contract/model/ids.ts';
import { projectWorkbook } from '../domain/sheets/project.ts';
import { viewAssessment } from './assessment-view.ts';
import type { FolderWorkbook, WriteBackParts } from './bring-up-to-date.ts';

/**
 * Writes a new workbook of an assessment into the folder, under its group's and its own name, beside whatever stands
 * there. Null when there is no such assessment; throws when the folder cannot be written.
 */
export async function placeWorkbook(
  parts: Omit<WriteBackParts, 'inTurn'>,
  id: AssessmentId,
): Promise<FolderWorkbook | null> {
  const workbook = parts.organisation.ids.next() as WorkbookId; // of the id alphabet by the port's contract
  const view = await viewAssessment(parts, id, workbook);
  if (view === null) return null;
  const bytes = await parts.files.render(projectWorkbook(view));
  const base = `${toFileName(view.group)}/${toFileName(view.assessment.title)}`;
  for (let attempt = 1; attempt <= 100; attempt += 1) {
    const path = attempt === 1 ? `${base}.xlsx` : `${base} - ${attempt}.xlsx`;
    const written = await parts.folder.writeBack(path, null, bytes);
    if (written.ok) return { path, assessment: id, workbook, sha256: written.value.sha256 };
    if (written.error.code === 'unwritable') throw new Error(`${path}: ${written.error.reason}`);
  }
  throw new Error(`${base}.xlsx and a hundred names after it are taken. Move some of these files away.`);
}

/** A title as a file name every system takes. */
function toFileName(title: string): string {
  const allowed = [...title].filter((letter) => letter >= ' ').join('');
  const plain = allowed
    .replace(/[\\/:*?"<>|]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 120);
  const name = plain.replace(/[. ]+$/, '');
  return name === '' || name.startsWith('~') || name.startsWith('.') ? `Assessment ${name}`.trim() : name;
}
