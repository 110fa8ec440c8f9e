import type { Person } from '../model/person.ts';
import { cellAt, formatAt } from '../model/sheet.ts';
import { createCellEditor, type EditMode } from './cell-editor.ts';
import { formatStyle } from './cell-look.ts';
import { editText } from './edit-text.ts';
import { createFormulaBar, type FormulaBar } from './formula-bar.ts';
import type { GridCommands } from './grid-commands.ts';
import type { GridSurface } from './grid-surface.ts';
import { areaOfCell } from './selection-moves.ts';

type Move = 'up' | 'down' | 'left' | 'right' | 'stay';

export type CellEditingParts = {
  readonly person: Person;
  readonly surface: GridSurface;
  readonly commands: () => GridCommands;
  readonly room: HTMLElement;
  readonly goTo: (place: string) => void;
  readonly mode: (mode: 'Ready' | 'Enter' | 'Edit') => void;
  /** The edit has ended, one way or the other; `back` to the grid unless the person has gone elsewhere. */
  readonly onEnd: (back: boolean) => void;
};

export type CellEditing = {
  readonly bar: FormulaBar;
  readonly isOpen: () => boolean;
  /** Null begins with what the cell holds. */
  readonly begin: (text: string | null, mode: EditMode) => void;
  /** Takes what was typed; false when the person has to decide first. */
  readonly end: () => Promise<boolean>;
  readonly follow: () => void;
};

/** Typing in a cell, over the cell itself or in the formula bar; while it lasts the panes of this Excel have to wait. */
export function createCellEditing({
  person,
  surface,
  commands,
  room,
  goTo,
  mode,
  onEnd,
}: CellEditingParts): CellEditing {
  const bar = createFormulaBar({
    begin: () => {
      if (!editor.isOpen()) open(null, 'edit', true);
    },
    changed: (text) => editor.setText(text),
    commit: (move) => void commit(move, false),
    cancel,
    leave: () => void commit('stay', false, false),
    goTo,
  });
  const editor = createCellEditor(room, {
    commit: (move, all) => void commit(move, all),
    cancel,
    changed: (text) => bar.text(text),
  });

  function open(text: string | null, wanted: EditMode, inBar: boolean): void {
    const [sheet, active] = [surface.sheet(), commands().active()];
    const format = formatAt(sheet, active.row, active.column);
    const shown = text ?? editText(cellAt(sheet, active.row, active.column), format);
    person.startCellEdit();
    surface.reveal(active);
    const look = `${formatStyle(format)};--pt:${surface.element.style.getPropertyValue('--pt')}`;
    editor.open(shown, wanted, surface.rectOf(active, areaOfCell(sheet, active)), look);
    bar.text(shown);
    if (inBar) bar.element.querySelector('textarea')?.focus();
    mode(text === null ? 'Edit' : 'Enter');
  }

  async function commit(move: Move, all: boolean, back = true): Promise<boolean> {
    if (!editor.isOpen()) return true;
    person.endCellEdit();
    if (!(await take(editor.text(), all))) {
      person.startCellEdit();
      editor.element.focus();
      return false;
    }
    leave(back);
    if (move === 'left' || move === 'right') commands().advance(true, move === 'left');
    else if (move !== 'stay') commands().advance(false, move === 'up');
    return true;
  }

  async function take(text: string, all: boolean): Promise<boolean> {
    if (all) {
      await commands().fillSelection(text);
      return true;
    }
    const { row, column } = commands().active();
    const before = editText(cellAt(surface.sheet(), row, column), formatAt(surface.sheet(), row, column));
    // What was not changed is no edit: no pane need hear of it.
    return text === before || commands().type(text);
  }

  function cancel(): void {
    person.endCellEdit();
    leave(true);
  }

  function leave(back: boolean): void {
    editor.close();
    mode('Ready');
    onEnd(back);
  }

  return {
    bar,
    isOpen: editor.isOpen,
    begin: (text, wanted) => open(text, wanted, false),
    end: () => commit('stay', false),
    follow() {
      if (!editor.isOpen()) return;
      const active = commands().active();
      editor.place(surface.rectOf(active, areaOfCell(surface.sheet(), active)));
    },
  };
}
