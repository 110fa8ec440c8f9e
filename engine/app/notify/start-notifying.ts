import type { Gate } from '../gate.ts';
import type { Organisation } from '../organisation.ts';
import type { Scores } from '../scores.ts';
import type { MailSender, Sign, WebhookSender } from './ports.ts';
import { openPostOffice } from './post-office.ts';
import { startMail } from './send-mail.ts';
import { startTelling } from './tell-systems.ts';
import { remind, watchScores } from './watch.ts';

export type NotifyParts = {
  readonly organisation: Organisation;
  readonly gate: Gate;
  readonly scores: Scores;
  /** Null where no mail server is configured. */
  readonly mail: MailSender | null;
  readonly webhooks: WebhookSender;
  readonly sign: Sign;
  /** Where people reach the engine. */
  readonly address: string;
};

export interface Notifying {
  /** Resolves when everything is told that can be told now. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/** Milliseconds between two looks at the calendar. */
const look = 60_000;

/** Writes notices, reminds, watches scores, and sends: all of it beside the work, none of it in an edit's way. */
export async function startNotifying(parts: NotifyParts): Promise<Notifying> {
  const { organisation, gate, mail } = parts;
  const office = await openPostOffice(organisation, gate, () => watchScores(parts));
  const senders = [
    startTelling(organisation, parts.webhooks, parts.sign),
    ...(mail === null ? [] : [await startMail(organisation, mail, parts.address)]),
  ];
  let stopped = false;
  let callOff: (() => void) | null = null;
  let running: Promise<void> = Promise.resolve();
  const tick = (): void => {
    running = remind(parts).catch((error: unknown) => {
      organisation.log.warn('Reminders could not be written; it is tried again', { error: String(error) });
    });
    if (!stopped) callOff = organisation.clock.after(look, tick);
  };
  tick();
  return {
    async idle() {
      await running;
      await office.idle();
      for (const sender of senders) await sender.idle();
    },
    async stop() {
      stopped = true;
      callOff?.();
      await running;
      await office.stop();
      for (const sender of senders) await sender.stop();
      mail?.close();
    },
  };
}
