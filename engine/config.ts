import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type DatabaseAddress, readDatabaseAddress } from './adapters/store/postgres/database-address.ts';
import { err, ok, type Result } from './domain/result.ts';
import { type EvidenceConfig, readEvidenceConfig } from './evidence-config.ts';
import { type GraphConfig, readGraphConfig } from './graph-config.ts';
import { type IdentityConfig, readIdentityConfig } from './identity-config.ts';
import { type NotifyConfig, readNotifyConfig } from './notify-config.ts';
import { type OperationsConfig, readOperationsConfig } from './operations-config.ts';

/** Everything that can be set, from flags or the environment. Every default stands here. */
export type Config = {
  /** The engine's own data: journal, snapshots, directory. */
  readonly data: string;
  /** The PostgreSQL database that journal, snapshots and directory are kept in instead; null for none. */
  readonly database: DatabaseAddress | null;
  /** Which organisation of the database; null for the only one. */
  readonly organisation: string | null;
  /** Where old parts of the journal are moved to; null for nowhere. */
  readonly archive: string | null;
  /** The watched folder with people's workbooks. */
  readonly folder: string;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** The pages over https too, on the next port (0 stays 0), with a certificate made for this machine. */
  readonly https: boolean;
  /** Milliseconds a saved workbook must lie still before it is read; more on slow network shares. */
  readonly settle: number;
  /** Where people reach the engine, without a slash at the end: what links in workbooks begin with. */
  readonly address: string;
  readonly evidence: EvidenceConfig;
  readonly notify: NotifyConfig;
  /** How Secure Score is read from Microsoft Graph; null for not at all. */
  readonly graph: GraphConfig | null;
  /** Secure Score of a tenant that is only played, to be tried. */
  readonly demoSecureScore: boolean;
  /** Null: whoever reaches the engine is the person at this machine, so nobody else may reach it. */
  readonly identity: IdentityConfig | null;
  readonly operations: OperationsConfig;
  /** What a command shows to an engine where people sign in. */
  readonly token: string | null;
  /** The built-in templates. */
  readonly templates: string;
  /** Neither built-in templates nor default assessments are brought in. */
  readonly bare: boolean;
  /** Informational log lines too, a line a request among them. */
  readonly verbose: boolean;
};

export type Flags = Partial<Record<'data' | 'folder' | 'host' | 'port' | 'settle', string>> &
  Partial<Record<'https' | 'bare' | 'verbose' | 'demo-secure-score', boolean>>;

export const defaults = { data: 'data', folder: 'workbooks', host: '127.0.0.1', port: 3700, settle: 300 } as const;

/** Beside the sources; a compiled program stands one folder deeper. */
const shippedTemplates = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../templates' : '../../templates', import.meta.url),
);

const loopback = ['127.0.0.1', '::1', 'localhost'];

/**
 * Flags win over the environment, the environment over the defaults. The folder's default is the one last watched with
 * this data, as `lastFolder` knows it, else one beside the data.
 */
