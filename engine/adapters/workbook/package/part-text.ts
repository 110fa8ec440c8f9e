import { Buffer, isUtf8 } from 'node:buffer';
import { damaged } from './file-fault.ts';

/** An XML part as text, with what is needed to write it back byte for byte. */
export type PartText = { readonly text: string; readonly encoding: TextEncoding };
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** Decodes by byte-order mark, else by the first bytes. The mark, if any, stays the first character. Throws FileFault. */
export function decodePart(name: string, content: Buffer): PartText {
  const encoding = checkEncoding(name, content);
  return { text: decodeContent(content, encoding), encoding };
}

/** The encoding of a whole part, which it keeps from beginning to end. Throws FileFault. */
export function checkEncoding(name: string, content: Buffer): TextEncoding {
  const encoding = encodingOf(content);
  if (encoding !== 'utf-8') {
    if (content.length % 2 !== 0) throw damaged(name, 'it is not valid UTF-16');
    return encoding;
  }
  if (!isUtf8(content)) throw damaged(name, 'it is not valid UTF-8');
  const head = content.toString('utf8', 0, 300);
  const declared = /^\uFEFF?<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)["']/.exec(head)?.[1];
  if (declared !== undefined && !/^(utf-?8|us-ascii|ascii)$/i.test(declared)) {
    throw damaged(name, `it is written in ${declared}; workbooks are UTF-8 or UTF-16`);
  }
  return encoding;
}

/** Text of a part or of a piece of one. */
export function decodeContent(content: Buffer, encoding: TextEncoding): string {
  if (encoding === 'utf-8') return content.toString('utf8');
  const little = encoding === 'utf-16le' ? content : Buffer.from(content).swap16();
  return little.toString('utf16le');
}

export function encodePart(part: PartText): Buffer {
  if (part.encoding === 'utf-8') return Buffer.from(part.text, 'utf8');
  const little = Buffer.from(part.text, 'utf16le');
  return part.encoding === 'utf-16le' ? little : little.swap16();
}

function encodingOf(content: Buffer): TextEncoding {
  const [first, second] = content;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0x3c && second === 0) return 'utf-16le';
  if (first === 0 && second === 0x3c) return 'utf-16be';
  return 'utf-8';
}
