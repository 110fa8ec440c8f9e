import type { HeldBatch } from '../../contract/model/conflict.ts';
import type { FieldName, FieldValue } from '../../contract/model/field.ts';
import { fieldsEqual } from '../fields/equal.ts';
import { kindOfField } from '../fields/normalize.ts';

/** One column of a batch, every row of it from top to bottom as the file has them, changed or not. */
export type BatchColumn = { readonly field: FieldName; readonly cells: readonly BatchCell[] };

export type BatchCell = {
  readonly base: FieldValue;
  readonly yours: FieldValue;
  /** Nothing stands in the cell; a status typed as `Not Implemented` is no blank. */
  readonly blank: boolean;
};

export type Mishap = { readonly reason: HeldBatch['reason']; readonly field: FieldName; readonly message: string };

/** Fewer changed cells than this are edits, whatever they look like: two swapped values are an ordinary correction. */
const fewest = 5;
const fewestCleared = 10;
const farthestShift = 20;

/**
 * The columns of a batch that look like a slip of the hand and not like work: values that only changed places
 * (one column sorted without the others), values that all moved up or down (cells inserted, deleted or pasted one row
 * off), and a column emptied. Filling many rows with one value, typing in many rows and clearing a few are work.
 */
export function findMishaps(columns: readonly BatchColumn[]): readonly Mishap[] {
  return columns.flatMap(({ field, cells }) => {
    const mishap = findShift(cells) ?? findSort(field, cells) ?? findClear(cells);
    return mishap === null ? [] : [{ ...mishap, field }];
  });
}

type Found = Omit<Mishap, 'field'>;

/**
 * The same values as before in other rows, no row with a value of its own. People who retype texts do not arrive at
 * exactly the texts they started from; with the few words of a closed list they may, so there the result must stand in
 * order, too.
 */
function findSort(field: FieldName, cells: readonly BatchCell[]): Found | null {
  const changed = cells.filter(isChanged);
  const distinct = countDistinct(changed.map(({ base }) => base));
  if (changed.length < fewest || distinct < 3) return null;
  const balance = new Map<string, number>();
  for (const { base, yours } of changed) {
    balance.set(toKey(base), (balance.get(toKey(base)) ?? 0) + 1);
    balance.set(toKey(yours), (balance.get(toKey(yours)) ?? 0) - 1);
  }
  if ([...balance.values()].some((count) => count !== 0)) return null;
  const kind = kindOfField(field);
  const isClosed = kind === 'implementationStatus' || kind === 'testResult' || kind === 'boolean';
  if ((isClosed || distinct < fewest) && !isInOrder(cells)) return null;
  const message = `The same values stand in ${changed.length} other rows, as if this column alone had been sorted.`;
  return { reason: 'one-column-sort', message };
}

/** From the first changed row to the last, up or down, blank cells at the end as every program sorts them. */
function isInOrder(cells: readonly BatchCell[]): boolean {
  const part = cells.slice(cells.findIndex(isChanged), cells.findLastIndex(isChanged) + 1);
  const filled = part.filter(({ blank }) => !blank).map(({ yours }) => String(yours).toLowerCase());
  const blanksLast = part.slice(0, filled.length).every(({ blank }) => !blank);
  const pairs = filled.slice(1).map((value, index) => [filled[index] ?? '', value] as const);
  return blanksLast && (pairs.every(([a, b]) => a <= b) || pairs.every(([a, b]) => a >= b));
}

/**
 * From the first changed row to the last, each shows what stood a fixed number of rows above or below, at least five
 * changed rows and three different values; only the rows that the shift itself opens or closes may hold anything.
 */
function findShift(cells: readonly BatchCell[]): Found | null {
  const changedAt = cells.flatMap((cell, index) => (isChanged(cell) ? [index] : []));
  const [first] = changedAt;
  const last = changedAt.at(-1);
  if (first === undefined || last === undefined || changedAt.length < fewest) return null;
  for (let distance = 1; distance <= farthestShift; distance += 1) {
    // Down: the first rows are new, the others show what stood above. Up: the last rows are new.
    for (const [from, to, offset] of [
      [first + distance, last, -distance],
      [first, last - distance, distance],
    ] as const) {
      const moved = movedCells(cells, from, to, offset);
      if (moved !== null && moved.length >= fewest && countDistinct(moved) >= 3) {
        const way = offset < 0 ? 'down' : 'up';
        const rows = distance === 1 ? 'one row' : `${distance} rows`;
        return { reason: 'shifted-paste', message: `${moved.length} values moved ${way} by ${rows}.` };
      }
    }
  }
  return null;
}

/** The changed values between two rows when every row there shows what stood `offset` rows away; else null. */
function movedCells(cells: readonly BatchCell[], from: number, to: number, offset: number): FieldValue[] | null {
  const moved: FieldValue[] = [];
  for (let index = from; index <= to; index += 1) {
    const [cell, source] = [cells[index], cells[index + offset]];
    if (cell === undefined || source === undefined || !fieldsEqual(cell.yours, source.base)) return null;
    if (isChanged(cell)) moved.push(cell.yours);
  }
  return moved;
}

/** Ten or more cells emptied, and at least half of what the column held. */
function findClear(cells: readonly BatchCell[]): Found | null {
  const cleared = cells.filter((cell) => cell.blank && isChanged(cell)).length;
  const kept = cells.filter((cell) => !cell.blank && !isEmpty(cell.base)).length;
  if (cleared < fewestCleared || cleared < kept) return null;
  return { reason: 'mass-clear', message: `${cleared} of ${cleared + kept} filled cells were emptied.` };
}

function isChanged({ base, yours }: BatchCell): boolean {
  return !fieldsEqual(base, yours);
}

function isEmpty(value: FieldValue): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function countDistinct(values: readonly FieldValue[]): number {
  return new Set(values.map(toKey)).size;
}

function toKey(value: FieldValue): string {
  return JSON.stringify(value);
}
