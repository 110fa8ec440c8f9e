import type { FieldValue, RecordField } from '../../contract/model/field.ts';
import type { ActionId, ConflictId } from '../../contract/model/ids.ts';
import type { Decision } from '../../contract/model/vocabulary.ts';
import type { FieldProblem, RawValue } from '../fields/field-problem.ts';
import type { Result } from '../result.ts';
import type { IdentityProblem } from './identity.ts';
import type { WorkbookIdentity } from './view.ts';

/** What a workbook says, cell by cell, before anybody has judged it. */
export type WorkbookReading = {
  readonly identity: Result<WorkbookIdentity, IdentityProblem>;
  /** Rows of the action items that are what they seem, from top to bottom. */
  readonly records: readonly RecordReading[];
  readonly overview: { readonly title: FieldReading | null; readonly inScopeServices: FieldReading | null };
  readonly decisions: readonly DecisionReading[];
  /** Keys of rows nobody may guess about: repeated ones, and rows mixed from two. They are read by nobody and kept. */
  readonly doubtful: ReadonlySet<string>;
  readonly problems: readonly ReadingProblem[];
};

export type RecordReading = {
  readonly action: ActionId;
  readonly row: number;
  /** A field whose column was not found is left out: that is no cleared field. */
  readonly fields: Readonly<Partial<Record<RecordField, FieldReading>>>;
};

export type FieldReading = {
  readonly value: Result<FieldValue, CellProblem>;
  /** What stands in the cell, before anybody made a value of it. */
  readonly raw: string | number | boolean | null;
  /** `'Action Items'!F7`. */
  readonly place: string;
  /** Nothing stands in the cell, so the value is the field's blank one. */
  readonly blank: boolean;
};

export type CellProblem = { readonly code: FieldProblem['code'] | 'formula' | 'cell-error'; readonly message: string };

export type ReadingProblem = {
  readonly code:
    | 'missing-table'
    | 'missing-column'
    | 'no-room'
    | 'duplicate-key'
    | 'row-without-key'
    | 'unknown-row'
    | 'mixed-row'
    | 'cleared-row'
    | 'unknown-decision'
    | 'value-missing';
  readonly place: string;
  readonly message: string;
};

/** What a person chose in the Conflicts sheet. */
export type DecisionReading = {
  readonly conflict: ConflictId;
  readonly decision: Decision;
  /** With `other` the third value as it stands in its cell, still to be normalised by the field's kind; else null. */
  readonly other: { readonly raw: RawValue; readonly shownAsDate: boolean } | null;
  /** The decision's cell. */
  readonly place: string;
};
