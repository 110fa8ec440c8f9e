/// <reference types="office-js" />
import { createSession, type Session } from './session.ts';
import { createExcelHost } from './sheets/excel-host.ts';
import {
  clock,
  engineAddress,
  fetchFromEngine,
  openFile,
  openSocket,
  random,
  saveFile,
  storage,
} from './surroundings.ts';

let running: Promise<Session> | null = null;

/** The one session of this runtime: pane, ribbon buttons and cells share it. Starts when Office is ready. */
export function officeSession(): Promise<Session> {
  running ??= Office.onReady().then(() =>
    createSession({
      host: createExcelHost({ excel: Excel, office: Office }),
      fetch: fetchFromEngine,
      socket: openSocket,
      storage,
      clock,
      random,
      open: openFile,
      save: saveFile,
      signIn: {
        redirect: `${window.location.origin}/pane/sign-in.html`,
        open: async (address) => (await import('./sign-in-window.ts')).openSignIn(address),
        officeAccount: async (wanted) =>
          Office.context.requirements.isSetSupported('NestedAppAuth', '1.1')
            ? (await import('./office-account.ts')).openOfficeAccount(wanted)
            : null,
      },
      engine: engineAddress,
      document: Office.context.document.url ?? '',
    }),
  );
  return running;
}
