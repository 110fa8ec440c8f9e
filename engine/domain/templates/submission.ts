import { maxTextLength } from '../../contract/model/field.ts';
import type { PlaceByPath, TemplateContent } from '../../contract/model/template.ts';
import type { TemplateRule } from './finding.ts';
import type { ImportChoice, TemplateLibrary } from './library.ts';

/** Reports one finding about a part of the content, by JSON path. */
export type Report = (rule: TemplateRule, path: string, value?: string | null, detail?: string) => void;

/** Everything a rule may look at. */
export type Submission = {
  readonly content: TemplateContent;
  readonly places: PlaceByPath;
  readonly library: TemplateLibrary;
  readonly choice: ImportChoice;
  readonly report: Report;
};

/** Reports texts no cell could hold again. */
export function checkLength(report: Report, path: string, text: string | null): void {
  if (text !== null && text.length > maxTextLength) report('too-long', path, text, String(maxTextLength));
}
