import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { join, resolve } from 'node:path';
import { compileChild } from '#test/support/compiled-child';
import { emptyDatabase, postgres, withPostgres } from '#test/support/postgres';
import { withTemporaryFolder } from '#test/support/temporary-folder';

/** Processes of their own, as on machines of their own: within one process they would hardly ever meet. */
describe('engines that start for the first time at the same moment on one empty database', function () {
  this.timeout(240_000);
  before(withPostgres);

  it('[J29] begin one organisation with its templates and assessments once, and all of them answer', () =>
    withTemporaryFolder(async (root) => {
      const program = await compileChild(resolve('test/system/first-start-child.ts'), join(root, 'program'), [
        resolve('engine/file-child.ts'),
      ]);
      for (let round = 0; round < 2; round += 1) {
        const database = await emptyDatabase();
        const children: ChildProcess[] = [];
        try {
          for (let index = 0; index < 3; index += 1) {
            const home = join(root, `${round}-${index}`);
            const words = [join(home, 'data'), join(home, 'workbooks'), database, resolve('templates')];
            children.push(fork(program, words, { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }));
          }
          await Promise.all(children.map((child) => heard(child))); // loaded: now all at once
          const answers = children.map((child) => heard(child));
          for (const child of children) child.send('go');
          const started = (await Promise.all(answers)) as { organisation: string; url: string }[];
          assert.equal(new Set(started.map(({ organisation }) => organisation)).size, 1);
          for (const { url } of started) {
            const { groups } = (await (await fetch(`${url}/api/v1/groups`)).json()) as {
              groups: { name: string; assessments: unknown[] }[];
            };
            assert.deepEqual(
              groups.map(({ name, assessments }) => [name, assessments.length]),
              [['Default Group', 3]],
            );
            const { templates } = (await (await fetch(`${url}/api/v1/templates`)).json()) as { templates: unknown[] };
            assert.equal(templates.length, 11);
          }
          const name = new URL(database).pathname.slice(1);
          const [row] = await (await postgres()).query(
            'select (select count(*)::int from controlbook.organisation) as organisations, (select count(*)::int from controlbook.migration) as steps, (select count(distinct version)::int from controlbook.migration) as versions',
            [],
            name,
          );
          assert.equal(row?.['organisations'], 1);
          assert.equal(row?.['steps'], row?.['versions']);
        } finally {
          await Promise.all(children.map(ended));
        }
      }
    }));
});

function heard(child: ChildProcess): Promise<unknown> {
  return new Promise((told, failed) => {
    const gone = (code: number | null): void => failed(new Error(`an engine ended with ${code}`));
    child.once('exit', gone);
    child.once('message', (message) => {
      child.removeListener('exit', gone);
      told(message);
    });
  });
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((done) => {
    if (child.exitCode !== null || child.signalCode !== null) return done();
    child.once('exit', () => done());
    child.kill('SIGKILL');
  });
}
