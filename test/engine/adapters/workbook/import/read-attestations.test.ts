import assert from 'node:assert/strict';
import { inspectAttestationSheet, readAttestationSheet } from '#engine/adapters/workbook/import/read-attestations';
import { fileOf } from '#test/support/grids';

const name = 'soc.xlsx';
const sheets = {
  Cover: [['SOC 2 report'], ['For customers']],
  Results: [
    ['Audit of the year'],
    ['Control ID', 'Control Activity', 'Result', 'Assessor', 'Test Date', 'Exceptions', 'Page'],
    ['AC-1', 'Guards at the gate', 'Passed', 'Audit firm', '2026-03-31', null, 7],
    [null, 'a line that continues', null, null, null, null, null],
    ['AC-2', null, '=1+1', null, 46_112, 'One door was open', 8],
  ],
};
const bytes = fileOf(sheets, 'xlsx');

function read(mapping: Parameters<typeof readAttestationSheet>[1] = null, of = bytes) {
  const result = readAttestationSheet({ name, bytes: of }, mapping);
  assert.ok(result.ok, result.ok ? '' : result.error.message);
  return result.value;
}

describe('reading attestations from spreadsheets', () => {
  it('[T118] proposes which column says what, by the words of the headers', () => {
    const result = inspectAttestationSheet({ name, bytes });
    assert.ok(result.ok);
    assert.deepEqual(result.value, {
      format: 'spreadsheet',
      needsTemplate: true,
      proposal: {
        sheet: 'Results',
        headerRow: 2,
        columns: {
          control: 'Control ID',
          statement: 'Control Activity',
          result: 'Result',
          tester: 'Assessor',
          testDate: 'Test Date',
          notes: 'Exceptions',
        },
      },
    });
  });

  it('[T118] reads a row an attestation, from .xlsx, .xls, .ods and .csv', () => {
    const expected = ['AC-1', 'Guards at the gate', 'Passed', 'Audit firm', null];
    for (const type of ['xlsx', 'biff8', 'ods', 'csv'] as const) {
      const { rows } = read(null, fileOf({ Results: sheets.Results }, type));
      assert.deepEqual(
        rows.map(({ control }) => control),
        ['AC-1', 'AC-2'],
        type,
      );
      const [row] = rows;
      assert.deepEqual([row?.control, row?.statement, row?.result, row?.tester, row?.notes], expected, type);
    }
    const { rows, source } = read();
    assert.equal(source, 'soc.xlsx, Results');
    assert.deepEqual([rows[1]?.place, rows[1]?.result, rows[1]?.testDate], ['Results!A5', '=1+1', 46_112]);
  });

  it('[T118] takes a corrected mapping, and names what of it is not there', () => {
    const columns = { action: 'Control Activity', result: 'Result' };
    const { rows } = read({ sheet: 'Results', headerRow: 2, columns });
    assert.deepEqual(
      rows.map(({ action, tester }) => [action, tester]),
      [
        ['Guards at the gate', null],
        ['a line that continues', null],
      ],
    );
    const wrong = read({ sheet: 'Results', headerRow: 2, columns: { ...columns, notes: 'Remarks' } });
    assert.deepEqual(
      wrong.findings.map(({ rule, value }) => [rule, value]),
      [['missing-column', 'Remarks']],
    );
    const nowhere = read({ sheet: 'Result', headerRow: 2, columns });
    assert.deepEqual(
      nowhere.findings.map(({ rule }) => rule),
      ['missing-sheet'],
    );
    assert.deepEqual(nowhere.rows, []);
    const plain = readAttestationSheet(
      {
        name,
        bytes: fileOf(
          {
            A: [
              ['Name', 'Age'],
              ['Ann', 5],
            ],
          },
          'xlsx',
        ),
      },
      null,
    );
    assert.equal(!plain.ok && plain.error.code, 'no-attestations-found');
  });
});
