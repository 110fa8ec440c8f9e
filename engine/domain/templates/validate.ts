import type { Finding, PlaceByPath, TemplateContent } from '../../contract/model/template.ts';
import { makeFinding, placeOf } from './finding.ts';
import { chosenTemplate, type ImportChoice, type TemplateLibrary } from './library.ts';
import { productsOf, type Report, type Submission } from './submission.ts';
import { titleKey } from './title-key.ts';
import { validateActions } from './validate-actions.ts';
import { validateControls } from './validate-controls.ts';
import { validateLists } from './validate-lists.ts';

/**
 * Checks submitted content against every rule of the format and the organisation's library, and reports all findings
 * at once, in the order of the parts. Content without an error can be planned (`planImport`); warnings are said and
 * then settled: a stated score is recomputed, a repeated action counts once.
 */
export function validateContent(
  content: TemplateContent,
  places: PlaceByPath,
  library: TemplateLibrary,
  choice: ImportChoice,
): readonly Finding[] {
  const findings: Finding[] = [];
  const report: Report = (rule, path, value = null, detail = '') => {
    findings.push(makeFinding(rule, { path, place: placeOf(places, path), value, detail }));
  };
  const submission: Submission = { content, places, library, choice, report };
  validateTemplate(submission);
  validateControls(submission);
  validateActions(submission);
  validateLists(submission);
  return findings;
}

function validateTemplate({ content, library, choice, report }: Submission): void {
  const base = chosenTemplate(library, choice);
  if (choice.kind !== 'new' && base === null) {
    report('unknown-template', '', choice.template);
    return;
  }
  if (choice.kind === 'next' && base !== null) {
    if (base.archived) report('archived-template', '', base.name);
    const [submitted, present] = [content.products.join(';;'), base.products.join(';;')];
    if (differs(submitted, present)) report('changed-product', 'products', submitted, present);
    if (differs(content.certification, base.certification)) {
      report('changed-certification', 'certification', content.certification, base.certification);
    }
  }
  const naming = choice.kind === 'next' ? null : choice;
  const name = (naming?.name ?? content.name ?? base?.name ?? '').trim();
  if (name === '') report('missing-name', 'name');
  const namesake = library.templates.find((template) => titleKey(template.name) === titleKey(name));
  if (namesake !== undefined && !(choice.kind === 'next' && namesake.id === base?.id)) {
    report('duplicate-template', 'name', name);
  }
  if (productsOf(naming, content, base).length === 0) report('missing-product', 'products');
  if ((naming?.certification ?? content.certification ?? base?.certification ?? '').trim() === '') {
    report('missing-certification', 'certification');
  }
  if (content.controls.every((control) => control.operation === 'delete')) report('no-controls', 'controls');
}

function differs(submitted: string | null, present: string): boolean {
  return submitted !== null && submitted.trim() !== '' && titleKey(submitted) !== titleKey(present);
}
