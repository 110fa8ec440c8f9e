/// <reference types="office-js" />
import { config } from './config.ts';
import { createSession, type Session } from './session.ts';
import { createExcelHost } from './sheets/excel-host.ts';
import { clock, fetchFromEngine, openSocket, random, storage } from './surroundings.ts';
import type { NamedFile } from './sync/client.ts';

let running: Promise<Session> | null = null;

/** The program's own address, where the engine is unless a build says otherwise. */
export const engineAddress = config.engine === '' ? window.location.origin : config.engine;

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
      open: download,
      save,
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

/** Lets the browser fetch a file: the engine sends those as attachments, so that the page stays. */
function download(address: string): void {
  const link = document.createElement('a');
  link.href = new URL(address, engineAddress).href;
  link.download = '';
  document.body.append(link);
  link.click();
  link.remove();
}

/** Lets the browser keep a file that is here already. */
function save({ name, content }: NamedFile): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  window.setTimeout(() => URL.revokeObjectURL(address), 60_000); // the browser reads it when it gets to it
}
