/// <reference types="office-js" />
import { z } from 'zod';

/*
 * The page a person signs in through. It is opened with the provider's address behind the #, goes there if it is the
 * provider this engine names, and gets the answer in its query, which it hands to the pane that opened it.
 */
const { hash, search } = window.location;

if (hash.length > 1) void leave(decodeURIComponent(hash.slice(1)));
else if (search.length > 1) handOver(search);

/** Anywhere else would be a way to lead people astray under our address. */
async function leave(address: string): Promise<void> {
  const identity = z.object({ signIn: z.object({ kind: z.literal('openid'), issuer: z.string() }) });
  const answer: unknown = await (await window.fetch('/api/v1/identity')).json();
  const { signIn } = identity.parse(answer);
  const wanted = new URL(address);
  if (wanted.origin === new URL(signIn.issuer).origin) window.location.replace(wanted.href);
}

function handOver(query: string): void {
  if (window.opener !== null) (window.opener as Window).postMessage(query, window.location.origin);
  // In Office's dialog there is no opener that may be spoken to.
  void Office.onReady().then(() => Office.context.ui.messageParent(query));
}
