import type { DimensionChange, DimensionView } from '#engine/contract/http/organisation-lists';

/** A value as it is being edited; `from` is what it was, null where it is new. */
export type DraftValue = {
  readonly id: number;
  readonly from: string | null;
  readonly text: string;
  /** It came with the program and stays. */
  readonly isFixed: boolean;
};

export function firstDraft(dimension: DimensionView | null): readonly DraftValue[] {
  if (dimension === null) return [{ id: 1, from: null, text: '', isFixed: false }];
  return dimension.values.map(({ value, builtIn }, index) => ({
    ...{ id: index + 1, from: value, text: value, isFixed: builtIn },
  }));
}

/** Whether a value stands there twice, letter case aside. */
export function draftFaults(values: readonly DraftValue[]): boolean {
  const names = values.map(({ text }) => text.trim().toLowerCase()).filter((text) => text !== '');
  return new Set(names).size < names.length;
}

/** What is added, renamed and removed; a value whose text was emptied is removed. */
export function draftToChange(
  dimension: DimensionView,
  values: readonly DraftValue[],
): Required<Pick<DimensionChange, 'add' | 'rename' | 'remove'>> {
  const given = values.map((one) => ({ ...one, text: one.text.trim() })).filter(({ text }) => text !== '');
  const kept = new Set(given.map(({ from }) => from));
  return {
    add: given.flatMap(({ from, text }) => (from === null ? [text] : [])),
    rename: given.flatMap(({ from, text }) => (from !== null && from !== text ? [{ from, to: text }] : [])),
    remove: dimension.values.map(({ value }) => value).filter((value) => !kept.has(value)),
  };
}
