import type { TemplateId } from '../contract/model/ids.ts';
import type { TemplateFile } from '../contract/model/template-file.ts';
import { approvedOf, templateOf } from '../domain/organisation/documents.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { ReadImage } from '../domain/state/image.ts';
import { templateToFile } from '../domain/templates/export/template-to-file.ts';
import { templateLibrary } from './import-template.ts';

export type TemplateExport = Result<
  TemplateFile,
  { readonly code: 'unknown-template' | 'not-approved'; readonly message: string }
>;

/** Only what was approved leaves: a version that waits may still be given back. */
export function exportTemplate(image: ReadImage, id: TemplateId, version: number | null): TemplateExport {
  const newest = templateOf(image, id);
  const template = version === null ? approvedOf(image, id) : templateOf(image, id, version);
  if (newest === null || (version !== null && template === null)) {
    return err({ code: 'unknown-template', message: 'There is no such template, or no such version of it.' });
  }
  if (template === null || template.status !== 'Approved') {
    const { version: shown, status } = template ?? newest;
    const message = `Version ${shown} of "${newest.name}" is ${status}. It can be exported as JSON when it is approved; as a workbook it can be exported now.`;
    return err({ code: 'not-approved', message });
  }
  return ok(templateToFile(template, templateLibrary(image)));
}
