import { Buffer } from 'node:buffer';

export type FileKind = 'zip' | 'encrypted' | 'legacy-xls' | 'other-ole' | 'html' | 'xml' | 'text' | 'empty' | 'unknown';

/** What a file is by its first bytes, whatever its name says. */
export function sniffFile(bytes: Uint8Array): FileKind {
  if (bytes.length === 0) return 'empty';
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (file.length >= 4 && file[0] === 0x50 && file[1] === 0x4b && (file[2] === 3 || file[2] === 5)) return 'zip';
  if (file.subarray(0, 8).equals(oleSignature)) return oleKind(file);
  if (file[0] === 0x09 && (file[1] === 0 || file[1] === 2 || file[1] === 4 || file[1] === 8)) return 'legacy-xls';
  return textKind(file);
}

const oleSignature = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/** Names of streams stand in the OLE directory as UTF-16. */
function oleKind(file: Buffer): FileKind {
  const holds = (stream: string): boolean => file.includes(Buffer.from(stream, 'utf16le'));
  if (holds('EncryptedPackage')) return 'encrypted';
  if (holds('Workbook') || holds('Book')) return 'legacy-xls';
  return 'other-ole';
}

function textKind(file: Buffer): FileKind {
  const wide = (file[0] === 0xff && file[1] === 0xfe) || (file[0] === 0xfe && file[1] === 0xff);
  const head = file.subarray(0, 4_096);
  const start = head
    .toString('latin1')
    .replaceAll('\0', '')
    .replace(/^(\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)/, '')
    .trimStart()
    .toLowerCase();
  if (!wide && head.includes(0)) return 'unknown';
  if (/^<(!doctype html|html|head|body|table|meta|style|script|div|font|b>)/.test(start)) return 'html';
  if (start.startsWith('<?xml') || start.startsWith('<!--')) return start.includes('<html') ? 'html' : 'xml';
  if (start.startsWith('<')) return 'xml';
  return 'text';
}
