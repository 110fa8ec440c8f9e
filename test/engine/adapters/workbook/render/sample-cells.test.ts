import assert from 'node:assert/strict';
import { renderWorkbook } from '#engine/adapters/workbook/render/render-workbook';
import { checkSampleCells } from '#engine/adapters/workbook/render/sample-cells';
import { createStyleNumbers } from '#engine/adapters/workbook/render/style-numbers';
import type { CellValue, ColumnModel, LooseCellRole } from '#engine/contract/model/table';
import { lintWorkbook } from '#test/support/ooxml-lint';
import { readParts } from '#test/support/read-parts';
import {
  oneTableModel,
  sampleColumn,
  sampleLoose,
  sampleSheet,
  sampleTable,
} from '#test/support/sample-workbook-model';

const kinds: readonly ColumnModel['kind'][] = ['text', 'long', 'date', 'whole', 'percent', 'choice', 'link'];
const roles: readonly LooseCellRole[] = ['title', 'subtitle', 'label', 'value', 'note', 'big-number', 'band'];
const values: readonly CellValue[] = [
  'text',
  { date: '2026-03-31' },
  { date: '2026-03-31T08:15:00.000Z' },
  { formula: '1+1', value: 2 },
  { link: 'https://example.org/', text: 'Open' },
];

describe('the styles of a workbook', () => {
  it('[W71] all looks there are stand beside one another in one workbook', async () => {
    const looks = [true, false].flatMap((each) => kinds.map((kind) => ({ kind, locked: each, input: each })));
    const columns = looks.map(({ kind, locked }, index) =>
      sampleColumn(`c${index}`, `Column ${index}`, 12, kind, { locked }),
    );
    const rows = values.map((value) => columns.map(() => value));
    const kept = columns.map((column) => ({ ...column, locked: true }));
    const loose = roles.flatMap((role, index) =>
      values.flatMap((value, at) =>
        looks.map(({ kind, input }, column) =>
          sampleLoose(index * values.length + at + 1, column + 1, value, { role, kind, input }),
        ),
      ),
    );
    const sheets = [
      sampleSheet('Loose', { loose }),
      sampleSheet('Worked in', { tables: [sampleTable('Worked', columns, rows, { spare: 2 })] }),
      sampleSheet('Kept', { tables: [sampleTable('Kept', kept, rows)] }),
    ];
    const bytes = await renderWorkbook({ ...oneTableModel([], []), sheets });
    assert.deepEqual(lintWorkbook(bytes), []);
    const used = new Set(
      [...readParts(bytes)].flatMap(([, xml]) => [...xml.matchAll(/<c [^>]*s="(\d+)"/g)].map((match) => match[1])),
    );
    const [, formats] = /<cellXfs count="(\d+)"/.exec(readParts(bytes).get('xl/styles.xml') ?? '') ?? [];
    assert.equal(used.size, Number(formats) - 1, 'each style but the default is used');
  });

  it('[W71] equal styles are one, and another numbering than ours is never written', () => {
    const styles = createStyleNumbers();
    assert.deepEqual([styles.of({ numFmt: '0%' }), styles.of({ numFmt: '@' }), styles.of({ numFmt: '0%' })], [1, 2, 1]);
    const cells = (first: number, second: number) =>
      `<c r="A1" t="s"/><c r="B1" s="${first}"/><c r="C1" s="${second}"/>`;
    checkSampleCells(cells(1, 2), styles);
    assert.throws(() => checkSampleCells(cells(2, 1), styles), /numbers styles otherwise/);
    assert.throws(() => checkSampleCells(cells(1, 1), styles), /numbers styles otherwise/);
    assert.throws(() => checkSampleCells('<c r="A1" t="s"/><c r="B1" s="1"/>', styles), /numbers styles otherwise/);
  });
});
