import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { withTemporaryFolder } from '#test/support/temporary-folder';

type CheckLock = { readonly checkLock: (lockfile: string) => readonly string[] };

describe('what a release is made of', () => {
  const load = async (): Promise<CheckLock> => import(pathToFileURL(resolve('.tools/check-locks.mjs')).href);

  it('[M16] has lockfiles in order', async () => {
    const { checkLock } = await load();
    assert.deepEqual(checkLock(resolve('package-lock.json')), []);
  });

  const sound = { version: '1.0.0', integrity: `sha512-${'a'.repeat(86)}==` };
  for (const [what, wanted, locked, entry, said] of [
    ['another version than asked for', '1.0.0', '1.0.1', sound, /a is 1\.0\.1, package\.json asks for 1\.0\.0/],
    ['a range', '^1.0.0', '^1.0.0', sound, /a is not pinned/],
    ['no checksum', '1.0.0', '1.0.0', { version: '1.0.0' }, /has no checksum/],
    ['a weak checksum', '1.0.0', '1.0.0', { ...sound, integrity: 'sha1-abc' }, /weak checksum/],
    [
      'a package from elsewhere',
      '1.0.0',
      '1.0.0',
      { ...sound, resolved: 'https://evil.example/a.tgz' },
      /from elsewhere/,
    ],
  ] as const) {
    it(`[M16] is stopped by ${what}`, () =>
      withTemporaryFolder(async (folder) => {
        const { checkLock } = await load();
        await mkdir(folder, { recursive: true });
        const packages = { '': { dependencies: { a: locked } }, 'node_modules/a': entry };
        await writeFile(join(folder, 'package.json'), JSON.stringify({ dependencies: { a: wanted } }));
        await writeFile(join(folder, 'package-lock.json'), JSON.stringify({ lockfileVersion: 3, packages }));
        const faults = checkLock(join(folder, 'package-lock.json'));
        assert.equal(faults.length, 1, faults.join('\n'));
        assert.match(faults[0] ?? '', said);
      }));
  }

  it('[M16] is listed by name, version and checksum, without asking anybody', () => {
    const args = ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev', '--package-lock-only', '--offline'];
    const { stdout } = spawnSync('npm', args, { encoding: 'utf8', shell: process.platform === 'win32' });
    const { bomFormat, components } = JSON.parse(stdout) as {
      bomFormat: string;
      components: { name: string; version: string; hashes?: { alg: string }[] }[];
    };
    assert.equal(bomFormat, 'CycloneDX');
    const fastify = components.find(({ name }) => name === 'fastify');
    assert.equal(fastify?.hashes?.[0]?.alg, 'SHA-512');
    assert.ok(!components.some(({ name }) => name === 'mocha'), 'what only developers need is not handed out');
  });
});
