import { Buffer } from 'node:buffer';
import type { FileProblem } from '../../../app/ports.ts';
import { err, ok, type Result } from '../../../domain/result.ts';

const signature = 'd0cf11e0a1b11ae1';
const headerSize = 512;
/** Entries from here on are marks (free, end of chain, table), not the number of a next sector. */
const firstMark = 0xfffffffa;
/** Places of allocation-table sectors that the header itself holds; larger files chain further ones. */
const inHeader = 109;

/**
 * Refuses an old .xls container that is shorter than its own allocation table says, since SheetJS reads what is left of
 * it without a word. Bare streams of still older versions have no container to check.
 */
export function checkOldWorkbook(bytes: Uint8Array): Result<void, FileProblem> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (file.subarray(0, 8).toString('hex') !== signature) return ok(undefined);
  if (file.length < headerSize) return err(cutOff);
  const sectorSize = 2 ** Math.min(12, file.readUInt16LE(0x1e));
  const sectors = Math.ceil((file.length - sectorSize) / sectorSize);
  const tables = Math.min(inHeader, file.readUInt32LE(0x2c));
  for (let table = 0; table < tables; table += 1) {
    const sector = file.readUInt32LE(0x4c + 4 * table);
    const start = (sector + 1) * sectorSize;
    if (start + sectorSize > file.length) return err(cutOff);
    const perTable = sectorSize / 4;
    for (let entry = 0; entry < perTable; entry += 1) {
      const next = file.readUInt32LE(start + 4 * entry);
      if (next < firstMark && Math.max(next, table * perTable + entry) >= sectors) return err(cutOff);
    }
  }
  return ok(undefined);
}

const cutOff: FileProblem = {
  code: 'damaged',
  message: 'The file is cut off: parts of the workbook are missing. Copy or download it again.',
};
