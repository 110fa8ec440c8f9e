import type { ColumnMapping } from '../../../app/ports.ts';
import type { ActionDescription, ContentAction } from '../../../contract/model/template.ts';
import { actionTypes } from '../../../contract/model/vocabulary.ts';
import { titleKey } from '../../../domain/templates/title-key.ts';
import { spelled } from './action-dimensions.ts';
import type { DraftControl } from './collect-controls.ts';
import type { MappedRow } from './mapped-rows.ts';
import { defaultActionType, defaultDescriptionTitle, responsibilityOf } from './read-actions.ts';
import type { Reading } from './reading.ts';

export type DraftActions = {
  readonly list: readonly ContentAction[];
  /** Titles of each control's actions, control by control. */
  readonly titlesByControl: readonly (readonly string[])[];
};

/** The actions of the mapped column, each once; or, without such a column, one for each control. */
export function draftActions(
  controls: readonly DraftControl[],
  mapping: ColumnMapping,
  reading: Reading,
): DraftActions {
  const titlesByControl = controls.map((control) =>
    mapping.columns.actionTitle === undefined ? [ownTitle(control)] : control.rows.flatMap(namedActions),
  );
  const responsibility = responsibilityOf(
    controls.map((control, index) => ({
      responsibility: control.responsibility,
      actions: (titlesByControl[index] ?? []).map((title) => ({ title, description: null })),
    })),
  );
  const byKey = new Map<string, ContentAction>();
  for (const control of controls) {
    for (const row of mapping.columns.actionTitle === undefined ? control.rows.slice(0, 1) : control.rows) {
      for (const title of mapping.columns.actionTitle === undefined ? [ownTitle(control)] : namedActions(row)) {
        if (byKey.has(titleKey(title))) continue;
        const path = `actions[${byKey.size}]`;
        byKey.set(titleKey(title), {
          title,
          descriptions: describe(control, row, title, mapping),
          ...readColumns(row, path, mapping, reading),
          responsibility: responsibility(title),
          category: null,
          purpose: null,
          enforcement: null,
          dimensions: [],
          parents: [],
          secureScoreControl: null,
          oldTitle: null,
          operation: null,
          ...(mapping.columns.actionTitle === undefined ? { automatic: true } : {}),
        });
      }
    }
  }
  return { list: [...byKey.values()], titlesByControl };
}

function ownTitle({ id, title }: DraftControl): string {
  return `${id} ${title}`.trim();
}

function namedActions(row: MappedRow): readonly string[] {
  const titles = row.text('actionTitle').split(';;');
  return titles.map((title) => title.replace(/\s*\n\s*/g, ' ').trim()).filter((title) => title !== '');
}

/** The control's text for its own action, and the mapped column's text beside it under that column's header. */
function describe(
  control: DraftControl,
  row: MappedRow,
  title: string,
  { columns }: ColumnMapping,
): readonly ActionDescription[] {
  const guidance = row.text('actionDescription');
  if (columns.actionTitle !== undefined) return [{ title: defaultDescriptionTitle, text: guidance || title }];
  const own = { title: defaultDescriptionTitle, text: control.text.join('\n') || control.title };
  if (guidance === '' || columns.actionDescription === undefined) return [own];
  return [own, { title: columns.actionDescription, text: guidance }];
}

type ReadColumns = Pick<ContentAction, 'points' | 'type' | 'owners'>;

function readColumns(row: MappedRow, path: string, mapping: ColumnMapping, reading: Reading): ReadColumns {
  const named = mapping.columns.actionTitle === undefined ? 'controlId' : 'actionTitle';
  reading.put(path, row.place(named));
  row.read(named, `${path}.title`);
  row.read('actionDescription', `${path}.descriptions`);
  const stated = row.read('actionPoints', `${path}.points`);
  const points = stated === '' ? mapping.defaultPoints : Number(stated);
  if (Number.isNaN(points)) reading.report('points-not-whole', `${path}.points`, row.place('actionPoints'), stated);
  const owners = row.read('actionOwner', `${path}.owners`).split(';;');
  return {
    points,
    type: spelled(actionTypes, row.read('actionType', `${path}.type`)) || defaultActionType,
    owners: owners.map((owner) => owner.trim()).filter((owner) => owner !== ''),
  };
}
