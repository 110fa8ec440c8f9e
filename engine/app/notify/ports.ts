import type { Result } from '../../domain/result.ts';

/** One message for one person. Texts are texts: whoever sends it sees to it that nothing in them is a header or markup. */
export type Letter = { readonly to: string; readonly subject: string; readonly text: string };

export type MailProblem = {
  /** `refused`: this letter will never be taken. `unavailable`: try again later. */
  readonly code: 'refused' | 'unavailable';
  readonly message: string;
};

export interface MailSender {
  send(letter: Letter): Promise<Result<null, MailProblem>>;
  close(): void;
}

/** One signed message for another system; resolves with what became of it, whatever that is. */
export interface WebhookSender {
  post(message: {
    readonly url: string;
    readonly body: string;
    readonly headers: Readonly<Record<string, string>>;
  }): Promise<{ readonly status: number | null; readonly problem: string | null }>;
}

/** HMAC-SHA256 in lower-case hex. */
export type Sign = (secret: string, text: string) => string;
