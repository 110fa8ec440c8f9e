/// <reference types="office-js" />
import { openSignInPopup, signInPage } from './sign-in-popup.ts';

/** How large the window is, in hundredths of the screen and in pixels. */
const dialogSize = { height: 70, width: 35 } as const;

/**
 * Shows the provider's page in a window of its own: Office's dialog, which every Office has that can show a pane, and
 * where it does not open, one of the browser. It begins at a page of ours, as Office wants, and comes back to it.
 */
export async function openSignIn(address: string): Promise<string | null> {
  const page = signInPage(address);
  const came = await inDialog(page);
  return came === 'unsupported' ? openSignInPopup(page) : came.query;
}

type Came = { readonly query: string | null };

function inDialog(page: string): Promise<Came | 'unsupported'> {
  return new Promise((resolve) => {
    if (!Office.context.requirements.isSetSupported('DialogApi', '1.1')) return resolve('unsupported');
    Office.context.ui.displayDialogAsync(page, dialogSize, ({ status, value: dialog }) => {
      if (status !== Office.AsyncResultStatus.Succeeded) return resolve('unsupported');
      dialog.addEventHandler(Office.EventType.DialogMessageReceived, (heard) => {
        dialog.close();
        resolve({ query: 'message' in heard ? heard.message : null });
      });
      dialog.addEventHandler(Office.EventType.DialogEventReceived, () => resolve({ query: null }));
    });
  });
}
