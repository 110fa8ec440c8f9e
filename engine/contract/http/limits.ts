import type { ErrorCode } from '../errors.ts';

/** What every endpoint that takes files can meet. */
export const uploadProblems = [
  'missing-file',
  'too-large',
  'too-many-requests',
] as const satisfies readonly ErrorCode[];

/** What one message may weigh. Whoever is refused is told which of these it was. */
export const limits = {
  /** JSON bodies, in bytes. */
  jsonBytes: 1024 * 1024,
  /**
   * A change set, over HTTP or the live channel, in bytes: 5,000 changes of 800 bytes each, four times what a change
   * of a status or a date takes. Sets of long notes are sent in several.
   */
  changeSetBytes: 4 * 1024 * 1024,
  /** All files of one upload together, in bytes. */
  uploadBytes: 25 * 1024 * 1024,
  /** Files beside the first one: what an OSCAL profile imports. */
  companionFiles: 20,
  /** Uploads read at the same time; the next is asked to come again. */
  uploadsAtOnce: 4,
  /** A long poll waits at most this long, in seconds: shorter than the patience of common proxies. */
  waitSeconds: 25,
  /** Long polls waiting at the same time. */
  waitersAtOnce: 1_000,
  /** Entries in one answer or frame. */
  entriesAtOnce: 1_000,
} as const;
