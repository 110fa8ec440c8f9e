import assert from 'node:assert/strict';
import { readDatabaseAddress } from '#engine/adapters/store/postgres/database-address';
import { type OrganisationVerification, verifyDatabase } from '#engine/adapters/store/postgres/verify-database';
import { moveCommand } from '#engine/commands/move';
import { verifyCommand } from '#engine/commands/verify';
import { readConfig } from '#engine/config';
import { entriesAfter, partition } from '#test/support/journal-entries';
import { emptyDatabase, postgres, withPostgres } from '#test/support/postgres';
import { openTestStore, silent } from '#test/support/postgres-store';
import { withTemporaryFolder } from '#test/support/temporary-folder';

const group = partition('group:g');

describe('verifying a journal in PostgreSQL', () => {
  before(withPostgres);
  let url = '';
  const name = (): string => new URL(url).pathname.slice(1);
  const change = async (text: string): Promise<void> => void (await (await postgres()).query(text, [], name()));
  const verify = async (organisation: string | null = null): Promise<OrganisationVerification> => {
    const address = readDatabaseAddress(url);
    assert.ok(address.ok);
    const verified = await verifyDatabase(address.value, organisation, silent);
    assert.ok(verified.ok, verified.ok ? '' : verified.error.message);
    const [one] = verified.value;
    assert.ok(one);
    return one;
  };

  beforeEach(async () => {
    url = await emptyDatabase();
    const store = await openTestStore(url);
    const texts = Array.from({ length: 2_100 }, (_, index) => `text ${index}`);
    const head = await store.journal.open(group);
    assert.ok((await store.journal.append(group, 0, entriesAfter(head, texts))).ok);
    await store.journal.open(partition('org'));
    await store.close();
  });

  it('[J33] follows every chain to its head', async () => {
    const { organisation, heads, problems } = await verify();
    assert.equal(organisation, 'o1');
    assert.deepEqual(problems, []);
    assert.deepEqual(
      heads.map((head) => [head.partition, head.position]),
      [
        ['group:g', 2_100],
        ['org', 0],
      ],
    );
    assert.deepEqual(await verify('o1'), { organisation, heads, problems });
  });

  const damages = [
    [
      `update controlbook.entry set text = replace(text, 'text 2049', 'text 9402') where position = 2050`,
      /entry 2050 does not fit the chain/,
    ],
    [`update controlbook.entry set hash = repeat('a', 64) where position = 7`, /entry 7 does not fit the chain/],
    [`delete from controlbook.entry where position = 2050`, /entry 2050 is missing/],
    [`delete from controlbook.entry where position = 2100`, /entry 2100 is missing/],
    [
      `update controlbook.head set hash = repeat('a', 64) where partition = 'group:g'`,
      /last hash is not the one its head names/,
    ],
    [`update controlbook.head set position = 2090 where partition = 'group:g'`, /10 entries of o1 behind the end/],
    [
      `update controlbook.head set epoch = 'other' where partition = 'group:g'`,
      /its head is in the epoch other, its last entry in/,
    ],
  ] as const;
  for (const [statement, expected] of damages) {
    it(`[J33] names the place of damage: ${statement.slice(0, 70)}`, async () => {
      await change(statement);
      assert.match((await verify()).problems.join('\n'), expected);
    });
  }

  it('[J33] is what `verify` and `move` say on the command line', async () => {
    await withTemporaryFolder(async (folder) => {
      const config = readConfig({ data: `${folder}/data` }, { DATABASE_URL: url });
      assert.ok(config.ok);
      const run = async (command: typeof verifyCommand, words: readonly string[] = []) => {
        const lines: string[] = [];
        const context = { config: config.value, values: {}, words, tell: () => {}, confirm: async () => null };
        const code = await command.run({ ...context, print: (line) => void lines.push(line) });
        return { code, said: lines.join('\n') };
      };
      const whole = await run(verifyCommand);
      assert.equal(whole.code, 0);
      assert.match(
        whole.said,
        /group:g: 2100 entries, chain ends in [0-9a-f]{64}\norg: 0 entries.*\nThe journal is whole\./s,
      );
      await assert.rejects(run(moveCommand), /Say where to/);
      const moved = await run(moveCommand, ['folder']);
      assert.match(
        moved.said,
        /Both sides hold the same chains; 2100 entries and 0 people.*\nThe organisation lives in .*data now/s,
      );
      assert.match((await run(moveCommand, ['folder'])).said, /the same chains; 0 entries and 0 people/);
      await change(`update controlbook.entry set hash = repeat('a', 64) where position = 7`);
      const damaged = await run(verifyCommand);
      assert.equal(damaged.code, 4);
      assert.match(damaged.said, /1 damaged place\. Keep the database as it is/);
    });
  });
});
