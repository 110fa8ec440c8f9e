import { Buffer } from 'node:buffer';
import { crc32, inflateRawSync } from 'node:zlib';
import { damaged, FileFault } from './file-fault.ts';
import type { PackageLimits } from './limits.ts';

/** One entry as its central-directory record states it; spans are byte offsets into the file. */
export type ZipEntry = {
  readonly name: string;
  readonly method: 0 | 8;
  readonly crc: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly centralStart: number;
  readonly centralEnd: number;
  readonly localStart: number;
  readonly dataStart: number;
  /** Start of whatever follows: the next entry or the central directory. A raw copy ends here. */
  readonly rawEnd: number;
};

export type ZipFile = {
  readonly bytes: Buffer;
  /** In the order of the central directory. */
  readonly entries: readonly ZipEntry[];
  /** By lower-case name, because part names are equal whatever their letter case. */
  readonly entryByName: ReadonlyMap<string, ZipEntry>;
  readonly endStart: number;
};

/**
 * Reads the central directory and checks what can be checked without inflating: limits, names, flags, methods, and that
 * local headers agree and do not overlap. Throws FileFault.
 */
export function openZip(bytes: Uint8Array, limits: PackageLimits): ZipFile {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const endStart = findEnd(file);
  const count = file.readUInt16LE(endStart + 10);
  const directorySize = file.readUInt32LE(endStart + 12);
  const directoryStart = file.readUInt32LE(endStart + 16);
  if (count === 0xffff || directorySize === 0xffffffff || directoryStart === 0xffffffff) throw zip64();
  if (file.readUInt16LE(endStart + 4) !== 0 || file.readUInt16LE(endStart + 8) !== count) {
    throw damaged('the zip container', 'it says that it continues in another file');
  }
  if (count > limits.entries) throw tooMany(count, limits);
  if (directoryStart + directorySize > endStart) throw damaged('the zip container', 'its directory is out of place');
  const records = readDirectory(file, directoryStart, directoryStart + directorySize, count, limits);
  const entries = placeEntries(file, records, directoryStart);
  const entryByName = new Map<string, ZipEntry>();
  for (const entry of entries) {
    const key = entry.name.toLowerCase();
    if (entryByName.has(key)) {
      throw new FileFault(
        'duplicate-part',
        `The workbook holds the part ${shown(entry.name)} twice, so that two programs would read two different files. Open it in Excel and save it again.`,
      );
    }
    entryByName.set(key, entry);
  }
  return { bytes: file, entries, entryByName, endStart };
}

/** The content of an entry, inflated to at most its stated size, with size and CRC checked. Throws FileFault. */
export function readEntry(zip: ZipFile, entry: ZipEntry): Buffer {
  const raw = compressedBytes(zip, entry);
  const content = entry.method === 0 ? raw : inflate(raw, entry);
  if (content.length !== entry.size) throw lyingSize(entry);
  if (crc32(content) !== entry.crc) {
    throw new FileFault(
      'bad-crc',
      `The part ${shown(entry.name)} does not match its checksum: the file was damaged on its way. Copy or download it again.`,
    );
  }
  return content;
}

/** The entry as it lies in the file. */
export function compressedBytes(zip: ZipFile, entry: ZipEntry): Buffer {
  return zip.bytes.subarray(entry.dataStart, entry.dataStart + entry.compressedSize);
}

function inflate(raw: Buffer, entry: ZipEntry): Buffer {
  try {
    // One spare byte shows an overrun without a second allocation.
    return inflateRawSync(raw, { maxOutputLength: Math.max(1, entry.size), chunkSize: Math.max(64, entry.size + 1) });
  } catch (fault) {
    if (fault instanceof RangeError) throw lyingSize(entry);
    throw damaged(`the part ${shown(entry.name)}`, 'its compressed data cannot be read');
  }
}

function lyingSize(entry: ZipEntry): FileFault {
  return new FileFault(
    'lying-size',
    `The part ${shown(entry.name)} is not ${entry.size} bytes long as the file says: it is damaged, or made to overwhelm the reader. Ask for the file again.`,
  );
}

function findEnd(file: Buffer): number {
  const lowest = Math.max(0, file.length - 22 - 0xffff);
  for (let at = file.length - 22; at >= lowest; at -= 1) {
    if (file.readUInt32LE(at) === 0x06054b50 && at + 22 + file.readUInt16LE(at + 20) === file.length) return at;
  }
  throw new FileFault(
    'truncated',
    'The file begins like a workbook but its end is missing: it was cut off while being copied or downloaded. Get it again.',
  );
}

type CentralRecord = Omit<ZipEntry, 'dataStart' | 'rawEnd'>;

