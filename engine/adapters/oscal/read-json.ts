import { gunzipSync } from 'node:zlib';
import type { FileProblem } from '../../app/ports.ts';
import { err, ok, type Result } from '../../domain/result.ts';

/** What a submitted OSCAL file may cost at most. The largest official one has 6 MB, 20 levels and 150,000 values. */
export const limits = {
  /** Of the JSON text, unpacked, in bytes. */
  bytes: 32 * 1024 * 1024,
  depth: 64,
  values: 2_000_000,
  controls: 10_000,
  /** Of one string, in UTF-16 units. */
  string: 250_000,
  /** Documents read for one import, a profile's imports counted each time. */
  imports: 100,
  /** Of everything written into the template, in UTF-16 units. */
  text: 32 * 1024 * 1024,
} as const;

/**
 * The JSON value of a file, plain or gzip, with or without a byte order mark. Everything about it is bounded before it is
 * parsed: size, nesting and number of values. A refused file is named, with the place where there is one.
 */
export function readJson(file: string, bytes: Uint8Array): Result<unknown, FileProblem> {
  const unpacked = unpack(file, bytes);
  if (!unpacked.ok) return unpacked;
  const text = decode(unpacked.value);
  if (text === null) return problem('not-json', file, 'is not UTF-8 text. Submit the JSON form of the OSCAL document.');
  if (/^\s{0,100}</.test(text)) {
    return problem(
      'oscal-xml',
      file,
      'is XML. OSCAL is read in its JSON form; the publisher offers the same file as .json.',
    );
  }
  const shape = checkShape(file, text);
  if (!shape.ok) return shape;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 200) : String(error);
    return problem('not-json', file, `is not JSON (${reason}). Submit the JSON form of the OSCAL document.`);
  }
  return checkValues(file, value);
}

export function problem(code: string, file: string, what: string): { readonly ok: false; readonly error: FileProblem } {
  return err({ code, message: `${file} ${what}` });
}

function unpack(file: string, bytes: Uint8Array): Result<Uint8Array, FileProblem> {
  const tooLarge = `is larger than ${limits.bytes / 1024 / 1024} MB unpacked. Submit a smaller catalog.`;
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) {
    return bytes.length > limits.bytes ? problem('too-large', file, tooLarge) : ok(bytes);
  }
  try {
    return ok(gunzipSync(bytes, { maxOutputLength: limits.bytes }));
  } catch (error) {
    if (error instanceof RangeError) return problem('too-large', file, tooLarge);
    return problem('not-gzip', file, 'begins as a gzip file but cannot be unpacked. Fetch it again.');
  }
}

/** UTF-8 without its byte order mark; null when it is something else. */
function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null; // the decoder's only way to say that the bytes are not UTF-8
  }
}

const quote = 0x22;
const backslash = 0x5c;

/** Counts nesting and commas outside strings, so that a hostile text is refused before a value is made of it. */
function checkShape(file: string, text: string): Result<null, FileProblem> {
  let depth = 0;
  let values = 1;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === backslash) at += 1;
      else if (code === quote) inString = false;
    } else if (code === quote) inString = true;
    else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      values += 1;
      if (depth > limits.depth) {
        return problem(
          'too-deep',
          file,
          `is nested deeper than ${limits.depth} levels at character ${at + 1}. It is not OSCAL.`,
        );
      }
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
    else if (code === 0x2c) values += 1;
    if (values > limits.values) {
      return problem(
        'too-many-values',
        file,
        `has more than ${limits.values} values at character ${at + 1}. Submit a smaller catalog.`,
      );
    }
  }
  return ok(null);
}

type Visit = { readonly value: object; readonly key: string; readonly parent: Visit | null };

/**
 * No document needs a `__proto__` key, the classic way to smuggle something in, nor a string longer than several cells.
 */
function checkValues(file: string, root: unknown): Result<unknown, FileProblem> {
  const stack: Visit[] = isObject(root) ? [{ value: root, key: '', parent: null }] : [];
  for (let visit = stack.pop(); visit !== undefined; visit = stack.pop()) {
    const inArray = Array.isArray(visit.value);
    for (const [key, value] of Object.entries(visit.value)) {
      const step = inArray ? `[${key}]` : `.${key.slice(0, 100)}`;
      if (key === '__proto__') {
        return problem('forbidden-key', file, `has the forbidden key ${pathOf(visit, step)}. Remove it.`);
      }
      if (typeof value === 'string' && value.length > limits.string) {
        const place = pathOf(visit, step);
        return problem('too-long', file, `has a text of ${value.length} characters at ${place}. Shorten it.`);
      }
      if (isObject(value)) stack.push({ value, key: step, parent: visit });
    }
  }
  return ok(root);
}

function pathOf(visit: Visit, last: string): string {
  const steps: string[] = [last];
  for (let at: Visit | null = visit; at !== null; at = at.parent) steps.push(at.key);
  return steps.reverse().join('').replace(/^\./, '');
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
