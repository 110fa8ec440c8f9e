import assert from 'node:assert/strict';
import { evidenceId } from '#engine/contract/model/evidence';
import type { CellValue, SheetModel } from '#engine/contract/model/table';
import { projectReport } from '#engine/domain/report/project-report';
import type { AssessmentView } from '#engine/domain/sheets/view';
import { sampleView } from '#test/support/assessment-view';

const view = sampleView({
  controls: [
    { id: 'AC-1' },
    { id: 'AC-2', responsibility: 'shared' },
    { id: 'SC-7', family: 'System', responsibility: 'provider' },
    { id: 'SC-8', family: 'System', responsibility: 'customer' },
  ],
  actions: [
    {
      id: 'a1',
      controls: ['AC-1', 'AC-2'],
      points: 27,
      fields: {
        implementationStatus: 'Implemented',
        implementationDate: '2026-03-01',
        implementationNotes: '=cmd()',
        testResult: 'Passed',
        testDate: '2026-04-03',
        assignedTo: 'u1',
      },
    },
    { id: 'a2', controls: ['AC-1'], points: 9 },
  ],
  providerActions: [{ id: 'p1', controls: ['AC-2', 'SC-7'], testResult: 'Passed' }],
});

function sheets(of: AssessmentView): readonly SheetModel[] {
  return projectReport(of).sheets;
}

/** Rows by table, each as cells by header. */
function rowsOf(sheet: SheetModel | undefined): readonly (readonly Readonly<Record<string, CellValue>>[])[] {
  return (sheet?.tables ?? []).map(({ columns, rows }) =>
    rows.map(({ cells }) => Object.fromEntries(columns.map(({ header }, index) => [header, cells[index] ?? null]))),
  );
}

describe('projectReport', () => {
  it('[W160] each side has its sheet: a band per family, under it a row per control and action', () => {
    const [customer, provider] = sheets(view);
    assert.deepEqual([customer?.name, provider?.name], ['Customer Managed', 'Microsoft Managed']);
    const bands = customer?.loose.filter(({ role }) => role === 'band');
    assert.deepEqual(
      bands?.map(({ value }) => value),
      ['Access Control', 'System'],
    );
    assert.deepEqual(
      rowsOf(customer).map((rows) => rows.map((row) => [row['Control'], row['Action Title']])),
      [
        [
          ['AC-1', 'Action a1'],
          ['AC-1', 'Action a2'],
          ['AC-2', 'Action a1'],
        ],
        [['SC-8', null]],
      ],
    );
    assert.deepEqual(
      rowsOf(provider).map((rows) => rows.map((row) => [row['Control'], row['Action Title']])),
      [[['AC-2', 'Provider action p1']], [['SC-7', 'Provider action p1']]],
    );
    for (const [index, band] of (bands ?? []).entries()) {
      assert.equal(customer?.tables[index]?.headerRow, band.row + 1);
      assert.equal(band.span, customer?.tables[index]?.columns.length);
    }
  });

  it('[W160] the columns are those of the original report, then the five it was cut off before', () => {
    const headers = sheets(view)[0]?.tables[0]?.columns.map(({ header }) => header);
    assert.deepEqual(headers, [
      'Control',
      'Title',
      'Description',
      'Compliance Score',
      'Related Controls',
      'Action Title',
      'Action Type',
      'Implementation Details',
      'Implementation Status',
      'Implementation Date',
      'Test Date',
      'Test Result',
      'Assigned To',
      'Owner',
      'Test Plan',
      'Additional Information',
      'Evidence',
    ]);
  });

  it('[W161] a row shows the record as it stands, evidence with its links, and no formula', () => {
    const [action] = view.actions;
    assert.ok(action !== undefined);
    const evidence = {
      id: 'e1',
      evidence: evidenceId.parse('e1'),
      action: action.id,
      actionTitle: action.title,
      name: 'policy.pdf',
      version: 2,
      kind: 'PDF',
      size: 1,
      sha256: 'ab'.repeat(32),
      collected: '2026-10-01',
      expires: '2027-10-01',
      uploadedBy: 'Ann Lee',
      uploadedAt: '2026-11-02T10:00:00.000Z',
      link: 'https://example.org/policy.pdf',
    };
    const plain = { id: 'e2', name: 'photo.png', version: 1, link: null, sha256: null, collected: null, expires: null };
    const report = sheets({ ...view, evidence: [evidence, { ...evidence, ...plain }] });
    const [row] = rowsOf(report[0])[0] ?? [];
    assert.deepEqual(
      ['Compliance Score', 'Implementation Details', 'Implementation Date', 'Test Date', 'Assigned To', 'Evidence'].map(
        (header) => row?.[header],
      ),
      [
        '27 / 36',
        '=cmd()',
        { date: '2026-03-01' },
        { date: '2026-04-03' },
        'Ann Lee',
        `policy.pdf (version 2, collected 2026-10-01, expires 2027-10-01, SHA-256 ${'ab'.repeat(32)}): https://example.org/policy.pdf\nphoto.png`,
      ],
    );
    const values = report.flatMap(({ tables, loose }) => [
      ...loose.map(({ value }) => value),
      ...tables.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells)),
    ]);
    assert.ok(values.every((value) => typeof value !== 'object' || value === null || !('formula' in value)));
    const [attested] = rowsOf(report[1])[0] ?? [];
    assert.deepEqual(
      [attested?.['Implementation Details'], attested?.['Tester'], attested?.['Test Result'], attested?.['Owner']],
      ['Audited yearly', 'An auditor', 'Passed', 'Microsoft'],
    );
  });

  it('[W162] the sheet of the provider bears its name as far as a sheet may', () => {
    const named = (providerName: string): string => sheets({ ...view, providerName })[1]?.name ?? '';
    assert.equal(named('Contoso'), 'Contoso Managed');
    assert.equal(named('A/B: [C]*'), 'A B C Managed');
    assert.equal(named('Customer'), 'Provider Managed');
    assert.equal(named("'"), 'Managed');
    assert.ok(named('x'.repeat(60)).endsWith(' Managed') && named('x'.repeat(60)).length <= 31);
  });
});
