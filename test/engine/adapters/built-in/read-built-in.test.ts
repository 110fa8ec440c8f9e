import assert from 'node:assert/strict';
import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readBuiltIn } from '#engine/adapters/built-in/read-built-in';
import type { ContentControl } from '#engine/contract/model/template';
import type { BuiltInLibrary } from '#engine/domain/templates/built-in';
import { actionLine, type BuiltInFiles, controlLine, providerLine, writeBuiltIn } from '#test/support/built-in-folder';
import { withTemporaryFolder } from '#test/support/temporary-folder';

const files: BuiltInFiles = {
  actions: [actionLine('lock-doors'), actionLine('watch-doors', { purpose: 'Detective', parents: ['lock-doors'] })],
  provider: [providerLine('provider-guard-gates')],
  frameworks: {
    'one-1.0': {
      controls: [
        controlLine('A-1', 'lock-doors watch-doors', { responsibility: 'shared', provider: ['provider-guard-gates'] }),
        controlLine('A-1(1)', 'watch-doors', {
          ...{ parent: 'A-1', labels: ['LOW', 'P1'], statement: 'Watch every door.', article: 'Article 1' },
          link: 'https://example.org/a-1-1',
        }),
      ],
    },
    'two-2.0': {
      face: { families: [{ id: 'B', title: 'Subpart B: Doors' }] },
      controls: [
        { id: 'B-1', title: 'Doors', family: 'B', as: 'one-1.0:A-1' },
        {
          id: 'B-2',
          title: 'Gates',
          family: 'B',
          as: 'one-1.0:A-1',
          description: 'Gates alone.',
          responsibility: 'provider',
        },
      ],
    },
  },
};

async function read(run: (folder: string) => Promise<unknown> = async () => {}, of: BuiltInFiles = files) {
  return withTemporaryFolder(async (folder) => {
    await writeBuiltIn(folder, of);
    await run(folder);
    return readBuiltIn(folder);
  });
}

async function readSound(): Promise<BuiltInLibrary> {
  const result = await read();
  assert.ok(result.ok, result.ok ? '' : result.error.join('\n'));
  return result.value;
}

const controlsOf = (library: BuiltInLibrary, framework: string): readonly ContentControl[] =>
  library.templates.find(({ id }) => id === framework)?.content.controls ?? [];
const titles = (control: ContentControl | undefined) => control?.actions.map(({ title }) => title);

describe('built-in templates', () => {
  it('[T100] are read line by line: controls with what is marked on them, actions with points by the table', async () => {
    const library = await readSound();
    const [first, second] = controlsOf(library, 'one-1.0');
    assert.deepEqual(titles(first), ['Lock doors', 'Watch doors', 'Provider: provider-guard-gates']);
    assert.deepEqual(
      [first?.family, first?.link, first?.labels, first?.parent],
      ['F Family', 'https://example.org/standard', [], null],
    );
    assert.deepEqual(
      [second?.labels, second?.parent, second?.statement, second?.articleId, second?.link],
      [['LOW', 'P1'], 'A-1', 'Watch every door.', 'Article 1', 'https://example.org/a-1-1'],
    );
    assert.deepEqual(
      library.actions.map(({ id, points, responsibility, parents }) => [id, points, responsibility, parents]),
      [
        ['lock-doors', 27, 'customer', []],
        ['watch-doors', 3, 'customer', ['Lock doors']],
        ['provider-guard-gates', 9, 'provider', []],
      ],
    );
    const [content] = library.templates.map((template) => template.content);
    assert.deepEqual(
      [content?.name, content?.products, content?.certification],
      ['ONE-1.0', ['Mail', 'Files'], 'ONE-1.0'],
    );
  });

  it('[T101] a control takes from the one it names what it does not say itself, no actions its responsibility has no use for', async () => {
    const [same, provider] = controlsOf(await readSound(), 'two-2.0');
    assert.deepEqual([same?.description, same?.responsibility], ['What A-1 asks for.', 'shared']);
    assert.deepEqual(titles(same), ['Lock doors', 'Watch doors', 'Provider: provider-guard-gates']);
    assert.deepEqual([provider?.description, titles(provider)], ['Gates alone.', ['Provider: provider-guard-gates']]);
    assert.equal(same?.family, 'Subpart B: Doors');
  });

  it('[T102] everything wrong is said at once, each with file and line', async () => {
    const lines = (folder: string) => join(folder, 'one-1.0', 'controls.jsonl');
    const add = (line: object) => (folder: string) => appendFile(lines(folder), `${JSON.stringify(line)}\n`);
    const cases: readonly (readonly [(folder: string) => Promise<unknown>, RegExp])[] = [
      [(folder) => appendFile(lines(folder), '{"id":\n'), /^one-1\.0\/controls\.jsonl:3: is not JSON/],
      [add(controlLine('A-1', 'lock-doors')), /controls\.jsonl:3: id: "A-1" stands at one-1\.0\/controls\.jsonl:1/],
      [add(controlLine('A-3', 'open-doors')), /:3: there is no customer action open-doors/],
      [add(controlLine('A-3', 'provider-guard-gates')), /:3: there is no customer action provider-guard-gates/],
      [add(controlLine('A-3', 'lock-doors', { family: 'G' })), /:3: family: template\.json has no family G/],
      [add(controlLine('A-3', 'lock-doors', { lables: ['LOW'] })), /:3: .*lables/],
      [add({ id: 'A-3', title: 'T', family: 'F', as: 'one-1.0:A-9' }), /:3: as: there is no control one-1\.0:A-9/],
      [add({ id: 'A-3', title: 'T', family: 'F', as: 'one-1.0:A-3' }), /:3: as: one-1\.0:A-3 comes back to itself/],
      [add({ id: 'A-3', title: 'T', family: 'F' }), /:3: description is missing/],
      [
        (folder) => writeFile(join(folder, 'one-1.0', 'template.json'), '{"name":"One"}'),
        /^one-1\.0\/template\.json: certification/,
      ],
      [
        (folder) =>
          appendFile(
            join(folder, 'library', 'actions.jsonl'),
            `${JSON.stringify(actionLine('x', { title: 'LOCK DOORS', parents: ['y'] }))}\n`,
          ),
        /^library\/actions\.jsonl:3: title: "LOCK DOORS" stands at library\/actions\.jsonl:1/,
      ],
    ];
    for (const [spoil, said] of cases) {
      const result = await read(spoil);
      assert.ok(!result.ok);
      assert.ok(
        result.error.some((fault) => said.test(fault)),
        `${said} in\n${result.error.join('\n')}`,
      );
    }
    const twice = await read(async (folder) => {
      await add({ id: 'A-3', title: 'T', family: 'F' })(folder);
      await add(controlLine('A-4', 'open-doors'))(folder);
    });
    assert.equal(!twice.ok && twice.error.length, 2);
  });
});
