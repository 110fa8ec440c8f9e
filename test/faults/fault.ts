import { setTimeout as wait } from 'node:timers/promises';
import type { Cluster } from '#test/faults/cluster';
import type { Random } from '#test/support/simulated-disk-file';

/** Something that goes wrong while people work; resolves when it is mended. */
export type Fault<C extends Cluster = Cluster> = {
  readonly name: string;
  run(cluster: C, random: Random): Promise<void>;
};

export const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T; // never empty
/** A whole number from `least` up to, not including, `most`. */
export const some = (random: Random, least: number, most: number): number =>
  Math.floor(least + random() * (most - least));
export const pause = async (milliseconds: number): Promise<void> => void (await wait(milliseconds));
