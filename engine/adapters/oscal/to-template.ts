import type { FileProblem, ReadTemplate } from '../../app/ports.ts';
import type { ContentAction, ContentControl } from '../../contract/model/template.ts';
import { defaultActionPoints } from '../../contract/model/vocabulary.ts';
import { ok, type Result } from '../../domain/result.ts';
import { controlId } from './control-id.ts';
import { controlTexts } from './control-texts.ts';
import { toFindings } from './findings.ts';
import { createInsertParams, type InsertParams } from './insert-params.ts';
import type { OscalControl, OscalGroup, Param } from './oscal-schema.ts';
import { labelOf } from './part-text.ts';
import { limits, problem } from './read-json.ts';
import type { Resolved } from './resolve.ts';
import type { ResolvedControl } from './resolved-control.ts';

/**
 * A template from resolved controls: families from groups, ids from labels, the statement as the control's description,
 * and for each control one customer action that carries guidance and assessment. Withdrawn controls are left out.
 */
export function toTemplate(file: string, resolved: Resolved): Result<ReadTemplate, FileProblem> {
  const controls: ContentControl[] = [];
  const actions: ContentAction[] = [];
  // A null prototype is not needed: the keys are made here.
  const places: Record<string, string> = {};
  const withdrawn: string[] = [];
  const rewritten: [string, string][] = [];
  const cut: string[] = [];
  const titles = new Set<string>();
  const insertByScope = new Map<ReadonlyMap<string, Param>, InsertParams>();
  const idByRaw = new Map(resolved.controls.map(({ control }) => [control.id, controlId(control).id]));
  let length = 0;

  for (const each of resolved.controls) {
    const { control, params, place } = each;
    const { id, from } = controlId(control);
    if (isWithdrawn(control)) {
      withdrawn.push(id);
      continue;
    }
    if (from !== null) rewritten.push([from, id]);
    const insert = insertByScope.get(params) ?? createInsertParams(params);
    insertByScope.set(params, insert);
    const { statement, guidance, assessment } = controlTexts(control, params, insert);
    if (statement.cut || guidance.cut || assessment.cut) cut.push(id);
    length += statement.text.length + guidance.text.length + assessment.text.length;
    if (length > limits.text) {
      return problem(
        'too-large',
        file,
        `makes more than ${limits.text / 1024 / 1024} MB of text. Submit a smaller catalog.`,
      );
    }
    const title = insert(control.title).trim();
    const actionTitle = uniqueTitle(`${id} ${title}`.trim(), titles);
    places[`controls[${controls.length}]`] = place;
    places[`actions[${actions.length}]`] = place;
    const parent = idByRaw.get(each.parent ?? '') ?? null;
    controls.push({ ...toControl(each, id, title, statement.text, actionTitle), parent });
    const firstText = guidance.text || statement.text || title;
    actions.push(toAction(actionTitle, firstText, assessment.text));
  }

  return ok({
    kind: 'oscal',
    content: {
      name: resolved.title.trim(),
      products: [],
      certification: null,
      dimensions: [],
      inScopeServices: [],
      controls,
      actions,
      owners: [],
      dimensionList: [],
      acknowledgement: null,
    },
    places,
    findings: toFindings(resolved.notes, { withdrawn, rewritten, cut }),
  });
}

function toControl(
  { groups, control }: ResolvedControl,
  id: string,
  title: string,
  description: string,
  actionTitle: string,
): ContentControl {
  return {
    id,
    title,
    family: groups.length === 0 ? familyOfId(control.id) : groups.map(familyName).join(' / '),
    parent: null,
    labels: [],
    statement: null,
    description,
    link: null,
    articleId: null,
    version: null,
    disabled: false,
    responsibility: 'customer',
    actions: [{ title: actionTitle, description: 'Guidance' }],
    statedPoints: null,
    oldId: null,
    operation: null,
  };
}

function toAction(title: string, guidance: string, assessment: string): ContentAction {
  const descriptions = [{ title: 'Guidance', text: guidance }];
  return {
    title,
    descriptions: assessment === '' ? descriptions : [...descriptions, { title: 'Assessment', text: assessment }],
    points: defaultActionPoints,
    responsibility: 'customer',
    type: 'Operational',
    category: null,
    purpose: null,
    enforcement: null,
    owners: [],
    dimensions: [],
    parents: [],
    secureScoreControl: null,
    oldTitle: null,
    operation: null,
    automatic: true,
  };
}

/** `AC Access Control`: the group's label or short id, unless the title begins with it, and its title. */
function familyName(group: OscalGroup): string {
  const title = group.title.trim();
  const short = labelOf(group.props) ?? (/^[a-z]{2,4}$/.test(group.id ?? '') ? (group.id ?? '').toUpperCase() : '');
  return short === '' || title.startsWith(short) ? title : `${short} ${title}`;
}

function familyOfId(id: string): string {
  return /^[a-z]{2,4}(?=[-.])/i.exec(id)?.[0].toUpperCase() ?? 'Controls';
}

function isWithdrawn(control: OscalControl): boolean {
  return (control.props ?? []).some((prop) => prop.name === 'status' && prop.value.toLowerCase() === 'withdrawn');
}

/** Letter case aside; a second one gets a number. */
function uniqueTitle(title: string, taken: Set<string>): string {
  let unique = title;
  for (let number = 2; taken.has(unique.toLowerCase()); number += 1) unique = `${title} (${number})`;
  taken.add(unique.toLowerCase());
  return unique;
}
