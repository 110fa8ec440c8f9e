import { X509Certificate } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../app/ports.ts';
import { type Certificate, makeCertificate } from './make-certificate.ts';

const day = 86_400_000;
/** Browsers of one maker refuse certificates that live longer. */
const lifetime = 800 * day;
const renewBefore = 30 * day;

/** The certificate kept in a folder; made when there is none that will last, so that an exception made for it holds. */
export async function ownCertificate(folder: string, clock: Pick<Clock, 'now'>): Promise<Certificate> {
  const [keyFile, certFile] = [join(folder, 'https.key.pem'), join(folder, 'https.cert.pem')];
  const now = Date.parse(clock.now());
  const [key, cert] = await Promise.all([keyFile, certFile].map((file) => readFile(file, 'utf8').catch(() => null)));
  if (key != null && cert != null && lasts(cert, now)) return { key, cert };
  const iso = (time: number): string => new Date(time).toISOString();
  const made = makeCertificate(iso(now - day), iso(now + lifetime));
  await mkdir(folder, { recursive: true });
  await writeFile(keyFile, made.key, { mode: 0o600 });
  await writeFile(certFile, made.cert);
  return made;
}

function lasts(cert: string, now: number): boolean {
  try {
    return Date.parse(new X509Certificate(cert).validTo) > now + renewBefore;
  } catch {
    return false; // cut off or written over: a new one is as good
  }
}
