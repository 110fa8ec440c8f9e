import type { Random, SimulatedFile } from '#test/support/simulated-disk-file';

export type SimulatedNode = SimulatedFile | SimulatedFolder;

/** Names seen, names a power cut would leave, and the changes between the two, each of which arrives whole or not. */
export class SimulatedFolder {
  seen: ReadonlyMap<string, SimulatedNode> = new Map();
  #durable: ReadonlyMap<string, SimulatedNode> = new Map();
  #waiting: ReadonlyMap<string, SimulatedNode | null>[] = [];

  change(names: ReadonlyMap<string, SimulatedNode | null>): void {
    this.seen = renamed(this.seen, names);
    this.#waiting.push(names);
  }

  sync(): void {
    this.#durable = this.#waiting.reduce(renamed, this.#durable);
    this.#waiting = [];
  }

  cutPower(random: Random): void {
    this.#durable = this.#waiting.filter(() => random() < 0.5).reduce(renamed, this.#durable);
    this.#waiting = [];
    this.seen = this.#durable;
    for (const node of this.seen.values()) {
      node.cutPower(random);
    }
  }
}

function renamed(
  names: ReadonlyMap<string, SimulatedNode>,
  changes: ReadonlyMap<string, SimulatedNode | null>,
): Map<string, SimulatedNode> {
  const next = new Map(names);
  for (const [name, node] of changes) {
    if (node === null) {
      next.delete(name);
    } else {
      next.set(name, node);
    }
  }
  return next;
}
