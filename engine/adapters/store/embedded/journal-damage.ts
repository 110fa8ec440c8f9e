import type { PartitionId, Position } from '../../../contract/model/ids.ts';

/** A place where the journal is not what was written. */
export type JournalDamage = {
  readonly partition: PartitionId | null;
  /** Path of the file or folder. */
  readonly file: string;
  /** Where the first damaged line begins: byte from 0, line from 1. */
  readonly offset: number;
  readonly line: number;
  /** The entry that stands there, or should. */
  readonly position: Position | null;
  readonly what: string;
};

/** Found while reading a journal that had been whole when it was opened. */
export class JournalDamageError extends Error {
  readonly damage: JournalDamage;
  constructor(damage: JournalDamage) {
    super(describeDamage(damage));
    this.name = 'JournalDamageError';
    this.damage = damage;
  }
}

export function describeDamage({ partition, file, offset, line, position, what }: JournalDamage): string {
  const entry = position === null ? '' : `, entry ${position}`;
  const journal = partition === null ? '' : ` of ${partition}`;
  return (
    `The journal${journal} is damaged: ${what}. Place: ${file}, byte ${offset}, line ${line}${entry}. ` +
    'Nothing has been changed. Run `controlbook verify` to list every damaged place; then put back this folder of the ' +
    'journal from a backup, or the whole data folder. Do not edit or delete the file: later entries depend on it.'
  );
}
