import assert from 'node:assert/strict';
import type { Template } from '#engine/contract/model/template';
import { type AttestationRow, planAttestations } from '#engine/domain/attestations/plan-attestations';
import type { Attestation } from '#engine/domain/organisation/attestation';
import { planImport } from '#engine/domain/templates/plan-import';
import { actionOf, asNew, contentOf, controlOf, countingIds, emptyLibrary } from '#test/support/template-builders';

const content = contentOf(
  [
    controlOf('AC-1', 'Guard gates;;Lock up', { responsibility: 'shared' }),
    controlOf('AC-2', 'Guard gates;;Log visits', { responsibility: 'provider' }),
    controlOf('AC-3', 'Lock up'),
  ],
  [
    actionOf('Guard gates', { responsibility: 'provider' }),
    actionOf('Log visits', { responsibility: 'provider' }),
    actionOf('Lock up'),
  ],
);
const source = { kind: 'built-in', file: null, sha256: null } as const;
const { template, actions } = planImport(
  { content, places: {}, findings: [] },
  source,
  asNew,
  emptyLibrary,
  countingIds(),
);

function row(more: Partial<AttestationRow>): AttestationRow {
  const values = { statement: null, result: null, testDate: null, tester: null, notes: null, dated: false };
  return { place: 'Sheet!A2', action: null, control: null, ...values, ...more };
}

function plan(
  rows: readonly AttestationRow[],
  more: { of?: Template | null; recorded?: Attestation; tester?: string } = {},
) {
  const { of = template, recorded = null, tester = null } = more;
  const input = { rows, findings: [], dateSystem: '1900', source: 'report.xlsx' } as const;
  return planAttestations(input, { tester, testDate: null }, of, actions, () => recorded);
}

const shown = (planned: ReturnType<typeof plan>) =>
  planned.records.map(({ title, after }) => [title, after.testResult, after.testDate, after.tester]);
const rules = (planned: ReturnType<typeof plan>) => planned.findings.map(({ rule, severity }) => `${severity} ${rule}`);

describe('attestations of the provider', () => {
  it('[T110] are recorded for an action by title or id, for a control of the template in any spelling', () => {
    const [guard] = actions;
    assert.ok(guard !== undefined);
    const values = { result: 'pass', testDate: 46_112, dated: true, tester: 'Audit firm' };
    const expected = ['Guard gates', 'Passed', '2026-03-31', 'Audit firm'];
    for (const action of ['GUARD GATES ', guard.id])
      assert.deepEqual(shown(plan([row({ action, ...values })])), [expected]);
    const byControl = plan([row({ control: 'ac-2', ...values })]);
    assert.deepEqual(shown(byControl), [expected, ['Log visits', ...expected.slice(1)]]);
    assert.deepEqual(byControl.records[0]?.controls, ['ac-2']);
    assert.deepEqual(byControl.records[0]?.after.source, 'report.xlsx');
  });

  it('[T111] several rows about one action are joined to the worst; what was not tested is not passed', () => {
    const cases = [
      [['Passed', 'Failed-Low Risk', 'Failed-High Risk'], 'Failed-High Risk'],
      [['Passed', 'Not Assessed'], 'Not Assessed'],
      [['Passed', null], 'Not Assessed'],
      [['Not in Scope', 'Passed'], 'Passed'],
      [['Not in Scope', 'n/a'], 'Not in Scope'],
    ] as const;
    for (const [results, worst] of cases) {
      const planned = plan(results.map((result) => row({ action: 'Guard gates', result })));
      assert.equal(planned.records[0]?.after.testResult, worst);
    }
    const dated = plan([
      row({ control: 'AC-1', result: 'Passed', testDate: '2026-03-31', notes: 'Seen', statement: 'Guards.' }),
      row({ control: 'AC-2', result: 'Passed', testDate: '2026-01-15', notes: 'Heard', statement: 'Guards.' }),
    ]);
    const { attestation, testDate, notes } = dated.records[0]?.after ?? {};
    assert.deepEqual([attestation, testDate, notes], ['Guards.', '2026-01-15', 'AC-1: Seen\nAC-2: Heard']);
  });

  it('[T112] what a file does not say is left open, unless it was said for the whole file', () => {
    const [open] = plan([row({ action: 'Guard gates', statement: 'We guard the gates.' })]).records;
    assert.deepEqual(
      [open?.after.attestation, open?.after.testResult, open?.after.testDate, open?.after.tester],
      ['We guard the gates.', 'Not Assessed', null, null],
    );
    const [told] = plan([row({ action: 'Guard gates', result: 'Passed' })], { tester: 'Audit firm' }).records;
    assert.deepEqual([told?.after.attestation, told?.after.tester], ['Recorded', 'Audit firm']);
  });

  it('[T113] rows about nothing known are left out and named; a value nobody may guess is an error', () => {
    const sound = row({ action: 'Guard gates', result: 'Passed' });
    const rest = plan([
      sound,
      row({ action: 'Fly', place: 'Sheet!A3' }),
      row({ action: 'Lock up', place: 'Sheet!A4' }),
      row({ control: 'ZZ-9', place: 'Sheet!A5' }),
      row({ control: 'AC-3', place: 'Sheet!A6' }),
    ]);
    assert.equal(rest.records.length, 1);
    assert.deepEqual(
      rest.findings.map(({ severity, rule, place }) => [severity, rule, place]),
      [
        ['warning', 'unknown-provider-action', 'Sheet!A3'],
        ['warning', 'unknown-provider-action', 'Sheet!A4'],
        ['warning', 'unknown-attested-control', 'Sheet!A5'],
        ['warning', 'control-without-provider', 'Sheet!A6'],
      ],
    );
    assert.deepEqual(rules(plan([sound, row({ action: 'Log visits', result: 'failed' })])), ['error bad-attestation']);
    assert.deepEqual(rules(plan([sound, row({ action: 'Log visits', testDate: '03/04/2026' })])), [
      'error bad-attestation',
    ]);
    assert.deepEqual(rules(plan([])), ['error attested-nothing']);
    assert.deepEqual(rules(plan([row({ control: 'AC-1' }), row({ control: 'AC-2' })], { of: null })), [
      'error needs-template',
    ]);
  });

  it('[T114] what is on record just so is not recorded again', () => {
    const [first] = plan([row({ action: 'Guard gates', result: 'Passed' })]).records;
    assert.ok(first !== undefined);
    const again = plan([row({ action: 'Guard gates', result: 'Passed' })], { recorded: first.after });
    assert.deepEqual([again.records, again.unchanged], [[], 1]);
  });
});
