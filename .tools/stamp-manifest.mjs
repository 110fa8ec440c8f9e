// Writes the manifest of a deployment: `npm run manifest -- --origin https://controlbook.example.org`.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const usage = `Usage: npm run manifest -- --origin https://host[:port] [--id <GUID>] [--out <file>]

  --origin  where the engine is reached: https, no path
  --id      another id, for a second deployment beside the first in the same organisation
  --out     the file to write (dist/manifest.xml)
`;

const { values } = parseArgs({
  options: { origin: { type: 'string' }, id: { type: 'string' }, out: { type: 'string' } },
});
const { origin, id, out = join(root, 'dist', 'manifest.xml') } = values;

const address = URL.canParse(origin ?? '') ? new URL(origin) : null;
if (address?.protocol !== 'https:' || address.href !== `${address.origin}/`)
  fail(`"${origin ?? ''}" is no https origin.`);
if (id !== undefined && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) fail(`"${id}" is no GUID.`);

let manifest = readFileSync(join(root, 'manifest.xml'), 'utf8')
  .replace(/^<!--.*-->\n/m, '')
  .replaceAll('https://localhost:3701', address.origin);
if (id !== undefined) manifest = manifest.replace(/<Id>[^<]*<\/Id>/, `<Id>${id.toLowerCase()}</Id>`);
mkdirSync(dirname(resolve(out)), { recursive: true });
writeFileSync(out, manifest);
process.stdout.write(`${resolve(out)}\n`);

function fail(reason) {
  process.stderr.write(`${reason}\n\n${usage}`);
  process.exit(1);
}
