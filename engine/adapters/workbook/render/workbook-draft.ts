import type { ChoiceLists } from './choice-lists.ts';
import type { SharedStrings } from './shared-strings.ts';
import type { StyleNumbers } from './style-numbers.ts';

/** What the sheets of a workbook share, collected while they are drawn. */
export type WorkbookDraft = {
  readonly styles: StyleNumbers;
  readonly strings: SharedStrings;
  /** The long drop-down lists. */
  readonly lists: ChoiceLists;
  readonly sheetNames: ReadonlySet<string>;
};
