/**
 * The number of the protocol: every schema of `http.ts` and `live.ts` together. A test pins their fingerprint, so that
 * a message cannot change without somebody deciding whether older panes still understand it.
 *
 * - 1: the first.
 */
export const protocolVersion = 1;

/** The oldest protocol a pane may speak to this engine. */
export const oldestProtocol = 1;
