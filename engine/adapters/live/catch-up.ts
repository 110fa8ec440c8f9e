import type { Buffer } from 'node:buffer';
import type { UseCases } from '../../app/use-cases.ts';
import { limits } from '../../contract/http/limits.ts';
import type { Cursor } from '../../contract/model/ids.ts';
import type { FanOut } from './fan-out.ts';
import { messageOf, travelling } from './frames.ts';

/** The pane's side of a subscription: `sent` resolves when the message has left, false when the pane is gone. */
export type Receiver = { readonly sent: (message: Buffer) => Promise<boolean> };

/**
 * Sends what came after a cursor and, without an await in between, lets the pane join what is live: nothing is lost and
 * nothing comes twice. False when the pane cannot be brought up to date; it has been told.
 */
export async function catchUp(
  useCases: Pick<UseCases, 'changesSince'>,
  fanOut: FanOut,
  cursor: Cursor,
  receiver: Receiver,
  join: (from: Cursor) => void,
): Promise<boolean> {
  for (let at = cursor; ; ) {
    const changes = await useCases.changesSince(at, limits.entriesAtOnce);
    switch (changes.kind) {
      case 'unknown-partition': {
        const detail = `There is no partition ${cursor.partition}.`;
        await receiver.sent(messageOf({ kind: 'problem', id: null, code: changes.kind, detail }));
        return false;
      }
      case 'resync':
        await receiver.sent(messageOf(changes));
        return false;
      case 'latest':
        if (!(await receiver.sent(messageOf(changes)))) return false;
        break;
      case 'entries':
        if (changes.entries.length > 0) {
          const message = messageOf({ kind: 'entries', entries: changes.entries.map(travelling) });
          if (!(await receiver.sent(message))) return false;
        }
        if (!changes.more && changes.cursor.position >= fanOut.heard(cursor.partition)) {
          join(changes.cursor);
          return true;
        }
    }
    at = changes.cursor;
  }
}
