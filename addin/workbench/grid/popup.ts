export type Popup = { readonly element: HTMLElement; readonly close: () => void };

/** A part that lies over the page beside something until a click elsewhere, Escape or a scroll of the grid closes it. */
export function openPopup(
  content: HTMLElement,
  beside: { left: number; top: number; bottom: number },
  onClose: () => void,
): Popup {
  content.classList.add('popup');
  document.body.append(content);
  const { width, height } = content.getBoundingClientRect();
  const below = beside.bottom + height <= window.innerHeight || beside.top - height < 0;
  content.style.left = `${Math.max(4, Math.min(beside.left, window.innerWidth - width - 4))}px`;
  content.style.top = `${Math.max(4, below ? Math.min(beside.bottom, window.innerHeight - height - 4) : beside.top - height)}px`;

  const outside = (event: Event): void => {
    if (!(event.target instanceof Node && content.contains(event.target))) close();
  };
  const onEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    close();
  };
  let open = true;
  document.addEventListener('mousedown', outside, true);
  document.addEventListener('keydown', onEscape, true);
  window.addEventListener('blur', blurred);

  /** A click into the pane's frame is one elsewhere, too. */
  function blurred(): void {
    close();
  }

  function close(): void {
    if (!open) return;
    open = false;
    document.removeEventListener('mousedown', outside, true);
    document.removeEventListener('keydown', onEscape, true);
    window.removeEventListener('blur', blurred);
    content.remove();
    onClose();
  }
  return { element: content, close };
}

export type MenuItem =
  | { readonly label: string; readonly keys?: string; readonly disabled?: boolean; readonly run: () => void }
  | 'separator';

/** A menu of commands, moved through with the arrow keys. */
export function openMenu(
  items: readonly MenuItem[],
  beside: { left: number; top: number; bottom: number },
  onClose: () => void,
): Popup {
  const menu = document.createElement('div');
  menu.className = 'menu';
  menu.setAttribute('role', 'menu');
  const buttons: HTMLButtonElement[] = [];
  for (const item of items) {
    if (item === 'separator') {
      const line = document.createElement('hr');
      menu.append(line);
      continue;
    }
    const button = document.createElement('button');
    button.type = 'button';
    button.setAttribute('role', 'menuitem');
    button.disabled = item.disabled ?? false;
    button.append(item.label);
    if (item.keys !== undefined) {
      const keys = document.createElement('kbd');
      keys.textContent = item.keys;
      button.append(keys);
    }
    button.addEventListener('click', () => {
      popup.close();
      item.run();
    });
    buttons.push(button);
    menu.append(button);
  }
  const popup = openPopup(menu, beside, onClose);
  menu.addEventListener('keydown', (event) => {
    const enabled = buttons.filter(({ disabled }) => !disabled);
    const at = enabled.indexOf(document.activeElement as HTMLButtonElement);
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    event.stopPropagation();
    if (step === 0) return;
    event.preventDefault();
    enabled[(at + step + enabled.length) % enabled.length]?.focus();
  });
  buttons.find(({ disabled }) => !disabled)?.focus();
  return popup;
}
