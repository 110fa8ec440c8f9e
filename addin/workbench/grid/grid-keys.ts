import type { CellFormat } from '../model/cell-format.ts';
import type { GridCommands } from './grid-commands.ts';
import type { Move } from './selection-moves.ts';

/** What keys need beyond the commands. */
export type KeyTargets = {
  readonly edit: (text: string | null, mode: 'enter' | 'edit') => void;
  /** The list of the cell's rule, or the filter of its column. */
  readonly openList: () => void;
  readonly nextSheet: (step: 1 | -1) => void;
  readonly save: () => void;
};

const arrows: Readonly<Record<string, Move>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

/** Excel's keys, while no cell is being edited. True when the key was one of them. */
export function handleKey(event: KeyboardEvent, commands: GridCommands, targets: KeyTargets): boolean {
  const { key, shiftKey: shift, altKey: alt } = event;
  const control = event.ctrlKey || event.metaKey;
  const move = arrows[key];
  if (move !== undefined) {
    if (alt && move === 'down') targets.openList();
    else commands.move(move, { extend: shift, far: control });
    return true;
  }
  if (control) return handleControlKey(key.toLowerCase(), shift, commands, targets);
  switch (key) {
    case 'Enter':
      commands.advance(false, shift);
      return true;
    case 'Tab':
      commands.advance(true, shift);
      return true;
    case 'Home':
      commands.goTo(commands.home(), shift);
      return true;
    case 'End':
      commands.goTo({ row: commands.active().row, column: commands.last().column }, shift);
      return true;
    case 'PageUp':
    case 'PageDown':
      commands.page(key === 'PageUp', shift);
      return true;
    case 'F2':
      targets.edit(null, 'edit');
      return true;
    case 'Delete':
      void commands.clear();
      return true;
    case 'Backspace':
      targets.edit('', 'enter');
      return true;
    case 'Escape':
      commands.dropCopied();
      return true;
    case ' ':
      if (shift) {
        const { top, bottom } = commands.area();
        commands.selectRows(top, bottom);
        return true;
      }
  }
  // One letter begins an edit with it; a composition begins an empty one, into which the letters then go.
  if (key === 'Process' || key === 'Dead') {
    targets.edit('', 'enter');
    return false;
  }
  if (alt || [...key].length !== 1) return false;
  targets.edit(key, 'enter');
  return true;
}

function handleControlKey(key: string, shift: boolean, commands: GridCommands, targets: KeyTargets): boolean {
  switch (key) {
    case 'home':
      commands.goTo(commands.corner(), shift);
      return true;
    case 'end':
      commands.goTo(commands.last(), shift);
      return true;
    case 'a':
      commands.selectAll();
      return true;
    case 'd':
      void commands.fillDown();
      return true;
    case 'z':
      void (shift ? commands.redo() : commands.undo());
      return true;
    case 'y':
      void commands.redo();
      return true;
    case 's':
      targets.save();
      return true;
    case 'pageup':
    case 'pagedown':
      targets.nextSheet(key === 'pageup' ? -1 : 1);
      return true;
    case ' ': {
      const { left, right } = commands.area();
      commands.selectColumns(left, right);
      return true;
    }
    case 'b':
      return toggle(commands, 'bold');
    case 'i':
      return toggle(commands, 'italic');
    case 'u': {
      const underline = commands.activeFormat().underline === 'None' ? 'Single' : 'None';
      void commands.format((format) => ({ ...format, underline }));
      return true;
    }
    default:
      return false;
  }
}

function toggle(commands: GridCommands, property: 'bold' | 'italic'): true {
  const on = !commands.activeFormat()[property];
  void commands.format((format): CellFormat => ({ ...format, [property]: on }));
  return true;
}
