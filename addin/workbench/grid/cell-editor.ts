import type { Rect } from './grid-surface.ts';

/** `enter`: typing has replaced the cell, arrows move on. `edit`: arrows move in the text. */
export type EditMode = 'enter' | 'edit';

export type CellEditor = {
  readonly isOpen: () => boolean;
  readonly open: (text: string, mode: EditMode, rect: Rect, look: string) => void;
  readonly place: (rect: Rect) => void;
  readonly text: () => string;
  readonly setText: (text: string) => void;
  readonly close: () => void;
  readonly element: HTMLTextAreaElement;
};

export type EditorEvents = {
  /** `move` says where to go on; `all` fills the whole selection. */
  readonly commit: (move: 'up' | 'down' | 'left' | 'right' | 'stay', all: boolean) => void;
  readonly cancel: () => void;
  readonly changed: (text: string) => void;
};

/** The box over a cell in which its text is typed. It grows with the text and takes Excel's keys. */
export function createCellEditor(parent: HTMLElement, events: EditorEvents): CellEditor {
  const box = document.createElement('textarea');
  box.className = 'cell-editor';
  box.hidden = true;
  box.rows = 1;
  box.spellcheck = false;
  box.setAttribute('aria-label', 'Cell text');
  parent.append(box);
  let mode: EditMode = 'edit';
  let least: Rect = { left: 0, top: 0, width: 0, height: 0 };

  box.addEventListener('input', () => {
    grow();
    events.changed(box.value);
  });
  box.addEventListener('mousedown', () => {
    mode = 'edit';
  });
  box.addEventListener('keydown', (event) => {
    event.stopPropagation();
    if (event.isComposing) return;
    const move = moveOf(event);
    if (event.key === 'Escape') events.cancel();
    else if (event.key === 'F2') mode = mode === 'edit' ? 'enter' : 'edit';
    else if (event.key === 'Enter' && event.altKey) insertLine();
    else if (move === null) return;
    else events.commit(move, event.key === 'Enter' && event.ctrlKey);
    event.preventDefault();
  });

  function moveOf({ key, shiftKey, altKey, ctrlKey }: KeyboardEvent): 'up' | 'down' | 'left' | 'right' | 'stay' | null {
    if (key === 'Enter' && altKey) return null;
    if (key === 'Enter') return ctrlKey ? 'stay' : shiftKey ? 'up' : 'down';
    if (key === 'Tab') return shiftKey ? 'left' : 'right';
    if (mode === 'edit') return null;
    return arrows[key] ?? null;
  }

  function insertLine(): void {
    box.setRangeText('\n', box.selectionStart, box.selectionEnd, 'end');
    grow();
    events.changed(box.value);
  }

  function grow(): void {
    box.style.width = `${least.width + 1}px`;
    box.style.height = `${least.height + 1}px`;
    const most = parent.clientWidth - box.offsetLeft - 8;
    if (box.scrollWidth > box.clientWidth)
      box.style.width = `${Math.max(least.width + 1, Math.min(box.scrollWidth + 12, most, 480))}px`;
    if (box.scrollHeight > box.clientHeight) box.style.height = `${Math.min(box.scrollHeight + 4, 320)}px`;
  }

  const own: CellEditor = {
    element: box,
    isOpen: () => !box.hidden,
    open(text, wanted, rect, look) {
      mode = wanted;
      box.hidden = false;
      box.style.cssText = look;
      box.value = text;
      own.place(rect);
      box.focus({ preventScroll: true });
      box.setSelectionRange(text.length, text.length);
    },
    place(rect) {
      least = rect;
      const origin = parent.getBoundingClientRect();
      box.style.left = `${rect.left - origin.left - 1}px`;
      box.style.top = `${rect.top - origin.top - 1}px`;
      grow();
    },
    text: () => box.value,
    setText(text) {
      box.value = text;
      grow();
    },
    close() {
      box.hidden = true;
      box.value = '';
    },
  };
  return own;
}

const arrows: Readonly<Record<string, 'up' | 'down' | 'left' | 'right'>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};
