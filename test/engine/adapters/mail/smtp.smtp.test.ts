import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createSmtpSender } from '#engine/adapters/mail/smtp';

type Callback = (error?: Error | null, more?: unknown) => void;
type Session = {
  readonly envelope: {
    readonly mailFrom: { readonly address: string };
    readonly rcptTo: readonly { readonly address: string }[];
  };
};
/** What is used of the server; it is installed apart, and its types are not. */
type SmtpServer = new (
  options: Record<string, unknown>,
) => {
  listen(port: number, host: string, done: () => void): { address(): AddressInfo };
  close(done: () => void): void;
  readonly server: { address(): AddressInfo };
  on(event: 'error', hear: (error: Error) => void): void;
};

const { SMTPServer } = createRequire(join(process.cwd(), '.tools', 'smtp', 'package.json'))('smtp-server') as {
  SMTPServer: SmtpServer;
};

describe('e-mail over a real SMTP server', () => {
  const got: { readonly from: string; readonly to: readonly string[]; readonly text: string }[] = [];
  let server: InstanceType<SmtpServer>;
  let address: string;

  beforeEach(async () => {
    got.length = 0;
    server = new SMTPServer({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: ({ username, password }: { username: string; password: string }, _: Session, done: Callback) =>
        done(username === 'me' && password === 'p@ss' ? null : new Error('no'), { user: username }),
      onRcptTo: ({ address: to }: { address: string }, _: Session, done: Callback) => {
        const refused = Object.assign(new Error('no such box'), { responseCode: 550 });
        const busy = Object.assign(new Error('come again'), { responseCode: 451 });
        done(to.startsWith('nobody') ? refused : to.startsWith('busy') ? busy : null);
      },
      onData(stream: NodeJS.ReadableStream, { envelope }: Session, done: Callback) {
        let text = '';
        stream.on('data', (chunk) => {
          text += chunk;
        });
        stream.on('end', () => {
          got.push({ from: envelope.mailFrom.address, to: envelope.rcptTo.map(({ address: to }) => to), text });
          done();
        });
      },
    });
    server.on('error', () => {});
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    address = `127.0.0.1:${server.server.address().port}`;
  });
  afterEach(() => new Promise<void>((resolve) => server.close(resolve)));

  const from = 'Controlbook <controlbook@example.org>';

  it('[K42] takes a letter there as plain text, signed in as configured', async () => {
    const mail = createSmtpSender({ address: `smtp://me:p%40ss@${address}`, from });
    const text = 'Grüße\n.\nBcc: mallory@example.org\n=cmd';
    assert.deepEqual(await mail.send({ to: 'ann@example.org', subject: 'Fällig', text }), { ok: true, value: null });
    mail.close();
    const [letter] = got;
    assert.deepEqual([letter?.from, letter?.to], ['controlbook@example.org', ['ann@example.org']]);
    assert.match(letter?.text ?? '', /^Content-Type: text\/plain/m);
    assert.match(letter?.text ?? '', /^Auto-Submitted: auto-generated/m);
  });

  it('[K42] lets no address and no subject add a recipient or a header', async () => {
    const mail = createSmtpSender({ address: `smtp://me:p%40ss@${address}`, from });
    const subject = 'Hello\r\nBcc: mallory@example.org\r\nX-Evil: 1';
    await mail.send({ to: 'ann@example.org', subject, text: 'x' });
    await mail.send({ to: 'ann@example.org, mallory@example.org', subject: 'x', text: 'x' });
    await mail.send({ to: 'ann@example.org\r\nRCPT TO:<mallory@example.org>', subject: 'x', text: 'x' });
    mail.close();
    for (const { to, text } of got) {
      assert.ok(!to.includes('mallory@example.org'), to.join());
      assert.ok(!/^(Bcc|X-Evil):/m.test(text));
    }
  });

  it('[K42] tells a letter nobody will ever take from a server that cannot take it now', async () => {
    const code = async (mail: ReturnType<typeof createSmtpSender>, to: string) => {
      const result = await mail.send({ to, subject: 's', text: 't' });
      mail.close();
      return result.ok ? 'sent' : result.error.code;
    };
    const known = () => createSmtpSender({ address: `smtp://me:p%40ss@${address}`, from });
    assert.equal(await code(known(), 'nobody@example.org'), 'refused');
    assert.equal(await code(known(), 'busy@example.org'), 'unavailable');
    assert.equal(
      await code(createSmtpSender({ address: `smtp://me:wrong@${address}`, from }), 'ann@example.org'),
      'unavailable',
    );
    assert.equal(
      await code(createSmtpSender({ address: 'smtp://127.0.0.1:9', from }), 'ann@example.org'),
      'unavailable',
    );
    assert.equal(got.length, 0);
  });
});
