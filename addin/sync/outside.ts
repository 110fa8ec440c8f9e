/** What the pane needs of the world, so that a test can play it. Nothing in sync, sheets or session reaches further. */

export interface Clock {
  /** ISO 8601 UTC with milliseconds. */
  now(): string;
  /** Milliseconds of a clock that only goes forward. */
  ticks(): number;
  /** Calls once after `milliseconds`; returns the way to call it off. */
  after(milliseconds: number, run: () => void): () => void;
}

/** From 0 up to, not including, 1. */
export type Random = () => number;

/** Texts that outlive the pane. Every call may reject: storage is full, switched off, or gone. */
export interface Storage {
  read(key: string): Promise<string | null>;
  write(key: string, text: string): Promise<void>;
  remove(key: string): Promise<void>;
  keys(prefix: string): Promise<readonly string[]>;
}

/** Nothing is heard before it has returned. */
export type OpenSocket = (address: string, on: SocketEvents) => PaneSocket;
export type PaneSocket = { readonly send: (text: string) => void; readonly close: () => void };
export type SocketEvents = {
  readonly heard: (text: string) => void;
  /** Once, whether it ever opened or not. */
  readonly closed: () => void;
};

/** The part of `fetch` that is used. */
export type Fetch = (address: string, request: FetchRequest) => Promise<FetchResponse>;
export type FetchRequest = {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | FormData | Blob;
  readonly signal?: AbortSignal;
};
export type FetchResponse = {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
  arrayBuffer(): Promise<ArrayBuffer>;
  blob(): Promise<Blob>;
};

/** Gives an access token, from memory while it is good; null where nobody signs in. */
export type Token = () => Promise<string | null>;

/** An id of the contract's alphabet, long enough never to be met twice. */
export function freshId(random: Random): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
  return Array.from({ length: 16 }, () => letters[Math.floor(random() * letters.length)] ?? 'a').join('');
}
