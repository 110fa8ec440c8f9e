import assert from 'node:assert/strict';
import { join, resolve } from 'node:path';
import { defaults, readConfig } from '#engine/config';

describe('the configuration', () => {
  it('[J28] names a database without its password, and repeats nothing of an address it cannot read', () => {
    const environment = { DATABASE_URL: 'postgres://ann:s3cret@db.example.org/book', CONTROLBOOK_ORGANISATION: 'acme' };
    const config = readConfig({}, environment);
    assert.ok(config.ok);
    assert.deepEqual([config.value.database?.label, config.value.organisation], ['db.example.org/book', 'acme']);
    const none = readConfig({}, { DATABASE_URL: ' ', CONTROLBOOK_ORGANISATION: '' });
    assert.ok(none.ok);
    assert.deepEqual([none.value.database, none.value.organisation], [null, null]);
    const bad = readConfig({}, { DATABASE_URL: 'postgres://ann:s3cret@' });
    assert.ok(!bad.ok);
    assert.doesNotMatch(bad.error, /s3cret/);
  });

  it('[C1] flags win over the environment, the environment over the defaults', () => {
    const environment = { CONTROLBOOK_PORT: '4001', CONTROLBOOK_SETTLE: '500', CONTROLBOOK_DATA: ' ' };
    const config = readConfig({ port: '4002' }, environment);
    assert.ok(config.ok);
    assert.equal(config.value.port, 4002);
    assert.equal(config.value.settle, 500);
    assert.equal(config.value.data, resolve(defaults.data));
    assert.equal(config.value.folder, resolve(defaults.folder));
  });

  it('[C1] the folder is the one last used with the data, else the one beside it', () => {
    const beside = readConfig({ data: '/srv/book/data' }, {}, () => null);
    const last = readConfig({ data: '/srv/book/data' }, {}, (data) => `${data}-share`);
    const set = readConfig({ data: '/srv/book/data' }, { CONTROLBOOK_FOLDER: '/mnt/share' }, () => '/elsewhere');
    assert.ok(beside.ok && last.ok && set.ok);
    assert.equal(beside.value.folder, resolve('/srv/book/workbooks'));
    assert.equal(last.value.folder, resolve('/srv/book/data-share'));
    assert.equal(set.value.folder, resolve('/mnt/share'));
  });

  for (const [what, flags, said] of [
    ['data in the folder', { data: '/srv/book/data', folder: '/srv/book' }, /beside each other/],
    ['the folder in the data', { data: '/srv/book', folder: '/srv/book/wb' }, /beside each other/],
    ['one folder for both', { data: '/srv/book', folder: join('/srv', 'x', '..', 'book') }, /beside each other/],
    ['a host others reach', { host: '0.0.0.0' }, /this machine only/],
    ['a port that is none', { port: '70000' }, /"70000" is no port.*0 to 65535/],
    ['a port in another notation', { port: '0x10' }, /"0x10" is no port/],
    ['no time to settle', { settle: '1' }, /"1" is no settle.*20 to 60000/],
  ] as const) {
    it(`[C2] ${what} is refused, and it is said what would do`, () => {
      const config = readConfig(flags, {});
      assert.ok(!config.ok);
      assert.match(config.error, said);
    });
  }

  it('[C2] folders whose names begin alike lie beside each other', () => {
    assert.ok(readConfig({ data: '/srv/book', folder: '/srv/bookshelf' }, {}).ok);
    assert.ok(readConfig({ data: '/srv/book', folder: '/srv/..book' }, {}).ok);
  });
});
