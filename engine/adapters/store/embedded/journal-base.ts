import { join } from 'node:path';
import { Low } from 'lowdb';
import type { PartitionHead } from '../../../app/ports.ts';
import type { PartitionId } from '../../../contract/model/ids.ts';
import { checksum } from '../checksum.ts';
import type { Disk } from '../disk.ts';
import { type DocumentForm, durableDocument } from '../durable-document.ts';

/**
 * What a partition's journal begins with where its oldest entries were moved into an archive: where they ended, and the
 * state they came to. Unlike a snapshot nothing here can make it anew.
 */
export type JournalBase = PartitionHead & {
  /** Number of the last batch that was moved. */
  readonly batch: number;
  /** The exact text of the last entry that was moved. */
  readonly last: string;
  /** The image there, as a snapshot has it. */
  readonly state: unknown;
};

export const baseName = 'base.json';
export const baseVersion = 1;

/** Null where there is none. Throws when it cannot be used as it is. */
export async function readBase(disk: Disk, folder: string, partition: PartitionId): Promise<JournalBase | null> {
  const stored = documentIn(disk, folder);
  await stored.read();
  if (stored.data !== null && stored.data.partition !== partition) {
    throw new Error(`it is of ${stored.data.partition}`);
  }
  return stored.data;
}

export async function writeBase(disk: Disk, folder: string, base: JournalBase): Promise<void> {
  const stored = documentIn(disk, folder);
  stored.data = base;
  await stored.write();
}

function documentIn(disk: Disk, folder: string): Low<JournalBase | null> {
  return new Low(durableDocument<JournalBase | null>(disk, join(folder, baseName), form), null);
}

/** The checksum covers everything before it and the state, each as its exact text. */
const form: DocumentForm<JournalBase | null> = {
  stringify(base) {
    if (base === null) return 'null\n';
    const { partition, epoch, position, hash, batch, last } = base;
    const head = JSON.stringify({ version: baseVersion, partition, epoch, position, hash, batch, last });
    const state = JSON.stringify(base.state);
    return `${JSON.stringify({ crc32: checksum(Buffer.from(head + state)) })}\n${head}\n${state}\n`;
  },

  parse(text) {
    const [sum = '', head = '', state = ''] = text.split('\n');
    const { version, ...base } = parseObject(head) as Partial<JournalBase> & { version?: unknown }; // checked below
    if (typeof version === 'number' && version > baseVersion) {
      throw new Error(
        `a later Controlbook wrote it (version ${version}, this one knows ${baseVersion}). Install that version again`,
      );
    }
    if (parseObject(sum)['crc32'] !== checksum(Buffer.from(head + state))) throw new Error('its checksum does not fit');
    const fits =
      version === baseVersion &&
      [base.partition, base.epoch, base.hash, base.last].every((one) => typeof one === 'string') &&
      [base.position, base.batch].every((one) => Number.isSafeInteger(one));
    if (!fits) throw new Error('it does not say where the archived entries end');
    return { ...(base as Omit<JournalBase, 'state'>), state: JSON.parse(state) as unknown };
  },
};

function parseObject(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {}; // the caller says what is missing
  }
}
