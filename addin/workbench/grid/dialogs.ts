/** Asks in a window over the page; gives the label of the button, or null for Escape. */
export function askPerson(title: string, message: string, buttons: readonly string[]): Promise<string | null> {
  const dialog = document.createElement('dialog');
  dialog.className = 'ask';
  const heading = document.createElement('h2');
  heading.textContent = title;
  const text = document.createElement('p');
  text.textContent = message;
  const row = document.createElement('div');
  row.className = 'buttons';
  dialog.setAttribute('aria-label', title);
  dialog.append(heading, text, row);
  const before = document.activeElement;
  return new Promise((resolve) => {
    const end = (answer: string | null): void => {
      dialog.remove();
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
      resolve(answer);
    };
    for (const [index, label] of buttons.entries()) {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = label;
      if (index === 0) button.className = 'primary';
      button.addEventListener('click', () => end(label));
      row.append(button);
    }
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      end(null);
    });
    dialog.addEventListener('keydown', (event) => event.stopPropagation());
    document.body.append(dialog);
    dialog.showModal();
  });
}