function readDirectory(
  file: Buffer,
  start: number,
  end: number,
  count: number,
  limits: PackageLimits,
): readonly CentralRecord[] {
  const records: CentralRecord[] = [];
  let total = 0;
  let at = start;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > end || file.readUInt32LE(at) !== 0x02014b50) {
      throw damaged('the zip container', 'its directory ends before its last entry');
    }
    const nameEnd = at + 46 + file.readUInt16LE(at + 28);
    const centralEnd = nameEnd + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
    if (centralEnd > end) throw damaged('the zip container', 'its directory ends before its last entry');
    const flags = file.readUInt16LE(at + 8);
    const name = readName(file.subarray(at + 46, nameEnd), (flags & 0x800) !== 0);
    if ((flags & 0x2041) !== 0) {
      throw new FileFault(
        'encrypted',
        `The part ${shown(name)} is encrypted. Remove the password in Excel (File, Info, Protect Workbook) and save the file again.`,
      );
    }
    const method = file.readUInt16LE(at + 10);
    if (method !== 0 && method !== 8) {
      throw new FileFault(
        'unknown-compression',
        `The part ${shown(name)} is compressed by method ${method}, which no workbook uses. Open the file in Excel and save it again.`,
      );
    }
    const compressedSize = file.readUInt32LE(at + 20);
    const size = file.readUInt32LE(at + 24);
    const localStart = file.readUInt32LE(at + 42);
    if (compressedSize === 0xffffffff || size === 0xffffffff || localStart === 0xffffffff) throw zip64();
    total += size;
    checkSizes(name, compressedSize, size, total, limits);
    const crc = file.readUInt32LE(at + 16);
    records.push({ name, method, crc, compressedSize, size, centralStart: at, centralEnd, localStart });
    at = centralEnd;
  }
  return records;
}

function readName(raw: Buffer, utf8: boolean): string {
  const name = raw.toString(utf8 ? 'utf8' : 'latin1');
  const unsafe =
    name === '' ||
    name.length > 500 ||
    /^[/\\]|\\|^[A-Za-z]:|(^|\/)\.\.?(\/|$)|\uFFFD/.test(name) ||
    [...name].some((character) => character < ' ');
  if (unsafe) {
    throw new FileFault(
      'unsafe-name',
      `The file holds an entry named ${shown(name)}, which could reach outside it. Do not open it; ask its sender how it was made.`,
    );
  }
  return name;
}

function checkSizes(name: string, compressed: number, size: number, total: number, limits: PackageLimits): void {
  const rule =
    size > limits.partSize
      ? `its part ${shown(name)} unpacks to ${megabytes(size)}; at most ${megabytes(limits.partSize)} a part are allowed`
      : total > limits.totalSize
        ? `it unpacks to more than ${megabytes(limits.totalSize)}`
        : size > limits.ratioFrom && size > limits.ratio * compressed
          ? `its part ${shown(name)} unpacks to more than ${limits.ratio} times its size`
          : null;
  if (rule === null) return;
  throw new FileFault(
    'zip-bomb',
    `The file is refused because ${rule}. If it is a real workbook, delete unused rows and sheets in Excel and save it again.`,
  );
}

/** Joins local headers to the directory's records; every byte belongs to at most one entry. */
function placeEntries(file: Buffer, records: readonly CentralRecord[], directoryStart: number): readonly ZipEntry[] {
  const starts = records.map((record) => record.localStart).sort((a, b) => a - b);
  const nextStart = new Map<number, number>();
  for (const [index, start] of starts.entries()) nextStart.set(start, starts[index + 1] ?? directoryStart);
  return records.map((record) => {
    const at = record.localStart;
    if (at + 30 > directoryStart || file.readUInt32LE(at) !== 0x04034b50) throw misplaced(record.name);
    const nameEnd = at + 30 + file.readUInt16LE(at + 26);
    const dataStart = nameEnd + file.readUInt16LE(at + 28);
    const rawEnd = nextStart.get(at) ?? directoryStart;
    const flags = file.readUInt16LE(at + 6);
    const sizesFollow = (flags & 8) !== 0;
    const agrees =
      file.subarray(at + 30, nameEnd).equals(centralName(file, record)) &&
      file.readUInt16LE(at + 8) === record.method &&
      (flags & 0x2041) === 0 &&
      (sizesFollow ||
        (file.readUInt32LE(at + 18) === record.compressedSize && file.readUInt32LE(at + 22) === record.size));
    if (!agrees || dataStart + record.compressedSize > rawEnd) throw misplaced(record.name);
    return { ...record, dataStart, rawEnd };
  });
}

function centralName(file: Buffer, record: CentralRecord): Buffer {
  const start = record.centralStart + 46;
  return file.subarray(start, start + file.readUInt16LE(record.centralStart + 28));
}

function misplaced(name: string): FileFault {
  return new FileFault(
    'overlapping-entries',
    `The part ${shown(name)} overlaps another or contradicts the file's own directory. Open the file in Excel and save it again.`,
  );
}

function zip64(): FileFault {
  return new FileFault(
    'zip64',
    'The file uses the zip64 form, meant for archives over 4 GB. Open it in Excel and save it again as .xlsx.',
  );
}

function tooMany(count: number, limits: PackageLimits): FileFault {
  return new FileFault(
    'too-many-parts',
    `The file holds ${count} parts; at most ${limits.entries} are allowed. Remove unused sheets and pictures in Excel and save it again.`,
  );
}

function megabytes(size: number): string {
  return `${Math.ceil(size / 1024 / 1024)} MB`;
}

/** A name from the file, short and printable enough for a sentence. */
export function shown(name: string): string {
  const printable = [...name.slice(0, 80)].map((character) => (character < ' ' ? '?' : character)).join('');
  return `"${printable}${name.length > 80 ? '…' : ''}"`;
}
