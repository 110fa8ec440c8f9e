import { err, ok, type Result } from './domain/result.ts';

/** How people and other systems are told. Everything comes from the environment. */
export type NotifyConfig = {
  /** The mail server and what letters come from; null for no e-mail. */
  readonly mail: { readonly address: string; readonly from: string } | null;
  /** Whether other systems may be told at addresses of this machine and of private networks. */
  readonly privateWebhooks: boolean;
};

type Environment = Readonly<Record<string, string | undefined>>;

export function readNotifyConfig(environment: Environment): Result<NotifyConfig, string> {
  const set = (name: string): string | null => environment[name]?.trim() || null;
  const given = set('CONTROLBOOK_WEBHOOK_PRIVATE');
  if (given !== null && given !== '1') {
    return err('CONTROLBOOK_WEBHOOK_PRIVATE takes 1, or is left out: then nothing is sent to private networks.');
  }
  const [address, from] = [set('CONTROLBOOK_SMTP'), set('CONTROLBOOK_MAIL_FROM')];
  const privateWebhooks = given === '1';
  if (address === null && from === null) return ok({ mail: null, privateWebhooks });
  const url = address !== null && URL.canParse(address) ? new URL(address) : null;
  if (address === null || url === null || !/^smtps?:$/.test(url.protocol) || url.hostname === '') {
    return err(
      'CONTROLBOOK_SMTP takes the address of a mail server, such as smtps://user:password@mail.example.com:465.',
    );
  }
  if (from === null || !/^([^<>\r\n]* <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/.test(from)) {
    return err('CONTROLBOOK_MAIL_FROM takes what letters come from, such as Controlbook <controlbook@example.com>.');
  }
  return ok({ mail: { address, from }, privateWebhooks });
}
