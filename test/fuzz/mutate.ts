import type { Random } from '#test/support/simulated-disk-file';

export const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T; // never empty
export const upTo = (random: Random, most: number): number => Math.floor(random() * most);

/** Texts that parsers trip over. */
export const nasty: readonly string[] = [
  '',
  ' ',
  '\u0000',
  '\uFEFF',
  '\uD800',
  '\u202E',
  '\r',
  '"',
  "'",
  '<',
  '&#0;',
  '&lol;',
  ']]>',
  '<!--',
  '<![CDATA[',
  '%00',
  '../',
  '/',
  ':',
  '-1',
  '0',
  '1e309',
  '9007199254740993',
  '4294967296',
  'NaN',
  'true',
  'null',
  '[]',
  '{}',
  '{"__proto__":{}}',
  '__proto__',
  'constructor',
  '=1+1',
  '@SUM(A1)',
  'A1048577',
  'XFE1',
  '2026-02-30',
  '1900-02-29',
  'x'.repeat(40_000),
  '('.repeat(3_000),
  '['.repeat(5_000),
  '{"a":'.repeat(3_000),
  '<a>'.repeat(3_000),
];

/** Bytes as a bad line, a bad disk or a bad mind leaves them. */
export function mutateBytes(random: Random, bytes: Uint8Array, other: Uint8Array): Uint8Array {
  let changed = Buffer.from(bytes);
  for (let count = 1 + upTo(random, 4); count > 0; count -= 1) {
    const at = upTo(random, changed.length + 1);
    const length = upTo(random, Math.min(64, changed.length));
    switch (upTo(random, 7)) {
      case 0:
        if (changed.length > 0) changed[at % changed.length] = upTo(random, 256);
        break;
      case 1:
        if (changed.length > 0)
          changed[at % changed.length] = (changed[at % changed.length] ?? 0) ^ (1 << upTo(random, 8));
        break;
      case 2:
        changed = changed.subarray(0, at);
        break;
      case 3:
        changed = Buffer.concat([changed.subarray(0, at), changed.subarray(at + length)]);
        break;
      case 4:
        changed = Buffer.concat([changed.subarray(0, at), changed.subarray(at, at + length), changed.subarray(at)]);
        break;
      case 5: {
        const from = upTo(random, other.length + 1);
        changed = Buffer.concat([
          changed.subarray(0, at),
          other.subarray(from, from + length * 8),
          changed.subarray(at),
        ]);
        break;
      }
      default:
        changed = Buffer.concat([changed.subarray(0, at), Buffer.from(pick(random, nasty)), changed.subarray(at)]);
    }
    changed = Buffer.from(changed); // its own bytes, so that the next change spoils no seed
  }
  return changed;
}

/** Text whose tokens are left out, doubled, swapped or replaced: more often still a text of its kind. */
export function mutateText(random: Random, text: string): string {
  const tokens = text.match(/<[^<>]*>|"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|\w+|\s+|[^\w\s]/gs) ?? [];
  for (let count = 1 + upTo(random, 5); count > 0 && tokens.length > 0; count -= 1) {
    const at = upTo(random, tokens.length);
    const token = tokens[at] ?? '';
    const replaced = token.startsWith('"') ? JSON.stringify(pick(random, nasty)) : pick(random, nasty);
    const next = pick(random, [
      [],
      [token, token],
      [tokens[upTo(random, tokens.length)] ?? ''],
      [replaced],
      [token, replaced],
    ]);
    tokens.splice(at, 1, ...next);
  }
  return tokens.join('');
}
