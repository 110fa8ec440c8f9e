import type { Rect } from './grid-surface.ts';

export type Tips = {
  /** What a validation says to the person in the cell; null takes it away. */
  readonly prompt: (beside: Rect | null, title: string, text: string) => void;
  readonly note: (beside: Rect | null, notes: readonly { readonly author: string; readonly text: string }[]) => void;
};

/** Yellow boxes beside a cell: the prompt of its rule, and its notes while the pointer rests on it. */
export function createTips(parent: HTMLElement): Tips {
  const prompt = box('prompt-tip');
  const note = box('note-tip');
  parent.append(prompt, note);

  function box(name: string): HTMLElement {
    const made = document.createElement('div');
    made.className = `tip ${name}`;
    made.hidden = true;
    made.setAttribute('role', 'note');
    return made;
  }

  function place(made: HTMLElement, beside: Rect, below: boolean): void {
    const origin = parent.getBoundingClientRect();
    made.hidden = false;
    const left = below ? beside.left : beside.left + beside.width + 6;
    const top = below ? beside.top + beside.height + 6 : beside.top - 4;
    made.style.left = `${Math.max(2, Math.min(left - origin.left, origin.width - made.offsetWidth - 4))}px`;
    made.style.top = `${Math.max(2, Math.min(top - origin.top, origin.height - made.offsetHeight - 4))}px`;
  }

  return {
    prompt(beside, title, text) {
      prompt.hidden = true;
      if (beside === null) return;
      prompt.replaceChildren(...paragraphs(title, text));
      place(prompt, beside, true);
    },
    note(beside, notes) {
      note.hidden = true;
      if (beside === null || notes.length === 0) return;
      note.replaceChildren(...notes.flatMap(({ author, text }) => paragraphs(author, text)));
      place(note, beside, false);
    },
  };
}

function paragraphs(title: string, text: string): HTMLElement[] {
  const body = document.createElement('p');
  body.textContent = text;
  if (title === '') return [body];
  const head = document.createElement('strong');
  head.textContent = title;
  return [head, body];
}
