import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readBuiltIn } from '#engine/adapters/built-in/read-built-in';
import { compareWithCatalog } from '#templates/check/catalogs';
import { parseCsv } from '#templates/check/csv';
import { checkActions, checkDescriptions, checkMapping, commonRun, wordsOf } from '#templates/check/descriptions';
import { readFacts } from '#templates/check/frameworks';
import { checkSpelling } from '#templates/check/spelling';
import { actionLine, type BuiltInFiles, controlLine, providerLine, writeBuiltIn } from '#test/support/built-in-folder';
import { withTemporaryFolder } from '#test/support/temporary-folder';

const proof = 'Do it.\n**Check:** Look.\n**Evidence:** A note.';
const text =
  'Somebody answers for every door and keeps a list of all of them. Once a year the list is read and mended where it has to be.';

const library = (files: BuiltInFiles) =>
  withTemporaryFolder(async (folder) => {
    const read = await readBuiltIn(await writeBuiltIn(folder, files));
    assert.ok(read.ok, read.ok ? '' : read.error.join('\n'));
    return read.value;
  });

describe('the check of the templates', () => {
  it('[T135] compares with the table of a standard row by row', () =>
    withTemporaryFolder(async (folder) => {
      await mkdir(join(folder, 'catalogs'));
      const lines = [
        'id,title,family_id,family_title,parent_id,baselines,notes',
        'AC-1,"Policy, and procedures",AC,Access Control,,LOW;HIGH,priority=P1',
        'AC-2,Accounts,AC,Access Control,,HIGH,',
        'AC-2(1),Automatic,AC,Access Control,AC-2,,',
        'AC-3,Gone,AC,Access Control,,,status=withdrawn;withdrawn-to=AC-2',
        'AC-4,Heading,AC,Access Control,,,level=objective',
      ];
      await writeFile(join(folder, 'catalogs', 'std.csv'), `${lines.join('\n')}\n`);
      const compare = async (controls: readonly Readonly<Record<string, unknown>>[], family = 'Access Control') => {
        const face = { families: [{ id: 'AC', title: family }] };
        await writeBuiltIn(join(folder, 'templates'), { frameworks: { std: { face, controls } } });
        const [framework] = await readFacts(join(folder, 'templates'));
        assert.ok(framework !== undefined);
        return compareWithCatalog(join(folder, 'catalogs'), framework);
      };
      const line = (id: string, title: string, more = {}) => controlLine(id, '', { title, family: 'AC', ...more });
      const first = line('AC-1', 'Policy, and procedures', { labels: ['LOW', 'HIGH', 'P1', 'Own mark'] });
      const second = line('AC-2', 'Accounts', { labels: ['HIGH'] });
      const third = line('AC-2(1)', 'Automatic', { parent: 'AC-2' });
      assert.deepEqual(await compare([first, second, third]), []);
      assert.deepEqual(
        await compare(
          [second, { ...first, title: 'Policy', labels: ['LOW', 'MODERATE'] }, line('AC-9', 'X')],
          'Access',
        ),
        [
          'std: family AC is "Access", in the catalog "Access Control"',
          'std: AC-1: the title is "Policy", in the catalog "Policy, and procedures"',
          'std: AC-1: the labels HIGH, P1 are missing',
          'std: AC-1: the labels MODERATE are not in the catalog',
          'std: AC-2(1) is missing',
          'std: AC-9 is not a control of the catalog',
          'std: the order differs from the catalog at AC-1: AC-2 stands there',
        ],
      );
    }));

  it('[T136] finds descriptions that are alike, too short, or take eight words in a row from the standard', async () => {
    const files: BuiltInFiles = {
      actions: [actionLine('lock-doors', { guidance: proof })],
      frameworks: {
        std: {
          controls: [
            controlLine('A-1', 'lock-doors', { description: text }),
            controlLine('A-2', 'lock-doors', { description: text }),
            controlLine('A-3', 'lock-doors', { description: 'Lock doors.' }),
          ],
        },
      },
    };
    const statements = new Map([['std', new Map([['A-1', 'All told: KEEPS a list - of all of them once; a year.']])]]);
    assert.deepEqual(checkDescriptions(await library(files), statements), [
      'std A-1: the official statement says "keeps a list of all of them once", too',
      'std A-2: the description is that of A-1',
      'std A-3: the description has 2 words',
      'std A-3: the description has 1 sentences',
    ]);
    assert.equal(commonRun(wordsOf('a b c d e f g'), wordsOf('a b c d e f g')), null);
  });

  it('[T136] finds sides without an action, actions nobody cites, and guidance without check or evidence', async () => {
    const found = await library({
      actions: [actionLine('lock-doors', { guidance: proof }), actionLine('watch-doors', { title: 'watch doors.' })],
      provider: [providerLine('guard-gates')],
      frameworks: {
        std: {
          controls: [
            controlLine('A-1', 'lock-doors', { responsibility: 'shared' }),
            controlLine('A-2', 'lock-doors', { provider: ['guard-gates'] }),
          ],
        },
      },
    });
    assert.deepEqual(checkMapping(found), [
      'std A-1: there is no provider action',
      "std A-2: it is the customer's and has a provider action",
    ]);
    assert.deepEqual(checkActions(found), [
      'library watch-doors: no control cites it',
      'library watch-doors: "watch doors." is no title',
      'library watch-doors: the guidance does not say how to check it',
      'library watch-doors: the guidance does not say what to keep as evidence',
    ]);
  });

  it('[T136] finds words that are in neither the dictionary nor the list of the field’s own', () =>
    withTemporaryFolder(async (folder) => {
      const description = 'Recieve the mantraps of `zzqx`, see https://qwx.example/zzq, in PDF; a user’s behavior.';
      const found = await library({
        actions: [actionLine('lock-doors')],
        frameworks: { std: { controls: [controlLine('A-1', 'lock-doors', { description })] } },
      });
      await mkdir(join(folder, 'check'));
      await writeFile(join(folder, 'check', 'words.txt'), 'mantraps\n');
      assert.deepEqual(
        (await checkSpelling(folder, found)).map((fault) => fault.replace(/ \(.*/, '')),
        ['std A-1: "Recieve"'],
      );
    }));

  it('[T135] reads tables as RFC 4180 has them', () => {
    const rows = parseCsv('a,b,c\r\n1,"x, ""y""\nz",\n,,3\n');
    assert.deepEqual(rows, [
      { a: '1', b: 'x, "y"\nz', c: '' },
      { a: '', b: '', c: '3' },
    ]);
  });
});
