import { defaultLimits } from '#engine/adapters/workbook/package/limits';
import { openZip, readEntry } from '#engine/adapters/workbook/package/zip';

/** The text of every part of a workbook, by name. */
export function readParts(bytes: Uint8Array): ReadonlyMap<string, string> {
  const zip = openZip(bytes, defaultLimits);
  return new Map(zip.entries.map((entry) => [entry.name, readEntry(zip, entry).toString('utf8')]));
}
