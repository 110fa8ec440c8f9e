// Runs a heavy tool that few need: `node .tools/run.mjs <folder> <program> [arguments]`.
// Each folder here has its own lockfile and is installed on first use, so that `npm ci` stays small and quick.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [folder, program, ...args] = process.argv.slice(2);
const home = join(dirname(fileURLToPath(import.meta.url)), folder);
const shell = process.platform === 'win32';

if (!upToDate()) {
  process.stderr.write(`Installing the tools of ${folder} (once) ...\n`);
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: home,
    stdio: ['ignore', 2, 2],
    shell,
  });
  if (status !== 0) {
    process.stderr.write(`The tools of ${folder} could not be installed; see above. Then run it again.\n`);
    process.exit(1);
  }
}
process.exit(spawnSync(join(home, 'node_modules', '.bin', program), args, { stdio: 'inherit', shell }).status ?? 1);

/** What is installed is what the lockfile of today names: npm keeps its own copy of the list it installed. */
function upToDate() {
  const installed = join(home, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return false;
  const { packages: has } = JSON.parse(readFileSync(installed, 'utf8'));
  const { packages: wants } = JSON.parse(readFileSync(join(home, 'package-lock.json'), 'utf8'));
  return Object.entries(has).every(([path, { version }]) => wants[path]?.version === version);
}
