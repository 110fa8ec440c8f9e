const endLength = 22;
const longestComment = 0xffff;
const entryLength = 46;

const oleSignature = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const localSignature = 0x04034b50;
const entrySignature = 0x02014b50;
const endSignature = 0x06054b50;

/**
 * True when the bytes look like a whole workbook rather than one still being copied: the zip directory is at the end,
 * lists what it says, and every part begins where it is listed. What the parts hold is the reader's to judge. An
 * encrypted workbook is an OLE file: whole when made of whole sectors; the reader says what is wrong with it. What
 * begins like neither, nor with the zeros of a file whose beginning is still to come, will never be a workbook: there is
 * nothing to wait for, and the reader says so.
 */
export function isCompleteWorkbook(bytes: Uint8Array): boolean {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.subarray(0, 8).equals(oleSignature)) return view.length >= 1536 && view.length % 512 === 0;
  if (view.length >= 4 && !beginsLikeOne(view)) return true;
  if (view.length < endLength || view.readUInt32LE(0) !== localSignature) return false;
  const end = findEnd(view);
  return end !== null && isDirectoryWhole(view, end);
}

function beginsLikeOne(view: Buffer): boolean {
  const first = view.subarray(0, 4);
  return (
    first.readUInt32LE(0) === localSignature ||
    first.equals(oleSignature.subarray(0, 4)) ||
    first.every((byte) => byte === 0)
  );
}

function findEnd(view: Buffer): number | null {
  const first = Math.max(0, view.length - endLength - longestComment);
  for (let at = view.length - endLength; at >= first; at--) {
    const isEnd = view.readUInt32LE(at) === endSignature && at + endLength + view.readUInt16LE(at + 20) <= view.length;
    if (isEnd) return at;
  }
  return null;
}

function isDirectoryWhole(view: Buffer, end: number): boolean {
  const count = view.readUInt16LE(end + 10);
  const start = view.readUInt32LE(end + 16);
  // Zip64: the numbers stand elsewhere. Being the last thing written, its end record is proof enough here.
  if (count === 0xffff || start === 0xffffffff) return true;
  let at = start;
  for (let entry = 0; entry < count; entry++) {
    if (at + entryLength > end || view.readUInt32LE(at) !== entrySignature) return false;
    const part = view.readUInt32LE(at + 42);
    if (part !== 0xffffffff && (part + 4 > start || view.readUInt32LE(part) !== localSignature)) return false;
    at += entryLength + view.readUInt16LE(at + 28) + view.readUInt16LE(at + 30) + view.readUInt16LE(at + 32);
  }
  return count > 0 && at <= end;
}
