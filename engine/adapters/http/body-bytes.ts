/** Thrown away of a refused body, so that its sender hears why; whoever sends more is cut off. */
const patience = 32 * 1024 * 1024;

/** A body as it arrives. */
export type BodyBytes = {
  readonly bytes: AsyncIterable<Uint8Array>;
  /**
   * Reads what nobody wants of it. Most senders listen only when they have sent everything, and a connection that is
   * closed on what is unread takes the answer with it. True when all has arrived.
   */
  discard(): Promise<boolean>;
};

export function bodyBytes(body: AsyncIterable<Uint8Array>): BodyBytes {
  const iterator = body[Symbol.asyncIterator]();
  return {
    // Without `return`, which would close the connection: whoever stops reading may still want to answer.
    bytes: { [Symbol.asyncIterator]: () => ({ next: () => iterator.next() }) },
    async discard() {
      for (let left = patience; left > 0; ) {
        const next = await iterator.next().catch(() => null); // the sender has gone
        if (next === null || next.done === true) return next !== null;
        left -= next.value.length;
      }
      return false;
    },
  };
}
