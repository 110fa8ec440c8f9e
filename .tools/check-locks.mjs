// What a lockfile has to be: of its package.json, every package in one version with a checksum, and from the registry
// alone. Returns sentences about what is not.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export function checkLock(lockfile) {
  const home = dirname(lockfile);
  const manifest = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  if (!existsSync(lockfile)) return [`${lockfile} is missing`];
  const { packages, lockfileVersion } = JSON.parse(readFileSync(lockfile, 'utf8'));
  const faults = lockfileVersion >= 3 ? [] : [`${lockfile} is of an old form (${lockfileVersion})`];
  for (const kind of ['dependencies', 'devDependencies']) {
    const [wanted, locked] = [manifest[kind] ?? {}, packages['']?.[kind] ?? {}];
    for (const name of new Set([...Object.keys(wanted), ...Object.keys(locked)])) {
      if (wanted[name] !== locked[name])
        faults.push(`${lockfile}: ${name} is ${locked[name]}, package.json asks for ${wanted[name]}`);
      if (wanted[name] !== undefined && !/^(npm:@?[\w./-]+@)?\d+\.\d+\.\d+[\w.-]*$/.test(wanted[name])) {
        faults.push(`${join(home, 'package.json')}: ${name} is not pinned (${wanted[name]})`);
      }
    }
  }
  for (const [path, { integrity, resolved, optional, os, link }] of Object.entries(packages)) {
    if (path === '' || link === true) continue;
    // Programs for one kind of machine may be listed by a machine of another kind, which has never seen them.
    const isElsewhere = optional === true && os !== undefined;
    if (integrity === undefined && !isElsewhere) faults.push(`${lockfile}: ${path} has no checksum`);
    if (integrity !== undefined && !integrity.startsWith('sha512-'))
      faults.push(`${lockfile}: ${path} has a weak checksum`);
    // Lockfiles name no place (.npmrc): whatever names one does not come from the registry that is set up.
    if (resolved !== undefined) faults.push(`${lockfile}: ${path} comes from elsewhere`);
  }
  return faults;
}
