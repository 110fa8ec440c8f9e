import type { PaneHost } from '../excel/pane-host.ts';
import { createWebSeam, type WebSeamOptions } from './web-seam.ts';

/**
 * Puts a pane into a frame of this page and speaks Excel on the web's protocol with it. The frame must be empty: its
 * name is set first, because office.js reads it as it loads. Returns what ends the talk.
 */
export function framePane(
  pane: PaneHost,
  frame: HTMLIFrameElement,
  url: string,
  options: Omit<WebSeamOptions, 'hostOrigin'> = {},
): () => void {
  const paneOrigin = new URL(url, location.href).origin;
  const seam = createWebSeam(pane, { ...options, hostOrigin: location.origin }, (text) =>
    frame.contentWindow?.postMessage(text, paneOrigin),
  );
  const hear = ({ source, origin, data }: MessageEvent<unknown>): void => {
    if (source === frame.contentWindow && origin === paneOrigin) seam.receive(data);
  };
  addEventListener('message', hear);
  frame.name = seam.windowName;
  frame.src = url;
  return () => {
    removeEventListener('message', hear);
    pane.close();
    frame.removeAttribute('src');
  };
}
