import type { InsertParams } from './insert-params.ts';
import type { OscalControl, Param, Part } from './oscal-schema.ts';
import { createTextLines, labelOf, type PartText, paragraphs, plain, writeItems, writePart } from './part-text.ts';

/** The three texts a control is made of. */
export type ControlTexts = { readonly statement: PartText; readonly guidance: PartText; readonly assessment: PartText };

const guidanceNames = new Set(['guidance', 'supplemental-guidance', 'discussion']);
const objectiveNames = new Set(['assessment-objective', 'objective']);
const methodNames = new Set(['assessment-method', 'assessment']);

/** What is neither guidance nor about assessing is the statement, whatever its parts are called. */
export function controlTexts(
  control: OscalControl,
  params: ReadonlyMap<string, Param>,
  insert: InsertParams,
): ControlTexts {
  const parts = control.parts ?? [];
  const statement = createTextLines();
  const guidance = createTextLines();
  for (const part of parts) {
    if (guidanceNames.has(part.name)) writePart(guidance, part, insert);
    else if (!objectiveNames.has(part.name) && !methodNames.has(part.name)) writePart(statement, part, insert);
  }
  return {
    statement: statement.finish(),
    guidance: guidance.finish(),
    assessment: assessmentText(parts, control.params ?? [], params, insert),
  };
}

function assessmentText(
  parts: readonly Part[],
  own: readonly Param[],
  params: ReadonlyMap<string, Param>,
  insert: InsertParams,
): PartText {
  const lines = createTextLines();
  const objectives = parts.filter((part) => objectiveNames.has(part.name));
  if (objectives.length > 0) lines.paragraph('**Objectives**');
  for (const objective of objectives) {
    const label = objective.prose === undefined ? undefined : labelOf(objective.props);
    const [first = '', ...rest] = paragraphs(objective.prose, insert);
    lines.paragraph([label ?? '', first].filter((text) => text !== '').join(' '));
    for (const paragraph of rest) lines.paragraph(paragraph);
    writeItems(lines, objective.parts ?? [], 0, insert);
  }
  const guidelines = own.flatMap((param) => params.get(param.id)?.guidelines ?? []);
  if (guidelines.length > 0) lines.paragraph('**Parameters**');
  for (const { prose } of guidelines) lines.bullet(0, plain(prose, insert));
  for (const method of parts.filter((part) => methodNames.has(part.name))) {
    const name = method.props?.find((prop) => prop.name === 'method')?.value ?? method.title ?? 'Method';
    lines.paragraph(`**${name.slice(0, 1).toUpperCase()}${name.slice(1).toLowerCase()}**`);
    for (const paragraph of paragraphs(method.prose, insert)) lines.paragraph(paragraph);
    for (const objects of method.parts ?? []) {
      for (const paragraph of paragraphs(objects.prose, insert)) lines.bullet(0, paragraph);
      writeItems(lines, objects.parts ?? [], 0, insert);
    }
  }
  return lines.finish();
}
