import { useEffect, useState } from 'react';

/** When the dialog that uses it is gone, the focus goes back to where it was before. */
export function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      // The dialog lets go of the focus only after it is gone.
      window.setTimeout(() => {
        if (before instanceof HTMLElement && before.isConnected && !holdsFocus()) before.focus();
      });
    },
    [before],
  );
}

function holdsFocus(): boolean {
  return document.activeElement !== null && document.activeElement !== document.body;
}
