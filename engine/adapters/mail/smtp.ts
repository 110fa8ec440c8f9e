import { createTransport } from 'nodemailer';
import type { MailSender } from '../../app/notify/ports.ts';
import { err, ok } from '../../domain/result.ts';

export type SmtpOptions = {
  /** `smtp://user:password@host:port` or `smtps://...`. */
  readonly address: string;
  /** What letters come from: an address, or `Name <address>`. */
  readonly from: string;
};

/** Sends plain texts over SMTP. Files and addresses of others are never read in, whatever a text says. */
export function createSmtpSender({ address, from }: SmtpOptions): MailSender {
  const url = new URL(address);
  const transport = createTransport({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (url.protocol === 'smtps:' ? 465 : 587),
    secure: url.protocol === 'smtps:',
    ...(url.username === ''
      ? {}
      : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
    ...{ connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 },
    ...{ disableFileAccess: true, disableUrlAccess: true, pool: true, maxConnections: 1 },
  });
  return {
    async send({ to, subject, text }) {
      try {
        await transport.sendMail({
          from,
          to: { name: '', address: to },
          subject,
          text,
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
        return ok(null);
      } catch (error) {
        const { responseCode, message, command } = error as {
          responseCode?: number;
          message: string;
          command?: string;
        }; // what the package rejects with
        // A lasting refusal of the recipient or the message; one of the sign-in or the greeting is the server's trouble.
        const isLasting = (responseCode ?? 0) >= 500 && (command === 'RCPT TO' || command === 'DATA');
        return err({ code: isLasting ? 'refused' : 'unavailable', message });
      }
    },
    close: () => transport.close(),
  };
}
