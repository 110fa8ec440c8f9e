import { maxTextLength } from '../../contract/model/field.ts';
import type { PlaceByPath, Template, TemplateContent } from '../../contract/model/template.ts';
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

/** What the template will assess: what the person says goes before what the file says, that before the extended template. */
export function productsOf(
  naming: { readonly product: string | null } | null,
  content: Pick<TemplateContent, 'products'>,
  base: Pick<Template, 'products'> | null,
): readonly string[] {
  const stated = naming?.product == null ? content.products : [naming.product];
  const products = stated.map((product) => product.trim()).filter((product) => product !== '');
  return products.length > 0 ? products : (base?.products ?? []);
}

/** Reports texts no cell could hold again. */
export function checkLength(report: Report, path: string, text: string | null): void {
  if (text !== null && text.length > maxTextLength) report('too-long', path, text, String(maxTextLength));
}
