import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readCrosswalks } from '#engine/adapters/built-in/read-crosswalks';
import { controlLine, writeBuiltIn } from '#test/support/built-in-folder';
import { withTemporaryFolder } from '#test/support/temporary-folder';

const header = 'from_id,to_framework,to_id,relation,source';

function read(lines: readonly string[]) {
  return withTemporaryFolder(async (folder) => {
    const controls = [controlLine('A-1', '')];
    await writeBuiltIn(folder, {
      frameworks: { one: { face: { certification: 'One' }, controls }, two: { controls } },
    });
    await writeFile(join(folder, 'crosswalks', 'one.csv'), lines.map((line) => `${line}\n`).join(''));
    return readCrosswalks(folder);
  });
}

describe('the crosswalk files', () => {
  it('[T122] are read by framework, told by certification, with the words of the published tables', async () => {
    const result = await read([
      header,
      'A-1,two,B-1,same-control,Table',
      'A-2(1),two,"B ""2"", second",expanded:AU Family,"Table, second part"',
      'A-3,cis-csc,5,derived-partial,Table',
    ]);
    assert.ok(result.ok, result.ok ? '' : result.error.join('\n'));
    assert.deepEqual(
      result.value.map(({ from, to, relation, source }) => [
        from.certification,
        from.control,
        to.certification,
        to.control,
        relation,
        source,
      ]),
      [
        ['One', 'A-1', 'TWO', 'B-1', 'same control', 'Table'],
        ['One', 'A-2(1)', 'TWO', 'B "2", second', 'family reference', 'Table, second part'],
        ['One', 'A-3', 'CIS CSC', '5', 'derived, partial', 'Table'],
      ],
    );
  });

  it('[T122] name everything wrong with file and line', async () => {
    const result = await read([
      'from,to',
      'A-1,two,B-1,similar,Table',
      'A-1,three,B-1,mapped,Table',
      'A-1,two,,mapped,Table',
      'A-1,two,B-1,mapped',
    ]);
    assert.deepEqual(result.ok ? [] : result.error.map((fault) => fault.replace(/ the columns.*/, '')), [
      'crosswalks/one.csv:1:',
      'crosswalks/one.csv:2: "similar" is no relation',
      'crosswalks/one.csv:3: three is no framework',
      'crosswalks/one.csv:4: has not 5 filled cells',
      'crosswalks/one.csv:5: has not 5 filled cells',
    ]);
  });
});
