import { createSmtpSender } from './adapters/mail/smtp.ts';
import { createWebhookSender, signHmac } from './adapters/webhook/post-webhook.ts';
import { type Notifying, startNotifying } from './app/notify/start-notifying.ts';
import type { Organisation } from './app/organisation.ts';
import type { Scores } from './app/scores.ts';
import type { UseCases } from './app/use-cases.ts';
import type { Config } from './config.ts';

/** Joins what tells people and other systems, as it is configured. */
export function openNotifying(
  { notify, address }: Config,
  organisation: Organisation,
  { gate }: UseCases,
  scores: Scores,
): Promise<Notifying> {
  return startNotifying({
    ...{ organisation, gate, scores, address, sign: signHmac },
    mail: notify.mail === null ? null : createSmtpSender(notify.mail),
    webhooks: createWebhookSender({ allowPrivate: notify.privateWebhooks }),
  });
}
