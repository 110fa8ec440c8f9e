import type { PartitionId, Position } from '../contract/model/ids.ts';

/** Entries that were asked for lie in the archive, which this engine does not reach. */
export class EntriesArchived extends Error {
  /** The last entry that lies there. */
  readonly until: Position;
  constructor(partition: PartitionId, until: Position) {
    super(
      `Entries 1 to ${until} of ${partition} are in the archive. Set CONTROLBOOK_ARCHIVE to its folder and start the engine again, or bring them back with: controlbook archive --bring-back`,
    );
    this.name = 'EntriesArchived';
    this.until = until;
  }
}
