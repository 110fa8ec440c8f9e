import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { bits, identifier, integer, octets, sequence, set, tagged, truth, utcTime, utf8 } from './der.ts';

/** Both in PEM. */
export type Certificate = { readonly key: string; readonly cert: string };

const ecdsaWithSha256 = '1.2.840.10045.4.3.2';

/**
 * A certificate for this machine's own names, signed by its own key (P-256). Nobody trusts it unless told to; it is for
 * pages that a browser serves over https alone. Times are ISO 8601 UTC.
 */
export function makeCertificate(from: string, until: string): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const algorithm = sequence(identifier(ecdsaWithSha256));
  const name = sequence(set(sequence(identifier('2.5.4.3'), utf8('localhost'))));
  const body = sequence(
    tagged(0, integer(Buffer.from([2]))),
    integer(randomBytes(16)),
    algorithm,
    name,
    sequence(utcTime(from), utcTime(until)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(3, extensions()),
  );
  const cert = sequence(body, algorithm, bits(sign('sha256', body, privateKey)));
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), cert: toPem(cert) };
}

function extensions(): Buffer {
  const extension = (oid: string, critical: boolean, value: Uint8Array): Buffer =>
    sequence(identifier(oid), ...(critical ? [truth(true)] : []), octets(value));
  const names = sequence(
    tagged(2, Buffer.from('localhost', 'latin1'), false),
    tagged(7, Buffer.from([127, 0, 0, 1]), false),
    tagged(7, Buffer.from([...Array(15).fill(0), 1]), false),
  );
  return sequence(
    extension('2.5.29.19', true, sequence()),
    extension('2.5.29.15', true, bits(Buffer.from([0x80]), 7)),
    extension('2.5.29.37', false, sequence(identifier('1.3.6.1.5.5.7.3.1'))),
    extension('2.5.29.17', false, names),
  );
}

function toPem(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
