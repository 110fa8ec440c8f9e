import type { Identity } from '../../app/identity.ts';
import type { Clock, Ids, Log } from '../../app/ports.ts';
import type { Operations } from './operations/operations.ts';
import type { WorkbenchOptions } from './workbench/workbench-options.ts';

export type ServerOptions = {
  /** Says who sends a request. */
  readonly identity: Identity;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** Host names the engine is known by, beside those of this machine (`localhost`, `127.0.0.1`, `[::1]`). */
  readonly hosts: readonly string[];
  /** Origins of other web sites that may use the API, e.g. `https://addin.example.com`. */
  readonly allowedOrigins: readonly string[];
  /** Requests a second everybody may send; any number where it is left out. */
  readonly rate?: number;
  /** Health and metrics; not served where it is left out. */
  readonly operations?: Operations;
  /** Serves the pane and the workbench; only where whoever asks is the person at this machine. */
  readonly workbench?: WorkbenchOptions;
  /** Serves https instead of http; both in PEM. */
  readonly tls?: { readonly key: string; readonly cert: string };
};
