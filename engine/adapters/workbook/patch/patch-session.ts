import type { RefusedCell } from '../../../contract/model/cells.ts';
import type { Package } from '../package/open-package.ts';
import type { PartText } from '../package/part-text.ts';
import { partOfKind, type SheetEntry, type WorkbookStructure } from '../package/workbook-structure.ts';
import type { ChainCell } from './calc-chain.ts';
import { type DateStyles, openDateStyles } from './date-styles.ts';
import { applySplices, type Splice } from './text-splice.ts';
import type { CellWrite } from './write-cells.ts';

/** What one patch run gathers while it goes from sheet to sheet. */
export type PatchSession = {
  readonly workbook: Package;
  readonly structure: WorkbookStructure;
  readonly refused: RefusedCell[];
  /** Parts with new text, by entry name. */
  readonly changed: Map<string, PartText>;
  /** Worksheets with new content, in pieces, by entry name. */
  readonly changedSheets: Map<string, readonly Uint8Array[]>;
  readonly written: WrittenSheet[];
  readonly lostFormulas: ChainCell[];
  readonly gainedFormulas: ChainCell[];
  needsCalculation: boolean;
  /** Null when the workbook has no styles to add to. */
  dateStyles(): DateStyles | null;
  /** Splices of the styles that were added. */
  addedStyles(): readonly Splice[];
};

/** `text` is what the new pieces say, rows that stay what they were left out. */
export type WrittenSheet = {
  readonly sheet: SheetEntry;
  readonly writes: readonly CellWrite[];
  readonly text: string;
};

export function createSession(workbook: Package, structure: WorkbookStructure): PatchSession {
  let dateStyles: DateStyles | null | undefined;
  return {
    workbook,
    structure,
    refused: [],
    changed: new Map(),
    changedSheets: new Map(),
    written: [],
    lostFormulas: [],
    gainedFormulas: [],
    needsCalculation: false,
    dateStyles: () => {
      if (dateStyles === undefined) {
        const part = partOfKind(workbook, structure.relationships, 'styles');
        dateStyles = part === null ? null : openDateStyles(workbook.readText(part).text, part, workbook.limits.styles);
      }
      return dateStyles;
    },
    addedStyles: () => dateStyles?.splices() ?? [],
  };
}

/** Puts splices into a part's text; earlier changes of the same part are kept. */
export function changePart(session: PatchSession, part: string, splices: readonly Splice[]): void {
  if (splices.length === 0) return;
  const before = session.changed.get(part) ?? session.workbook.readText(part);
  session.changed.set(part, { ...before, text: applySplices(before.text, splices) });
}
