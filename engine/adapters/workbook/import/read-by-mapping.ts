import type { ColumnMapping, ReadTemplate } from '../../../app/ports.ts';
import { maxTextLength } from '../../../contract/model/field.ts';
import type { ContentControl, TemplateContent } from '../../../contract/model/template.ts';
import { titleKey } from '../../../domain/templates/title-key.ts';
import { collectControls, type DraftControl } from './collect-controls.ts';
import { familyOfId } from './control-id.ts';
import type { Grid } from './grid.ts';
import { draftActions } from './mapped-actions.ts';
import { mappedRows } from './mapped-rows.ts';
import { type Reading, startReading } from './reading.ts';

/**
 * Reads any spreadsheet by a column mapping. Several rows may make one control; rows between may name the family of
 * those below. Where no column holds actions, each control gets one of its own, named after it.
 */
export function readByMapping(grid: Grid, mapping: ColumnMapping): ReadTemplate {
  const reading = startReading();
  const rows = mappedRows(grid, mapping, reading) ?? [];
  const { controls: drafts, withdrawn } = collectControls(rows, mapping, reading);
  if (withdrawn.length > 0) {
    const ids = [...withdrawn.slice(0, 20), ...(withdrawn.length > 20 ? ['...'] : [])].join(', ');
    reading.report('withdrawn-controls', 'controls', null, ids, String(withdrawn.length));
  }
  const actions = draftActions(drafts, mapping, reading);
  const owners = new Map(actions.list.flatMap((action) => action.owners.map((owner) => [titleKey(owner), owner])));
  const content: TemplateContent = {
    name: null,
    products: [],
    certification: null,
    dimensions: [],
    inScopeServices: [],
    controls: settleControls(drafts, actions.titlesByControl, reading),
    actions: actions.list,
    owners: [...owners.values()].map((name) => ({ name, description: '' })),
    dimensionList: [],
    acknowledgement: null,
  };
  return { kind: 'mapping', content, places: reading.places, findings: reading.findings };
}

function settleControls(
  drafts: readonly DraftControl[],
  titlesByControl: readonly (readonly string[])[],
  reading: Reading,
): readonly ContentControl[] {
  const parentById = new Map(drafts.map((draft) => [draft.id, draft.parent]));
  return drafts.map((draft, index) => ({
    id: draft.id,
    title: draft.title,
    family: draft.family || familyOfId(rootOf(draft.id, parentById)),
    parent: draft.parent || null,
    labels: [],
    statement: null,
    description: joinText(draft, index, reading),
    link: draft.link || null,
    articleId: draft.articleId || null,
    version: null,
    disabled: false,
    responsibility: draft.responsibility,
    actions: (titlesByControl[index] ?? []).map((title) => ({ title, description: null })),
    statedPoints: null,
    oldId: null,
    operation: null,
  }));
}

/** The control at the top of a chain of parents; a chain that bites its tail ends where it began. */
function rootOf(id: string, parentById: ReadonlyMap<string, string>): string {
  const seen = new Set<string>();
  let root = id;
  while (!seen.has(root)) {
    seen.add(root);
    root = parentById.get(root) || root;
  }
  return root;
}

function joinText(draft: DraftControl, index: number, reading: Reading): string {
  const text = draft.text.join('\n') || draft.title;
  if (text.length <= maxTextLength || draft.text.length === 1) return text;
  const path = `controls[${index}].description`;
  reading.report('text-cut', path, reading.places[path] ?? null, draft.id, String(maxTextLength));
  return text.slice(0, maxTextLength);
}
