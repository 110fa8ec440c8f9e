// Loads the add-in into desktop Excel, with the engine it talks to: `npm run excel`, and `npm run excel -- stop` afterwards.
// What it needs is installed into .tools/excel on first use; see engine/decisions/0018-desktop-excel-has-a-tool-folder.md.
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const manifest = join(root, 'manifest.xml');
const data = process.env.CONTROLBOOK_DATA ?? join(root, 'data');
/** Where the manifest expects the engine. */
const port = 3700;

if (!['win32', 'darwin'].includes(process.platform)) {
  process.stderr.write(
    `There is no desktop Excel on ${process.platform}, so there is nothing to load the add-in into.\n` +
      'Use the workbench instead: `npm start`, then open the address it prints. It is the same pane with the real office.js.\n',
  );
  process.exit(1);
}

/** Runs a program of the tool folder and waits for it. */
function tool(program, ...args) {
  const { status } = spawnSync(process.execPath, [join(root, '.tools', 'run.mjs'), 'excel', program, ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  return status ?? 1;
}

if (process.argv[2] === 'stop') process.exit(tool('office-addin-debugging', 'stop', manifest));

const built = spawnSync(process.execPath, [join(root, '.tools', 'build.mjs')], { cwd: root, stdio: 'inherit' }).status;
if (built !== 0) process.exit(built ?? 1);

// Excel loads pages of certificates that the machine trusts alone; asks once whether it may.
const certificates = tool('office-addin-dev-certs', 'install', '--days', '365');
if (certificates !== 0) process.exit(certificates);
const made = join(homedir(), '.office-addin-dev-certs');
mkdirSync(data, { recursive: true });
copyFileSync(join(made, 'localhost.key'), join(data, 'https.key.pem'));
copyFileSync(join(made, 'localhost.crt'), join(data, 'https.cert.pem'));

const engine = spawn(
  process.execPath,
  [join(root, 'dist', 'engine', 'cli.js'), 'start', '--https', '--port', String(port), '--data', data],
  { cwd: root, stdio: 'inherit' },
);
engine.on('exit', (code) => process.exit(code ?? 1));

const started = tool(
  'office-addin-debugging',
  'start',
  manifest,
  'desktop',
  '--app',
  'excel',
  '--dev-server-port',
  String(port + 1),
);
if (started !== 0) engine.kill();
else
  process.stdout.write(
    'Excel is starting. Stop the engine with Ctrl+C, and take the add-in out with `npm run excel -- stop`.\n',
  );
