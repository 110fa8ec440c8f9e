import type { Person } from '../model/person.ts';
import { type Editor, seatOf, type Workbook } from '../model/workbook.ts';
import { createCellCommands } from './cell-commands.ts';
import { type Copied, createClipboard } from './clipboard.ts';
import type { GridSurface } from './grid-surface.ts';
import { createSelecting } from './selecting.ts';

/** What a person can do on the grid, whichever key, click or menu it comes from. */
export type GridCommands = ReturnType<typeof createGridCommands>;

export type GridParts = {
  readonly book: Workbook;
  readonly person: Person;
  readonly surface: GridSurface;
  readonly silentPicks: boolean;
  /** The selection or the sheet in front is another. */
  readonly onSelect: () => void;
};

export function createGridCommands({ book, person, surface, silentPicks, onSelect }: GridParts) {
  const editor: Editor = { book, author: { seat: person.seat, pane: null } };
  let waiting: Copied | null = null;
  const copied = (): Copied | null => waiting;
  const selecting = createSelecting({
    seat: seatOf(book, person.seat),
    person,
    surface,
    copied: () => (waiting?.sheet === surface.sheet() ? waiting.area : null),
    onSelect,
  });
  const setCopied = (next: Copied | null): void => {
    waiting = next;
    selecting.refresh();
  };
  return {
    ...selecting,
    ...createCellCommands({ editor, person, surface, selecting, silentPicks }),
    ...createClipboard({ person, surface, selecting, copied, setCopied }),
  };
}
