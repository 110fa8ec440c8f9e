import { noticesPartition, type Position, type UserId } from '../../contract/model/ids.ts';
import type { Notice } from '../../contract/model/notice.ts';
import { bookRef, putBook } from '../../domain/notify/books.ts';
import { refKind } from '../../domain/state/image.ts';
import type { Organisation } from '../organisation.ts';
import type { Letter, MailSender } from './ports.ts';
import { write } from './post-office.ts';
import { readOn } from './read-on.ts';
import { type Sending, startSending } from './sending.ts';
import { beginAt, senderState } from './webhooks.ts';
import { worded } from './words.ts';

const self = 'mail';
const pageLength = 200;

/**
 * Sends notices by e-mail, several of one person in one letter. At least once: a letter that was sent right before the
 * engine died, and not yet noted, goes again; nothing else does.
 */
export async function startMail(organisation: Organisation, mail: MailSender, address: string): Promise<Sending> {
  const notices = await organisation.open(noticesPartition);
  if (senderState(notices.image, self) === null) await beginAt(organisation, self);
  let seen: Position = 0;
  let failures = 0;
  /** Sent, and not yet noted. */
  const sent = new Set<string>();

  return startSending(organisation, async (mine) => {
    for (;;) {
      const noted = senderState(notices.image, self)?.positions[noticesPartition]?.position ?? 0;
      const from = Math.max(seen, noted);
      if (from >= notices.image.position) return null;
      const page = await readOn(notices, from, pageLength);
      const last = page.at(-1)?.entry.position;
      if (last === undefined) return null;
      const byUser = new Map<UserId, Notice[]>();
      for (const { entry } of page) {
        if (entry.event.kind !== 'put' || refKind(entry.event.entity) !== 'notice') continue;
        const user = entry.event.entity.split('/')[1] as UserId; // bookRef put it there
        const notice = entry.event.value as unknown as Notice; // put by putNotice alone
        if (notice.email && !sent.has(`${user}/${notice.number}`))
          byUser.set(user, [...(byUser.get(user) ?? []), notice]);
      }
      if (byUser.size > 0 && !(await mine())) return 30_000;
      for (const [user, list] of byUser) {
        const letter = letterFor(organisation, user, list, address);
        const result = letter === null ? null : await mail.send(letter);
        if (result !== null && !result.ok) {
          organisation.log.warn('An e-mail could not be sent', {
            user,
            code: result.error.code,
            reason: result.error.message,
          });
          if (result.error.code === 'unavailable') {
            failures += 1;
            return Math.min(3_600_000, 5_000 * 2 ** Math.min(failures, 12));
          }
        }
        for (const { number } of list) sent.add(`${user}/${number}`);
      }
      failures = 0;
      seen = last;
      if (byUser.size === 0) continue;
      await write(organisation, notices, `mail:${notices.image.epoch}:${last}`, (draft) => {
        const state = senderState(draft.image, self);
        const positions = { [noticesPartition]: { epoch: draft.image.epoch, position: last } };
        putBook(draft, 'sender', bookRef('sender', self), {
          failures: 0,
          lastProblem: null,
          logged: 0,
          ...state,
          positions,
        });
      });
      sent.clear();
    }
  });
}

/** Null for somebody without an address. */
function letterFor(
  organisation: Organisation,
  user: UserId,
  notices: readonly Notice[],
  address: string,
): Letter | null {
  const to = organisation.directory.byId(user)?.email ?? null;
  if (to === null) return null;
  const all = notices.map(({ happening }) => worded(organisation, happening));
  const [first] = all;
  if (first === undefined) return null;
  const subject = all.length === 1 ? first.title : `${all.length} notices of Controlbook`;
  const parts = all.map(({ title, text }) => (text === '' ? title : `${title}\n\n${text.replace(/^/gm, '  ')}`));
  const foot = `Open Controlbook: ${address}\nYou choose there whether notices come by e-mail.`;
  return { to, subject: subject.replace(/\s+/g, ' ').slice(0, 200), text: [...parts, foot].join('\n\n') };
}
