import { openPopup, type Popup } from './popup.ts';

/** The list a cell's validation offers; the one in the cell is marked. */
export function openDropDown(
  choices: readonly string[],
  current: string,
  beside: { left: number; top: number; bottom: number; width: number },
  onPick: (choice: string) => void,
  onClose: () => void,
): Popup {
  const list = document.createElement('div');
  list.className = 'drop-down';
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', 'Choices');
  list.tabIndex = -1;
  list.style.minWidth = `${beside.width}px`;
  const options = choices.map((choice, index) => {
    const option = document.createElement('div');
    option.id = `choice-${index}`;
    option.setAttribute('role', 'option');
    option.textContent = choice;
    option.addEventListener('mousedown', (event) => event.preventDefault());
    option.addEventListener('click', () => pick(index));
    list.append(option);
    return option;
  });
  let at = Math.max(0, choices.indexOf(current));

  function mark(): void {
    for (const [index, option] of options.entries()) option.setAttribute('aria-selected', String(index === at));
    const option = options[at];
    if (option === undefined) return;
    list.setAttribute('aria-activedescendant', option.id);
    option.scrollIntoView({ block: 'nearest' });
  }

  function pick(index: number): void {
    const choice = choices[index];
    popup.close();
    if (choice !== undefined) onPick(choice);
  }

  list.addEventListener('keydown', (event) => {
    event.stopPropagation();
    if (event.key === 'Enter' || event.key === 'Tab') pick(at);
    else if (event.key === 'ArrowDown') at = Math.min(options.length - 1, at + 1);
    else if (event.key === 'ArrowUp' && event.altKey) popup.close();
    else if (event.key === 'ArrowUp') at = Math.max(0, at - 1);
    else if (event.key === 'Home') at = 0;
    else if (event.key === 'End') at = options.length - 1;
    else if (event.key.length === 1) {
      const letter = event.key.toLowerCase();
      const after = choices.findIndex((choice, index) => index > at && choice.toLowerCase().startsWith(letter));
      at =
        after >= 0
          ? after
          : Math.max(
              0,
              choices.findIndex((choice) => choice.toLowerCase().startsWith(letter)),
            );
    } else return;
    event.preventDefault();
    mark();
  });
  const popup = openPopup(list, beside, onClose);
  mark();
  list.focus();
  return popup;
}
