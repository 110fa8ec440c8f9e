import type { Finding, PlaceByPath } from '../../contract/model/template.ts';

/**
 * Every rule a submitted template can break, and the sentence a person reads: what is wrong, then what to do. The code
 * is stable. `value` is the offending text, `detail` what else the sentence needs (a place, a list, a limit).
 */
const rules = {
  // The file
  'missing-sheet': error((v) => `The sheet ${v} is missing. Add it with its header row, even if it stays empty.`),
  'sheet-order': warning(
    (v, d) => `The sheets stand in the order ${v}; the format wants ${d}. They were read by name.`,
  ),
  'missing-column': error((v, d) => `The column ${v} is missing on the sheet ${d}. Add it to the header row.`),
  'column-order': warning(
    (_, d) => `The columns stand in another order than the format's (${d}). They were read by header.`,
  ),
  'repeated-column': error((v) => `The header ${v} stands in more than one column. Keep one of them.`),
  'unknown-column': warning((v) => `The column ${v} is not part of the format and was left out.`),
  'unmapped-id': error(() => 'The mapping names no column for the ids of the controls. Choose one.'),
  'unused-columns': warning((v) => `These columns are not mapped and were left out: ${v}.`),
  'too-many-rows': error(
    (_, d) => `The sheet has more than ${d} rows. Split the template or remove what is not part of it.`,
  ),
  'formula-cell': warning(
    () => 'The cell holds a formula; its last computed value was taken. Check it, or paste the value.',
  ),
  'error-cell': error((v) => `The cell shows the error ${v}. Correct the cell or empty it.`),
  'date-cell': warning(
    (v) =>
      `The cell holds a date (number ${v}) where text is expected; a spreadsheet may have turned an id into a date. Format the cell as text and type it again.`,
  ),
  'stray-space': warning(
    (v) => `The list "${v}" has spaces around its separators. They were ignored; write the list without them.`,
  ),
  'not-a-flag': error((v) => `"${v}" is neither TRUE nor FALSE. Write one of the two.`),
  'not-a-responsibility': error(
    (v) => `"${v}" is not a control type. Write CM (customer), MM (provider) or SM (shared).`,
  ),
  'not-a-number': warning(
    (v) => `The control states "${v}" as its score, which is no number. The sum of its actions is used.`,
  ),
  'not-an-operation': error((v) => `"${v}" is not an operation. Write Delete, or leave the cell empty.`),
  'not-a-dimension': error((v) => `"${v}" is not a dimension. Write Key::Value, several joined by ";;".`),
  'more-findings': error(
    (v) => `There are more findings than the ${v} listed. Correct these and submit the file again.`,
  ),
  'withdrawn-controls': warning((v, d) => `${d} withdrawn controls were left out: ${v}.`),
  'ids-rewritten': warning(
    (v, d) => `The ids are written with leading zeros (${v}); they were read as ${d}, the form of the catalog.`,
  ),
  'text-cut': warning((v, d) => `The joined text of ${v} is longer than ${d} characters and was cut there.`),

  // The template as a whole
  'missing-name': error(() => 'The template has no name. Give it one that no other template has.'),
  'duplicate-template': error(
    (v) =>
      `There is already a template named "${v}". Choose another name, or import it as that template's next version.`,
  ),
  'missing-product': error(() => 'The template has no product. Say which product or service it assesses.'),
  'missing-certification': error(
    () => 'The template has no certification. Say which standard or regulation it follows.',
  ),
  'changed-product': error(
    (v, d) =>
      `The product cannot change from "${d}" to "${v}" in a next version. Put it back, or import as a new template.`,
  ),
  'changed-certification': error(
    (v, d) =>
      `The certification cannot change from "${d}" to "${v}" in a next version. Put it back, or import as a new template.`,
  ),
  'unknown-template': error((v) => `There is no template ${v} to continue or extend. Choose one of the list.`),
  'archived-template': error((v) => `The template "${v}" is archived. Activate it before importing a next version.`),
  'no-controls': error(() => 'There is no control. A template needs at least one control with an action.'),
  'too-long': error((_, d) => `The text is longer than ${d} characters, the most a cell can hold. Shorten it.`),

  // Controls
  'missing-control-id': error(() => 'The control has no id. Give it the id it has in the standard.'),
  'missing-control-title': error((v) => `The control ${v} has no title. Give it one.`),
  'missing-family': error((v) => `The control ${v} has no control family. Name the family it belongs to.`),
  'family-without-control': error(
    (v) => `The control family "${v}" has no control. Add a control to it or remove the row.`,
  ),
  'duplicate-control': error(
    (v, d) => `The control id ${v} is used more than once, first at ${d}. Each id may stand once in a template.`,
  ),
  'control-without-action': error((v) => `The control ${v} has no action. Name at least one action for it.`),
  'undefined-action': error(
    (v) =>
      `The action "${v}" is neither among the template's actions nor known to the organisation. Define it or correct its title.`,
  ),
  'repeated-action': warning(
    (v, d) => `The action "${v}" is named more than once by the control ${d}. It counts once.`,
  ),
  'deleted-action-used': error(
    (v, d) => `The action "${v}" is to be deleted but the control ${d} still names it. Remove it there too.`,
  ),
  'unknown-description': error((v, d) => `The action "${d}" has no description titled "${v}". Use one of its titles.`),
  'stated-score-differs': warning(
    (v, d) => `The control states ${v} points but its actions add up to ${d}. ${d} is used.`,
  ),
  'old-control-unknown': error(
    (v) => `The old control id ${v} is not in the template that is being changed. Correct it or leave the cell empty.`,
  ),
  'deleted-control-unknown': warning(
    (v) => `The control ${v} is to be deleted but is not in the template. The row was ignored.`,
  ),
  'extension-repeats-control': error(
    (v) => `The control ${v} is already in the extended template. An extension only adds; remove the row.`,
  ),

  // Actions
  'missing-action-title': error(() => 'The action has no title. Give it one that no other action has.'),
  'duplicate-action': error(
    (v, d) => `The action title "${v}" is used more than once, first at ${d}. Each title may stand once.`,
  ),
  'unused-action': error((v) => `No control uses the action "${v}". Name it in a control or remove the row.`),
  'points-not-whole': error((v) => `"${v}" is not a score. Write a whole number from 1 to 99.`),
  'missing-description': error((v) => `The action "${v}" has no description. Say what is to be done.`),
  'repeated-description': error(
    (v, d) => `The action "${d}" has two descriptions titled "${v}". Give each its own title.`,
  ),
  'missing-type': warning(
    (v) => `The action "${v}" does not say its type; Operational is assumed. Add Action Type to be sure.`,
  ),
  'unknown-type': error(
    (v, d) => `"${v}" is not an implementation type. Use one of ${d}, or list it under the dimension Action Type.`,
  ),
  'unknown-owner': error(
    (v) => `The owner "${v}" is not listed. Add the owner to the list of owners or correct the name.`,
  ),
  'unlisted-dimension': error(
    (v) => `The dimension value ${v} is not listed. Add it to the Dimensions sheet or correct it.`,
  ),
  'dimension-not-multiple': error(
    (v, d) => `${d} takes one value but has several: ${v}. Keep one, or allow several on the Dimensions sheet.`,
  ),
  'unknown-parent': error((v) => `The parent action "${v}" is not known. Correct the title or leave it out.`),
  'parent-left-out': warning(
    (v, d) => `The parent action "${v}" of "${d}" is not in the file and not known here. It was left out.`,
  ),
  'parent-cycle': error((v) => `The action "${v}" is its own parent, directly or through others. Break the circle.`),
  'old-action-unknown': error(
    (v) => `The old action title "${v}" is not known to the organisation. Correct it or leave the cell empty.`,
  ),
  'rename-clash': error((v, d) => `"${d}" cannot be renamed to "${v}": another action has that title already.`),
  'provider-action': error(
    (v) =>
      `The action "${v}" belongs to the provider and cannot be changed. Remove the row; controls may name it all the same.`,
  ),
  'extension-repeats-action': error(
    (v) =>
      `The action "${v}" exists already. An extension only adds; remove the row and name the action in the control.`,
  ),

  // Owners and dimensions
  'missing-owner-name': error(() => 'The owner has no name. Give it one or remove the row.'),
  'duplicate-owner': error((v) => `The owner "${v}" is listed more than once. Keep one row.`),
  'repeated-dimension': warning((v) => `The dimension value ${v} is listed more than once. It counts once.`),
  'missing-dimension-key': error(() => 'The dimension row lacks its key or its value. Fill in both or remove the row.'),

  // Official texts laid over a template
  'no-texts': error(
    (v) => `No control of the file has a text and an id that "${v}" has. Check that it is the same edition.`,
  ),
  'texts-without-control': warning((v, d) => `${d} ids are not in the template and were left out: ${v}.`),

  // Attestations of the provider
  'unknown-provider-action': warning(
    (v) => `There is no provider action "${v}", by title or id. The row was left out.`,
  ),
  'unknown-attested-control': warning((v, d) => `"${d}" has no control ${v}. The row was left out.`),
  'control-without-provider': warning((v) => `The control ${v} asks nothing of the provider. The row was left out.`),
  'attested-nothing': error(
    () =>
      'No row names a provider action, or a control that asks something of the provider. Name one, or choose the template the control ids are of.',
  ),
  'needs-template': error((v) => `The rows name controls (${v} ...). Choose the template these ids are of.`),
  'bad-attestation': error((_, d) => d),

  // Changing and copying templates
  'provider-control': error(
    (v) => `The control ${v} is the provider's and cannot be changed or disabled. Customer-managed controls can.`,
  ),
  'unknown-control': error((v) => `There is no control ${v} in the template. Correct the id.`),
} satisfies Record<string, Rule>;

