/// <reference types="office-js" />

/** How large the window is, in hundredths of the screen and in pixels. */
const dialogSize = { height: 70, width: 35 } as const;
const popupSize = 'popup,width=520,height=720';
/** Milliseconds between two looks whether a person has closed the window. */
const lookEvery = 500;

/**
 * Shows the provider's page in a window of its own: Office's dialog, which every Office has that can show a pane, and
 * where it does not open, one of the browser. It begins at a page of ours, as Office wants, and comes back to it.
 */
export async function openSignIn(address: string): Promise<string | null> {
  const page = `${window.location.origin}/pane/sign-in.html#${encodeURIComponent(address)}`;
  const came = await inDialog(page);
  return came === 'unsupported' ? inPopup(page) : came.query;
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

function inPopup(page: string): Promise<string | null> {
  return new Promise((resolve) => {
    const popup = window.open(page, '_blank', popupSize);
    if (popup === null) return resolve(null);
    const end = (query: string | null): void => {
      window.removeEventListener('message', hear);
      window.clearInterval(looking);
      popup.close();
      resolve(query);
    };
    const hear = ({ source, origin, data }: MessageEvent): void => {
      if (source === popup && origin === window.location.origin && typeof data === 'string') end(data);
    };
    const looking = window.setInterval(() => {
      if (popup.closed) end(null);
    }, lookEvery);
    window.addEventListener('message', hear);
  });
}