export function readConfig(
  flags: Flags,
  environment: Readonly<Record<string, string | undefined>>,
  lastFolder: (data: string) => string | null = () => null,
): Result<Config, string> {
  const set = (name: keyof typeof defaults): string | undefined => {
    const given = flags[name] ?? environment[`CONTROLBOOK_${name.toUpperCase()}`];
    return given?.trim() === '' ? undefined : given;
  };
  const data = resolve(set('data') ?? defaults.data);
  const folder = resolve(set('folder') ?? lastFolder(data) ?? join(dirname(data), defaults.folder));
  if (isWithin(folder, data) || isWithin(data, folder)) {
    return err(
      `The data (${data}) and the workbooks (${folder}) must lie beside each other, not one in the other: what people and sync programs do in the folder must not reach the journal.`,
    );
  }
  const host = set('host') ?? defaults.host;
  const identity = readIdentityConfig(environment);
  if (!identity.ok) return identity;
  const closed = identity.value === null || (environment['CONTROLBOOK_ADDRESS']?.trim() ?? '') === '';
  if (!loopback.includes(host) && closed) {
    return err(
      `The engine answers on this machine only (127.0.0.1, ::1 or localhost) until it is known who asks; "${host}" would open it to everybody. Set CONTROLBOOK_ISSUER and CONTROLBOOK_AUDIENCE to the OpenID Connect provider people sign in at, and CONTROLBOOK_ADDRESS to the address they reach the engine at.`,
    );
  }
  const port = wholeNumber(set('port') ?? String(defaults.port), 'port', 0, 65_535);
  if (!port.ok) return port;
  const settle = wholeNumber(set('settle') ?? String(defaults.settle), 'settle', 20, 60_000);
  if (!settle.ok) return settle;
  const templates = resolve(environment['CONTROLBOOK_TEMPLATES'] ?? shippedTemplates);
  const { https = false, bare = false, verbose = false } = flags;
  const address = environment['DATABASE_URL']?.trim() ?? '';
  const database = address === '' ? ok(null) : readDatabaseAddress(address);
  if (!database.ok) return database;
  const organisation = environment['CONTROLBOOK_ORGANISATION']?.trim() || null;
  const reached = readAddress(environment['CONTROLBOOK_ADDRESS'], host, port.value);
  if (!reached.ok) return reached;
  const evidence = readEvidenceConfig(environment);
  if (!evidence.ok) return evidence;
  const notify = readNotifyConfig(environment);
  if (!notify.ok) return notify;
  const operations = readOperationsConfig(environment, identity.value !== null);
  if (!operations.ok) return operations;
  const graph = readGraphConfig(environment);
  if (!graph.ok) return graph;
  const demoSecureScore = flags['demo-secure-score'] ?? false;
  if (demoSecureScore && (graph.value !== null || identity.value !== null)) {
    return err(
      'The demonstration of Secure Score writes what is not so: it is for the person at this machine, without people who sign in and without CONTROLBOOK_GRAPH_TENANT.',
    );
  }
  const store = {
    data,
    database: database.value,
    organisation,
    address: reached.value,
    evidence: evidence.value,
    notify: notify.value,
  };
  const archive = readArchive(environment, [data, folder]);
  if (!archive.ok) return archive;
  const token = environment['CONTROLBOOK_TOKEN']?.trim() || null;
  const served = { host, port: port.value, https, identity: identity.value, token, operations: operations.value };
  const secureScore = { graph: graph.value, demoSecureScore };
  return ok(
    Object.freeze({
      ...store,
      archive: archive.value,
      ...served,
      ...secureScore,
      folder,
      settle: settle.value,
      templates,
      bare,
      verbose,
    }),
  );
}

/** The same whatever port a command starts an engine on for a moment, so that links stay as they are. */
function readAddress(given: string | undefined, host: string, port: number): Result<string, string> {
  const address =
    given?.trim() || `http://${host.includes(':') ? `[${host}]` : host}:${port === 0 ? defaults.port : port}`;
  if (URL.canParse(address) && /^https?:\/\/[^/?#@]+(\/[^?#]*)?$/.test(address)) return ok(address.replace(/\/+$/, ''));
  return err(
    `CONTROLBOOK_ADDRESS takes the address people reach the engine at, such as https://controlbook.example.com; "${address}" is none.`,
  );
}

function readArchive(
  environment: Readonly<Record<string, string | undefined>>,
  others: readonly string[],
): Result<string | null, string> {
  const given = environment['CONTROLBOOK_ARCHIVE']?.trim() || null;
  if (given === null) return ok(null);
  const archive = resolve(given);
  const met = others.find((other) => isWithin(other, archive) || isWithin(archive, other));
  if (met === undefined) return ok(archive);
  return err(`CONTROLBOOK_ARCHIVE (${archive}) must lie beside ${met}, not one in the other: it outlives both.`);
}

function isWithin(outer: string, inner: string): boolean {
  const way = relative(outer, inner);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function wholeNumber(text: string, name: string, least: number, most: number): Result<number, string> {
  const value = Number(text);
  if (/^\d+$/.test(text.trim()) && value >= least && value <= most) return ok(value);
  return err(`"${text}" is no ${name}. Give a whole number from ${least} to ${most}.`);
}
