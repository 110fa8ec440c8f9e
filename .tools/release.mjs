// `npm run release`: what is handed out, in release/: the built program, the list of all it is made of (CycloneDX), and
// their checksums. Nothing is built before lockfiles and known vulnerabilities have been looked at.
//   --no-audit   where the registry cannot be asked; the summary says that nobody looked
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkLock } from './check-locks.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const out = join(root, 'release');
const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const stem = `${name}-${version}`;
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

step('Lockfiles');
const locks = ['package-lock.json', ...nested('.tools'), ...nested('test'), ...nested('test/bench')];
const faults = locks.flatMap((lock) => checkLock(join(root, lock)));
if (faults.length > 0) stop(faults.join('\n'));
say(`${locks.length} lockfiles: pinned, with checksums, from the registry alone.`);

step('Known vulnerabilities');
let audited = 'Nobody asked for known vulnerabilities (--no-audit).';
if (!process.argv.includes('--no-audit')) {
  const { stdout } = run(npm, ['audit', '--omit=dev', '--json'], { mayFail: true });
  const counts = parse(stdout)?.metadata?.vulnerabilities;
  if (counts === undefined)
    stop('The registry does not answer what is known. Try again, or say --no-audit: then say so to whom you hand it.');
  if (counts.high + counts.critical > 0)
    stop(`${counts.high} high and ${counts.critical} critical ones are known: npm audit --omit=dev tells which.`);
  audited = `No high or critical vulnerability is known; ${counts.moderate} moderate, ${counts.low} low.`;
}
say(audited);

step('Build');
run(process.execPath, ['.tools/build.mjs']);
rmSync(out, { recursive: true, force: true });
const staged = join(out, stem);
mkdirSync(join(staged, 'dist'), { recursive: true });
for (const built of ['engine', 'addin', 'pane', 'workbench']) {
  if (existsSync(join(root, 'dist', built)))
    cpSync(join(root, 'dist', built), join(staged, 'dist', built), { recursive: true });
}
for (const file of [
  'templates',
  'docs',
  'manifest.xml',
  'package.json',
  'package-lock.json',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
]) {
  cpSync(join(root, file), join(staged, file), { recursive: true });
}
run('tar', ['-czf', `${stem}.tgz`, stem], { cwd: out });

step('Bill of materials');
const { stdout: bom } = run(npm, [
  'sbom',
  '--sbom-format',
  'cyclonedx',
  '--sbom-type',
  'application',
  '--omit',
  'dev',
  '--package-lock-only',
]);
const { components = [], bomFormat } = parse(bom) ?? {};
if (bomFormat !== 'CycloneDX' || components.length === 0) stop('npm gave no bill of materials.');
writeFileSync(join(out, `${stem}.cdx.json`), bom);
say(`${components.length} components.`);

rmSync(staged, { recursive: true });
const files = readdirSync(out).sort();
const sums = files.map(
  (file) =>
    `${createHash('sha256')
      .update(readFileSync(join(out, file)))
      .digest('hex')}  ${file}\n`,
);
writeFileSync(join(out, 'SHA256SUMS'), sums.join(''));
say(`\nIn release/: ${[...files, 'SHA256SUMS'].join(', ')}`);

function nested(folder) {
  return readdirSync(join(root, folder))
    .map((one) => join(folder, one, 'package-lock.json'))
    .filter((lock) => existsSync(join(root, lock)));
}

function run(program, args, { cwd = root, mayFail = false } = {}) {
  const options = { cwd, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, shell: process.platform === 'win32' };
  const result = spawnSync(program, args, { ...options, stdio: ['ignore', 'pipe', mayFail ? 'ignore' : 'inherit'] });
  if (result.status !== 0 && !mayFail) stop(`${program} ${args.join(' ')} failed.`);
  return result;
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null; // the caller says what is missing
  }
}

function step(title) {
  say(`\n== ${title}`);
}

function say(text) {
  process.stdout.write(`${text}\n`);
}

function stop(text) {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
