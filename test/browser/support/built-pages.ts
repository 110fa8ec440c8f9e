import { spawn } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL(`../../../${import.meta.url.endsWith('.ts') ? '' : '../'}`, import.meta.url));
const sources = ['addin', 'engine/contract', 'engine/domain', 'webpack.config.js', 'manifest.xml'];
const resultOf = { workbench: 'dist/workbench/page.js', pane: 'dist/pane/taskpane.html' } as const;

export type PageName = keyof typeof resultOf;
const built = new Map<PageName, Promise<void>>();
let before: Promise<void> = Promise.resolve();

/** Builds pages of which some source is newer than they are; once a run of the tests, one after the other. */
export async function builtPages(names: readonly PageName[]): Promise<void> {
  for (const name of names) {
    const known = built.get(name) ?? before.then(() => build(name));
    built.set(name, known);
    before = known;
    await known;
  }
}

async function build(name: PageName): Promise<void> {
  const [newest, result] = await Promise.all([newestOf(sources), stat(join(root, resultOf[name])).catch(() => null)]);
  if ((result?.mtimeMs ?? 0) > newest) return;
  const require = createRequire(import.meta.url);
  const program = (name: string, file: string): string => join(dirname(require.resolve(`${name}/package.json`)), file);
  await run(program('typescript', 'bin/tsc'), ['-b', name === 'pane' ? 'addin' : 'addin/workbench']);
  await run(program('webpack-cli', 'bin/cli.js'), ['--config-name', name]);
}

async function newestOf(paths: readonly string[]): Promise<number> {
  let newest = 0;
  for (const path of paths) {
    const full = join(root, path);
    const names = await readdir(full, { recursive: true }).catch(() => ['']);
    for (const name of names) {
      if (name !== '' && !/\.(tsx?|css|html|js|json|png)$/.test(name)) continue;
      newest = Math.max(newest, (await stat(join(full, name)).catch(() => null))?.mtimeMs ?? 0);
    }
  }
  return newest;
}

function run(program: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`The pages do not build (${program} ${args.join(' ')}):\n${said.slice(-3_000)}`));
    });
  });
}
