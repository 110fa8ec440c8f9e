/** A number source that repeats itself: mulberry32, from 0 up to but not including 1. */
export type Random = () => number;

export function seededRandom(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Operation =
  | { readonly kind: 'write'; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'truncate'; readonly size: number };

/** One file: what programs see (`seen`), what a power cut would leave for certain, and what lies between the two. */
export class SimulatedFile {
  seen: Uint8Array = new Uint8Array(0);
  #durable: Uint8Array = new Uint8Array(0);
  #waiting: Operation[] = [];

  write(at: number, bytes: Uint8Array): void {
    const operation: Operation = { kind: 'write', at, bytes: Uint8Array.from(bytes) };
    this.seen = applied(this.seen, operation);
    this.#waiting.push(operation);
  }

  truncate(size: number): void {
    const operation: Operation = { kind: 'truncate', size };
    this.seen = applied(this.seen, operation);
    this.#waiting.push(operation);
  }

  sync(): void {
    this.#durable = this.#waiting.reduce(applied, this.#durable);
    this.#waiting = [];
  }

  /** As on Linux: some of it arrived, the rest is forgotten, and programs go on seeing it as if nothing had happened. */
  failSync(random: Random): void {
    this.#durable = partlyApplied(this.#durable, this.#waiting, random);
    this.#waiting = [];
  }

  cutPower(random: Random): void {
    this.#durable = partlyApplied(this.#durable, this.#waiting, random);
    this.#waiting = [];
    this.seen = this.#durable;
  }

  /** Changes the medium itself. */
  flipBit(at: number, bit: number): void {
    for (const content of new Set([this.seen, this.#durable])) {
      content[at] = (content[at] ?? 0) ^ (1 << bit);
    }
  }
}

function applied(content: Uint8Array, operation: Operation): Uint8Array {
  if (operation.kind === 'truncate') {
    const cut = new Uint8Array(operation.size);
    cut.set(content.subarray(0, operation.size));
    return cut;
  }
  const size = Math.max(content.length, operation.at + operation.bytes.length);
  const next = new Uint8Array(size);
  next.set(content);
  next.set(operation.bytes, operation.at);
  return next;
}

/** Sectors of what was waiting, each there or not, in no order; gaps are zeros, as is what the size alone announced. */
function partlyApplied(durable: Uint8Array, waiting: readonly Operation[], random: Random): Uint8Array {
  const share = [0, 0.2, 0.5, 0.8, 1][Math.floor(random() * 5)] ?? 1;
  const sector = 16 << Math.floor(random() * 6);
  const cutAnywhere = random() < 0.3;
  let content = durable;
  for (const operation of waiting) {
    if (operation.kind === 'truncate') {
      content = random() < 0.5 ? applied(content, operation) : content;
      continue;
    }
    const { at, bytes } = operation;
    if (cutAnywhere) {
      const length = Math.floor(random() * (bytes.length + 1));
      content = applied(content, { kind: 'write', at, bytes: bytes.subarray(0, length) });
      continue;
    }
    for (let from = at; from < at + bytes.length; ) {
      const to = Math.min(at + bytes.length, (Math.floor(from / sector) + 1) * sector);
      if (random() < share) {
        content = applied(content, { kind: 'write', at: from, bytes: bytes.subarray(from - at, to - at) });
      }
      from = to;
    }
    if (random() < 0.2 && content.length < at + bytes.length) {
      content = applied(content, {
        kind: 'write',
        at: content.length,
        bytes: new Uint8Array(at + bytes.length - content.length),
      });
    }
  }
  return content;
}
