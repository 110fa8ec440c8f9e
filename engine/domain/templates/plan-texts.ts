import { maxTextLength } from '../../contract/model/field.ts';
import type { TemplateId } from '../../contract/model/ids.ts';
import type { Control, Finding, Template, TemplateSource } from '../../contract/model/template.ts';
import { templateDifference } from './difference.ts';
import { isError, joinFindings, makeFinding, placeOf } from './finding.ts';
import type { TemplateLibrary } from './library.ts';
import { type ImportPlan, type SubmittedContent, summarize } from './plan-import.ts';

/**
 * Plans to lay the official texts of a file over a template: the text of a control of the same id becomes the statement
 * people see before the description. Nothing else of the template changes, and nothing else of the file is taken.
 */
export function planTexts(
  submitted: SubmittedContent,
  source: TemplateSource,
  template: TemplateId,
  library: TemplateLibrary,
): ImportPlan {
  const base = library.templates.find(({ id }) => id === template);
  const actions = new Map(library.actions.map((action) => [action.id, action]));
  const findings: Finding[] = [];
  const report = (rule: Parameters<typeof makeFinding>[0], path: string, value: string | null, detail = '') =>
    findings.push(makeFinding(rule, { path, place: placeOf(submitted.places, path), value, detail }));
  if (base === undefined) report('unknown-template', '', template);
  else if (base.archived) report('archived-template', '', base.name);

  const known = new Set(base?.controls.map(({ id }) => id));
  const textById = new Map<string, string>();
  const unknown: string[] = [];
  for (const [index, control] of submitted.content.controls.entries()) {
    const id = control.id.trim();
    const text = control.description.trim();
    if (text.length > maxTextLength) report('too-long', `controls[${index}].description`, id, String(maxTextLength));
    if (!known.has(id)) unknown.push(id);
    else if (text !== '' && text !== control.title.trim()) textById.set(id, text);
  }
  if (base !== undefined && textById.size === 0) report('no-texts', '', base.name);
  if (unknown.length > 0 && base !== undefined) {
    const named = unknown.length > 20 ? [...unknown.slice(0, 20), '...'] : unknown;
    report('texts-without-control', 'controls', named.join(', '), String(unknown.length));
  }

  const controls = (base?.controls ?? []).map((control): Control => {
    const statement = textById.get(control.id) ?? control.statement;
    return statement === control.statement ? control : { ...control, statement };
  });
  const all = joinFindings(submitted.findings, findings);
  const refused = base === undefined || all.some(isError);
  const after: Template | null = base === undefined ? null : { ...base, controls, version: base.version + 1, source };
  const side = (shown: Template) => ({ template: shown, actions });
  const isNew = controls.some((control, index) => control !== base?.controls[index]);
  return {
    outcome: refused ? 'refused' : isNew ? 'new-version' : 'unchanged',
    template: refused || !isNew ? null : after,
    actions: [],
    owners: [],
    dimensions: [],
    difference: base === undefined || after === null ? none : templateDifference(side(base), side(after)),
    affected: [],
    summary: after === null ? { families: 0, controls: 0, actions: 0, points: 0 } : summarize(after, actions),
    findings: all,
  };
}

const noRows = { added: [], changed: [], removed: [], unchanged: 0 };
const none = { controls: noRows, actions: noRows };