export type TemplateRule = keyof typeof rules;

type Rule = { readonly severity: Finding['severity']; readonly say: (value: string, detail: string) => string };

function error(say: Rule['say']): Rule {
  return { severity: 'error', say };
}

function warning(say: Rule['say']): Rule {
  return { severity: 'warning', say };
}

export type FindingSubject = {
  readonly path: string;
  readonly place: string | null;
  readonly value?: string | null;
  readonly detail?: string;
};

export function makeFinding(rule: TemplateRule, { path, place, value = null, detail = '' }: FindingSubject): Finding {
  const { severity, say } = rules[rule];
  const shown = shorten(value ?? '');
  return { severity, rule, path, place, value: value === null ? null : shown, message: say(shown, detail) };
}

const longestShown = 300;

function shorten(text: string): string {
  return text.length > longestShown ? `${text.slice(0, longestShown)}...` : text;
}

/** The place of a part, or of the nearest part around it that has one; null when the whole file is meant. */
export function placeOf(places: PlaceByPath, path: string): string | null {
  let rest = path;
  while (rest !== '') {
    if (Object.hasOwn(places, rest)) return places[rest] ?? null;
    const end = Math.max(rest.lastIndexOf('.'), rest.lastIndexOf('['));
    rest = end < 0 ? '' : rest.slice(0, end);
  }
  return null;
}

/** As many as a person could ever work through; a file made to be wrong everywhere has more. */
export const mostFindings = 20_000;

/** Findings of several readers of one content: the first of a rule about the same part stays, errors come first. */
export function joinFindings(...lists: readonly (readonly Finding[])[]): readonly Finding[] {
  const seen = new Set<string>();
  const joined = lists.flat().filter((finding) => {
    const key = `${finding.rule}\n${finding.path}\n${finding.place ?? ''}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  const ordered = [...joined.filter(isError), ...joined.filter((finding) => !isError(finding))];
  return ordered.length > mostFindings ? [...ordered.slice(0, mostFindings), moreFindings()] : ordered;
}

/** Stands for the findings that are not listed. */
export function moreFindings(): Finding {
  return makeFinding('more-findings', { path: '', place: null, value: String(mostFindings) });
}

export function isError(finding: Finding): boolean {
  return finding.severity === 'error';
}
