import { createOidcVerifier } from '#engine/adapters/identity/oidc-verifier';
import { readMessage } from '#engine/adapters/live/read-message';
import { parseLine } from '#engine/adapters/store/embedded/line';
import { verifyJournal } from '#engine/adapters/store/embedded/verify-journal';
import { readCsv } from '#engine/commands/read-csv';
import { endpoints } from '#engine/contract/http';
import type { Target } from '#test/fuzz/cases';
import { SimulatedDisk } from '#test/support/simulated-disk';
import { seededRandom } from '#test/support/simulated-disk-file';
import { silentLog } from '#test/support/test-organisation';
import { createTestServer } from '#test/support/test-server';

/** Reads what it is given as the engine does; its parent kills it when that takes too long. */
export type ParseTask = { readonly id: number; readonly target: Target; readonly base64: string };
/** How it was answered: taken, or refused under a name. */
export type ParseAnswer = { readonly id: number } & ({ readonly said: string } | { readonly thrown: string });

const server = await createTestServer();
const routes = Object.values(endpoints);
const issuer = 'https://issuer.test';
const verifier = createOidcVerifier({ issuer, audience: 'a', requiredScope: null, addressClaim: null }, silentLog);
// A provider that answers at once, and has signed nothing of this.
const provider = {
  issuer,
  jwks_uri: `${issuer}/keys`,
  keys: [],
  authorization_endpoint: `${issuer}/a`,
  token_endpoint: `${issuer}/t`,
};
globalThis.fetch = async () => Response.json(provider);

process.on('message', ({ id, target, base64 }: ParseTask) => {
  read(target, Buffer.from(base64, 'base64')).then(
    (said) => process.send?.({ id, said } satisfies ParseAnswer),
    (error: unknown) => process.send?.({ id, thrown: error instanceof Error ? (error.stack ?? '') : String(error) }),
  );
});
process.on('disconnect', () => process.exit());
process.send?.({ id: -1, said: 'ready' } satisfies ParseAnswer);

async function read(target: Target, bytes: Buffer): Promise<string> {
  switch (target) {
    case 'csv': {
      const rows = readCsv(bytes.toString('utf8'));
      return rows.ok ? 'taken' : 'refused';
    }
    case 'live': {
      const answer = readMessage(bytes, false);
      return 'message' in answer ? 'taken' : answer.code;
    }
    case 'http':
      return ask(bytes);
    case 'journal':
      return walk(bytes);
    case 'token': {
      const answer = await verifier.verify(bytes.toString('latin1'));
      return answer.ok ? 'taken' : answer.error.code;
    }
    default:
      throw new Error(`${target} is read elsewhere`);
  }
}

/** Every fifth byte of the input chooses where it goes, so that the same input goes to the same place. */
async function ask(bytes: Buffer): Promise<string> {
  const chosen = bytes.reduce((sum, byte) => (sum * 31 + byte) % 1_000_003, 7);
  const { method, path } = routes[chosen % routes.length] ?? { method: 'GET', path: '/' };
  const word = encodeURIComponent(bytes.toString('latin1', 0, 24) || 'x');
  const answer = await server.app.inject({
    method,
    url: path.replace(/:\w+/g, word),
    headers: { host: 'localhost', 'content-type': 'application/json', 'idempotency-key': 'k' },
    ...(method === 'GET' ? { query: { wait: '0', group: word } } : { payload: bytes }),
  });
  if (answer.statusCode < 400) return 'taken';
  const { code } = answer.json() as { code?: unknown };
  if (answer.statusCode >= 500 || typeof code !== 'string') {
    throw new Error(`${method} ${path}: ${answer.statusCode} ${answer.body} ${JSON.stringify(server.log.at(-1))}`);
  }
  return code;
}

async function walk(bytes: Buffer): Promise<string> {
  const end = bytes.indexOf(10);
  parseLine(bytes, 0, end === -1 ? bytes.length : end);
  const disk = new SimulatedDisk(seededRandom(1));
  const folder = '/data/journal/group@g1';
  for (const made of ['/data', '/data/journal', folder]) await disk.makeFolder(made);
  const file = await disk.open(`${folder}/000000000001.jsonl`, 'create');
  await file.write(bytes, 0);
  await file.close();
  const { problems, unfinished } = await verifyJournal('/data', disk);
  return problems.length > 0 ? 'damaged' : unfinished.length > 0 ? 'unfinished' : 'taken';
}
