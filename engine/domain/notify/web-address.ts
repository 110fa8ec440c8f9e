import { err, ok, type Result } from '../result.ts';

type AddressProblem = { readonly code: 'invalid-link'; readonly message: string };

/**
 * An address other systems are told at, as far as its text can tell: what its name leads to is looked at when it is sent
 * to. Addresses of this machine and of private networks are for who runs the engine to allow, because whoever names one
 * would have the engine knock at doors only it can reach.
 */
export function checkWebAddress(given: string, allowPrivate: boolean): Result<string, AddressProblem> {
  const url = given.trim();
  const parts = /^(https?):\/\/(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::\d{1,5})?([/?][^\s<>"#\\]*)?$/i.exec(url);
  if (parts === null) {
    return wrong('Give the whole address, beginning with https://, without user name, spaces and #.');
  }
  const [, scheme = '', host = ''] = parts;
  if (allowPrivate) return ok(url);
  if (scheme.toLowerCase() !== 'https')
    return wrong('What is sent is for nobody else: give an address that begins with https://.');
  const name = host.replace(/^\[|\]$/g, '').toLowerCase();
  const isLocal = name === 'localhost' || /\.(localhost|local|internal|home\.arpa)$/.test(name) || !/[.:]/.test(name);
  if (isLocal || isPrivateAddress(name) || /^(\d+|0x[0-9a-f]+)(\.(\d+|0x[0-9a-f]+)){0,2}$/.test(name)) {
    return wrong(
      'This address is one of this machine or of a private network, where nothing is sent. Whoever runs the engine can allow it (CONTROLBOOK_WEBHOOK_PRIVATE=1).',
    );
  }
  return ok(url);
}

function wrong(message: string): Result<never, AddressProblem> {
  return err({ code: 'invalid-link', message });
}

/** True for every numeric address that is not one of the public internet; false for names. */
export function isPrivateAddress(address: string): boolean {
  const four = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(address);
  if (four !== null) return isPrivateFour(four.slice(1).map(Number));
  if (!address.includes(':')) return false;
  const words = expand(address);
  if (words === null) return true;
  const [first = 0] = words;
  const lastFour = [(words[6] ?? 0) >> 8, (words[6] ?? 0) & 255, (words[7] ?? 0) >> 8, (words[7] ?? 0) & 255];
  const leading = (count: number): boolean => words.slice(0, count).every((word) => word === 0);
  if (leading(6) || (leading(5) && words[5] === 0xffff)) return leading(7) || isPrivateFour(lastFour);
  if (first === 0x64 && words[1] === 0xff9b) return isPrivateFour(lastFour);
  // The public internet is 2000::/3, without tunnels and documentation.
  if ((first & 0xe000) !== 0x2000 || first === 0x2002 || (first === 0x2001 && (words[1] ?? 0) < 0x200)) return true;
  return first === 0x2001 && words[1] === 0xdb8;
}

function isPrivateFour([a = 0, b = 0, c = 0]: readonly number[]): boolean {
  return (
    [0, 10, 127].includes(a) ||
    a >= 224 ||
    (a === 100 && b >= 64 && b < 128) ||
    (a === 169 && b === 254) ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && (b === 168 || (b === 0 && (c === 0 || c === 2)))) ||
    (a === 198 && (b === 18 || b === 19 || (b === 51 && c === 100))) ||
    (a === 203 && b === 0 && c === 113)
  );
}

/** The eight words of an IPv6 address; null for what is none. */
function expand(address: string): readonly number[] | null {
  const bare = address.replace(/%.*$/, '').replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a, b, c, d) => {
    const hex = (high: string, low: string): string => (Number(high) * 256 + Number(low)).toString(16);
    return `${hex(a, b)}:${hex(c, d)}`;
  });
  const [head = '', tail, ...more] = bare.split('::');
  const words = (text: string): readonly string[] => (text === '' ? [] : text.split(':'));
  const [left, right] = [words(head), words(tail ?? '')];
  const missing = 8 - left.length - right.length;
  if (more.length > 0 || (tail === undefined ? missing !== 0 : missing < 1)) return null;
  const all = [...left, ...Array.from({ length: Math.max(0, missing) }, () => '0'), ...right];
  return all.every((word) => /^[0-9a-f]{1,4}$/i.test(word)) ? all.map((word) => Number.parseInt(word, 16)) : null;
}
