import type { S3Keys } from './adapters/evidence/sign-request.ts';
import type { EvidenceLimits } from './app/evidence/ports.ts';
import { refusedTypes } from './domain/evidence/file-type.ts';
import { err, ok, type Result } from './domain/result.ts';

/** How evidence is kept. Everything comes from the environment. */
export type EvidenceConfig = {
  readonly limits: EvidenceLimits;
  /** The bucket contents are kept in instead of the data folder; null for none. */
  readonly s3: { readonly address: string; readonly region: string; readonly keys: S3Keys } | null;
};

type Environment = Readonly<Record<string, string | undefined>>;

/** Megabytes of one file: what a recording of a screen for an hour takes. */
const defaultMegabytes = 2_048;

export function readEvidenceConfig(environment: Environment): Result<EvidenceConfig, string> {
  const set = (name: string): string | null => environment[name]?.trim() || null;
  const megabytes = wholeNumber(set('CONTROLBOOK_EVIDENCE_MAX_MB') ?? String(defaultMegabytes), 1, 102_400);
  if (megabytes === null) return err('CONTROLBOOK_EVIDENCE_MAX_MB takes a whole number of megabytes from 1 to 102400.');
  const days = set('CONTROLBOOK_EVIDENCE_KEEP_REMOVED_DAYS');
  const keepRemovedDays = days === null ? null : wholeNumber(days, 1, 36_500);
  if (days !== null && keepRemovedDays === null) {
    return err(
      'CONTROLBOOK_EVIDENCE_KEEP_REMOVED_DAYS takes a whole number of days from 1 to 36500; leave it out for ever.',
    );
  }
  const types = readTypes(set('CONTROLBOOK_EVIDENCE_TYPES'));
  if (!types.ok) return types;
  const s3 = readS3(set);
  if (!s3.ok) return s3;
  return ok({ limits: { fileBytes: megabytes * 1024 * 1024, types: types.value, keepRemovedDays }, s3: s3.value });
}

function readTypes(given: string | null): Result<readonly string[] | null, string> {
  if (given === null) return ok(null);
  const types = given.split(',').map((type) => type.trim().toLowerCase().replace(/^\./, ''));
  const wrong = types.find((type) => !/^[a-z0-9]{1,10}$/.test(type));
  if (wrong !== undefined)
    return err(`CONTROLBOOK_EVIDENCE_TYPES takes extensions such as pdf,docx,png; "${wrong}" is none.`);
  const refused = types.find((type) => (refusedTypes as readonly string[]).includes(type));
  return refused === undefined
    ? ok(types)
    : err(`CONTROLBOOK_EVIDENCE_TYPES names ${refused}: files that run when they are opened are never taken.`);
}

function readS3(set: (name: string) => string | null): Result<EvidenceConfig['s3'], string> {
  const address = set('CONTROLBOOK_EVIDENCE_S3');
  if (address === null) return ok(null);
  const url = URL.canParse(address) ? new URL(address) : null;
  const isPlain = url !== null && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  if (url === null || !isPlain || !/^https?:$/.test(url.protocol) || url.pathname === '/') {
    return err(
      'CONTROLBOOK_EVIDENCE_S3 takes the address of a bucket, such as https://s3.eu-central-1.amazonaws.com/my-bucket/evidence.',
    );
  }
  const accessKeyId = set('AWS_ACCESS_KEY_ID');
  const secretAccessKey = set('AWS_SECRET_ACCESS_KEY');
  if (accessKeyId === null || secretAccessKey === null) {
    return err(
      'CONTROLBOOK_EVIDENCE_S3 needs the keys of the bucket: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
    );
  }
  const keys = { accessKeyId, secretAccessKey, sessionToken: set('AWS_SESSION_TOKEN') };
  return ok({ address, region: set('AWS_REGION') ?? 'us-east-1', keys });
}

function wholeNumber(text: string, least: number, most: number): number | null {
  const value = Number(text);
  return /^\d+$/.test(text) && value >= least && value <= most ? value : null;
}
