import type { Result } from '#engine/domain/result';
import type { Host } from '../sheets/host.ts';
import type { PaneState } from '../state/model.ts';
import type { Happening } from '../state/reduce.ts';
import type { CallProblem, Client, NamedFile } from '../sync/client.ts';
import type { Live } from '../sync/live.ts';
import type { Tokens } from '../sync/open-id.ts';
import type { Clock, Fetch, OpenSocket, Random, Storage } from '../sync/outside.ts';

/** What a session is made of; all of it can be played by a test. */
export type SessionParts = {
  /** What it is shown in; beside a workbook unless it says otherwise. */
  readonly surface?: PaneState['surface'];
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
  readonly signIn: SignInPage;
  /** Names the open document, so that its edits are known as those of one copy; empty where nobody knows. */
  readonly document: string;
};

/** The way to a provider's page and back. */
export type SignInPage = {
  /** The address the provider sends people back to, as it is registered there. */
  readonly redirect: string;
  /** Shows the page at this address; the query it comes back with, or null when the person closes it. */
  readonly open: (address: string) => Promise<string | null>;
  /** The account Office itself is signed in with; null where it signs no add-in in, or not at this provider. */
  readonly officeAccount: (wanted: {
    readonly issuer: string;
    readonly client: string;
    readonly scope: string | null;
  }) => Promise<OfficeAccount | null>;
};

/** Nested app authentication: Office gives tokens for its own account, mostly without asking anybody. */
export type OfficeAccount = {
  /** @param ask whether the person may be asked. Null: nobody was asked or the person closed it. */
  readonly tokens: (ask: boolean) => Promise<Result<Tokens, CallProblem> | null>;
};

/** What the parts of a session share. */
export type Joined = SessionParts & {
  readonly client: Client;
  readonly live: Live;
  readonly state: () => PaneState;
  readonly tell: (happening: Happening) => void;
};
