import type { Host } from '../sheets/host.ts';
import type { PaneState } from '../state/model.ts';
import type { Happening } from '../state/reduce.ts';
import type { Client, NamedFile } from '../sync/client.ts';
import type { Live } from '../sync/live.ts';
import type { Clock, Fetch, OpenSocket, Random, Storage, Token } from '../sync/outside.ts';

/** What a session is made of; all of it can be played by a test. */
export type SessionParts = {
  readonly host: Host;
  readonly fetch: Fetch;
  readonly socket: OpenSocket;
  readonly storage: Storage;
  readonly clock: Clock;
  readonly random: Random;
  /** Opens an address outside the pane: a download. */
  readonly open: (address: string) => void;
  /** Saves a file that was fetched, because opening its address would show no token. */
  readonly save: (file: NamedFile) => void;
  /** Where the engine is, `https://host:port` without a slash at the end. */
  readonly engine: string;
  /** An access token for the engine, fresh enough to be used; null, or left out, where nobody signs in. */
  readonly token?: Token;
  /** Names the open document, so that its edits are known as those of one copy; empty where nobody knows. */
  readonly document: string;
};

/** What the parts of a session share. */
export type Joined = SessionParts & {
  readonly client: Client;
  readonly live: Live;
  readonly state: () => PaneState;
  readonly tell: (happening: Happening) => void;
};
