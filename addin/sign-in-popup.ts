const popupSize = 'popup,width=520,height=720';
/** Milliseconds between two looks whether a person has closed the window. */
const lookEvery = 500;

/** Our own page that goes on to the provider's at this address, and gets the answer. */
export function signInPage(address: string): string {
  return `${window.location.origin}/pane/sign-in.html#${encodeURIComponent(address)}`;
}

/** Shows it in a window of the browser; null when the person closes it, or the browser lets none open. */
export function openSignInPopup(page: string): Promise<string | null> {
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
