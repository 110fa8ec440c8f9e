import { createDesktopSeam, officeThemes } from '../desktop/desktop-seam.ts';
import type { PaneHost } from '../excel/pane-host.ts';
import { createWebSeam } from '../web/web-seam.ts';

export type Theme = keyof typeof officeThemes;

export type PaneFrame = {
  readonly element: HTMLIFrameElement;
  readonly pane: PaneHost;
  readonly focus: () => void;
  readonly close: () => void;
};

/** The built pane, with office.js from the engine it comes from. */
const page = '/workbench/pane/taskpane.html';

/**
 * The pane in a frame, joined to its Excel. Over https it is told that this is Excel on the web; over http, where that
 * protocol is not trusted, that this is Excel for Windows. Either way office.js is the real one.
 */
export function openPaneFrame(
  pane: PaneHost,
  seam: 'web' | 'desktop',
  theme: Theme,
  onKey: (event: KeyboardEvent) => void,
): PaneFrame {
  const element = document.createElement('iframe');
  element.className = 'pane-frame';
  element.title = 'Controlbook';
  // Keys pressed in the frame do not reach the window around it.
  element.addEventListener('load', () => element.contentWindow?.addEventListener('keydown', onKey));
  const stop = seam === 'web' ? joinAsWeb(element, pane) : joinAsDesktop(element, pane, theme);
  return {
    element,
    pane,
    focus: () => element.contentWindow?.focus(),
    close() {
      stop();
      pane.close();
      element.remove();
    },
  };
}

function joinAsDesktop(element: HTMLIFrameElement, pane: PaneHost, theme: Theme): () => void {
  const external = createDesktopSeam(pane, { documentUrl: pane.book.name, theme: () => officeThemes[theme] });
  Object.assign(element, { excelExternal: external });
  element.src = page;
  return () => {};
}

function joinAsWeb(element: HTMLIFrameElement, pane: PaneHost): () => void {
  const { origin } = window.location;
  const seam = createWebSeam(pane, { hostOrigin: origin }, (text) => element.contentWindow?.postMessage(text, origin));
  const hear = (event: MessageEvent): void => {
    if (event.source === element.contentWindow && event.origin === origin) seam.receive(event.data);
  };
  window.addEventListener('message', hear);
  element.name = seam.windowName;
  element.src = page;
  return () => window.removeEventListener('message', hear);
}
