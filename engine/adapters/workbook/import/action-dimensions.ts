import type { DimensionValue } from '../../../contract/model/template.ts';
import {
  type ActionEnforcement,
  type ActionPurpose,
  actionCategories,
  actionEnforcements,
  actionPurposes,
  actionTypes,
} from '../../../contract/model/vocabulary.ts';
import { titleKey } from '../../../domain/templates/title-key.ts';
import type { Reading } from './reading.ts';

/** An action's dimension values, those the model has fields for apart from the rest. */
export type ActionDimensions = {
  readonly type: string | null;
  readonly category: string | null;
  readonly purpose: ActionPurpose | null;
  readonly enforcement: ActionEnforcement | null;
  readonly rest: readonly DimensionValue[];
};

/** Where each value was read. */
export type PlacedValue = DimensionValue & { readonly place: string };

/** Sorts an action's dimension values; a field that has several values, or one outside its closed list, is reported. */
export function sortDimensions(values: readonly PlacedValue[], path: string, reading: Reading): ActionDimensions {
  const byField = new Map<string, PlacedValue[]>();
  const rest: DimensionValue[] = [];
  for (const placed of values) {
    const key = titleKey(placed.key);
    if (!fieldByKey.has(key)) {
      reading.put(`${path}.dimensions[${rest.length}]`, placed.place);
      rest.push({ key: placed.key, value: placed.value });
      continue;
    }
    const known = byField.get(key);
    if (known === undefined) byField.set(key, [placed]);
    else known.push(placed);
  }
  const one = (key: string): string | null => {
    const [first, ...more] = byField.get(key) ?? [];
    if (first === undefined) return null;
    const field = fieldByKey.get(key);
    const fieldPath = `${path}.${field ?? 'dimensions'}`;
    reading.put(fieldPath, first.place);
    if (more.some(({ value }) => titleKey(value) !== titleKey(first.value))) {
      const all = [first, ...more].map(({ value }) => value).join(', ');
      reading.report('dimension-not-multiple', fieldPath, first.place, all, first.key);
    }
    return first.value;
  };
  const listed = <T extends string>(list: readonly T[], key: string): T | null => {
    const value = one(key);
    const found = list.find((item) => value !== null && titleKey(item) === titleKey(value)) ?? null;
    if (value !== null && found === null) {
      const first = byField.get(key)?.[0];
      const field = fieldByKey.get(key) ?? '';
      reading.report('unlisted-dimension', `${path}.${field}`, first?.place ?? null, `${first?.key}::${value}`);
    }
    return found;
  };
  return {
    type: spelled(actionTypes, one('action type')),
    category: spelled(actionCategories, one('action category')),
    purpose: listed(actionPurposes, 'action purpose'),
    enforcement: listed(actionEnforcements, 'action enforcement'),
    rest,
  };
}

const fieldByKey = new Map([
  ['action type', 'type'],
  ['action category', 'category'],
  ['action purpose', 'purpose'],
  ['action enforcement', 'enforcement'],
]);

/** The list's own spelling where letter case alone differs; the value as written otherwise. */
export function spelled(list: readonly string[], value: string | null): string | null {
  return list.find((item) => value !== null && titleKey(item) === titleKey(value)) ?? value;
}
