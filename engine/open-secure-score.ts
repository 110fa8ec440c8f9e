import { readFile } from 'node:fs/promises';
import { GraphRefused } from './adapters/graph/graph-problem.ts';
import { createGraphSource } from './adapters/graph/graph-source.ts';
import { demonstrationStanding } from './adapters/graph/stand-in/demonstration.ts';
import { startGraphStandIn } from './adapters/graph/stand-in/stand-in.ts';
import { systemClock } from './adapters/system/clock.ts';
import type { Organisation } from './app/organisation.ts';
import { runsOf } from './app/secure-score/runs.ts';
import type { SecureScoreReader } from './app/secure-score/secure-score.ts';
import { writeAsEngine } from './app/write-as-engine.ts';
import type { Config } from './config.ts';
import type { Automation } from './contract/model/secure-score.ts';
import { documentRef, putDocument } from './domain/organisation/documents.ts';
import { secureScoreSettingsOf } from './domain/secure-score/automation.ts';
import type { GraphConfig } from './graph-config.ts';

export type OpenedSecureScore = {
  readonly reader: SecureScoreReader | null;
  /** Gives up a reading that is under way. */
  close(): Promise<void>;
};

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Milliseconds between two readings of the demonstration. */
const demonstrationPace = 15_000;
const demonstrationName = 'Secure Score (demonstration)';

/** Where Secure Score is read: Microsoft Graph as configured, the demonstration's stand-in, or nowhere. */
export async function openSecureScore(
  { graph, demoSecureScore }: Pick<Config, 'graph' | 'demoSecureScore'>,
  organisation: Organisation,
): Promise<OpenedSecureScore> {
  if (demoSecureScore) return openDemonstration(organisation);
  await endDemonstration(organisation);
  if (graph === null) return { reader: null, close: async () => {} };
  const { tenant, client, secret, address, login } = graph;
  const closing = new AbortController();
  const source = createGraphSource({
    ...{ name: 'Microsoft Secure Score', tenant, client, address, login, clock: systemClock, closed: closing.signal },
    secret: () => readSecret(secret),
  });
  return { reader: { source, encode }, close: async () => closing.abort() };
}

async function readSecret(secret: GraphConfig['secret']): Promise<string> {
  if ('text' in secret) return secret.text;
  const text = await readFile(secret.file, 'utf8').catch((error: unknown) => {
    const { code = 'unreadable' } = error as NodeJS.ErrnoException; // a failed read has a code
    throw new GraphRefused(
      'graph-denied',
      `The file of CONTROLBOOK_GRAPH_SECRET_FILE cannot be read (${code}). Put the secret of the application there, readable for the engine.`,
    );
  });
  const trimmed = text.trim();
  if (trimmed !== '' && trimmed.length <= 1_000) return trimmed;
  throw new GraphRefused(
    'graph-denied',
    'The file of CONTROLBOOK_GRAPH_SECRET_FILE has to hold the secret and nothing else.',
  );
}

/** A tenant on this machine that changes while one watches. */
async function openDemonstration(organisation: Organisation): Promise<OpenedSecureScore> {
  const secret = organisation.ids.next();
  const standIn = await startGraphStandIn({ standingOf: demonstrationStanding, secret });
  const { tenant, client, address, login } = standIn;
  const { core } = organisation;
  if (secureScoreSettingsOf(core.image).automation === 'none') await switchTo(organisation, 'all');
  const closing = new AbortController();
  const source = createGraphSource({
    ...{ name: demonstrationName, tenant, client, address, login, clock: systemClock, closed: closing.signal },
    secret: async () => secret,
  });
  return {
    reader: { source, encode, every: demonstrationPace },
    async close() {
      closing.abort();
      await standIn.stop();
    },
  };
}

/** What the demonstration has kept is people's again when it is over. */
async function endDemonstration(organisation: Organisation): Promise<void> {
  const { image } = organisation.core;
  const [last] = runsOf(image, organisation.clock.now());
  if (last?.source !== demonstrationName || secureScoreSettingsOf(image).automation === 'none') return;
  await switchTo(organisation, 'none');
}

async function switchTo(organisation: Organisation, automation: Automation): Promise<void> {
  const { core, ids } = organisation;
  const settings = { ...secureScoreSettingsOf(core.image), automation };
  await writeAsEngine(organisation, core.id, `secure-score:demonstration:${ids.next()}`, ({ emit }) =>
    putDocument<'securescore'>(emit, documentRef('securescore'), settings),
  );
}
