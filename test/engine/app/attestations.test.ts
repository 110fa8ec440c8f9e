import assert from 'node:assert/strict';
import { viewAssessment } from '#engine/app/assessment-view';
import { archive } from '#engine/app/assessments';
import { createAttestations } from '#engine/app/attestations';
import { changeSettings } from '#engine/app/change-settings';
import type { AttestationFiles } from '#engine/app/ports';
import { pushChanges } from '#engine/app/push-changes';
import type { Assessment } from '#engine/contract/model/assessment';
import { type ActionId, attestationRef, type CommandId, type WorkbookId } from '#engine/contract/model/ids';
import { defaultScoring, defaultSettings } from '#engine/contract/model/score';
import type { ContentAction, ContentControl } from '#engine/contract/model/template';
import { documentsOf } from '#engine/domain/organisation/documents';
import { projectReport } from '#engine/domain/report/project-report';
import { ok } from '#engine/domain/result';
import { projectProviderControls } from '#engine/domain/sheets/project-controls';
import { ann, contentOf, createTestOrganisation, importContent } from '#test/support/test-organisation';

const upload = { name: 'soc.xlsx', bytes: new Uint8Array([1]), companions: {} };

/** One control of the provider, asking for one action; a file that says what the test wants said of it. */
async function withProvider() {
  const test = await createTestOrganisation();
  const base = contentOf('T', { 'C-1': ['Guard gates'] });
  const content = {
    ...base,
    controls: base.controls.map((control): ContentControl => ({ ...control, responsibility: 'provider' })),
    actions: base.actions.map((action): ContentAction => ({ ...action, responsibility: 'provider' })),
  };
  const template = await importContent(test.organisation, content, test.caller());
  const assessment = await test.open('One', template);
  let result = 'Passed';
  const values = { statement: null, testDate: '2026-03-31', tester: 'Audit firm', notes: null, dated: false };
  const read: AttestationFiles['read'] = async () =>
    ok({
      ...{ format: 'spreadsheet', source: 'soc.xlsx, Results', dateSystem: '1900', findings: [] },
      rows: [{ place: 'Results!A2', action: null, control: 'C-1', result, ...values }],
    });
  const attestations = createAttestations(test.organisation, {
    inspect: async () => ok({ format: 'spreadsheet', proposal: null, needsTemplate: true }),
    read,
  });
  const action = documentsOf(test.organisation.core.image, 'action')[0]?.id ?? ('' as ActionId);
  const record = async (said: string) => {
    result = said;
    const preview = await attestations.preview(upload, { template, tester: null, testDate: null }, null);
    assert.ok(preview.ok);
    return attestations.commit(preview.value.id, test.caller());
  };
  const view = async (of: Assessment = assessment) => {
    const shown = await viewAssessment(test, of.id, 'wb' as WorkbookId);
    assert.ok(shown !== null);
    return shown;
  };
  return { test, template, assessment, attestations, action, record, view };
}

describe('attestations', () => {
  it('[T115] nothing is on record until somebody imports it; sheet, report and view then show it with its source', async () => {
    const { record, view, attestations } = await withProvider();
    const before = await view();
    assert.deepEqual(before.providerActions[0]?.attestation, null);
    const cells = projectProviderControls(before).rows[0]?.cells;
    assert.ok(cells?.includes('No attestation recorded') && cells.includes('Not Assessed'));
    assert.match(JSON.stringify(projectReport(before)), /No attestation recorded/);
    assert.deepEqual(attestations.all(), []);

    const recorded = await record('Passed');
    assert.deepEqual(recorded, ok(1));
    const after = await view();
    const { attestation, testResult, testDate, tester, source } = after.providerActions[0] ?? {};
    assert.deepEqual(
      [attestation, testResult, testDate, tester, source],
      ['Recorded for C-1', 'Passed', '2026-03-31', 'Audit firm', 'soc.xlsx, Results'],
    );
    assert.ok(projectProviderControls(after).rows[0]?.cells.includes('soc.xlsx, Results'));
    assert.match(JSON.stringify(projectReport(after)), /Audit firm.*soc\.xlsx, Results/s);
    assert.deepEqual(after.progress.provider, { assessed: 1, total: 1 });
    assert.deepEqual(after.controls[0]?.state, 'Passed');
    assert.ok(
      after.history.some(({ item, field, to }) => item === 'Guard gates' && field === 'Test Result' && to === 'Passed'),
    );
    const [listed] = attestations.all();
    assert.deepEqual([listed?.title, listed?.by, listed?.source], ['Guard gates', 'Ann Archer', 'soc.xlsx, Results']);
  });

  it('[T116] a preview stores nothing, a commit everything at once, a retry the same again', async () => {
    const { test, template, attestations } = await withProvider();
    const { core } = test.organisation;
    const { position } = core.image;
    const preview = await attestations.preview(upload, { template, tester: null, testDate: null }, null);
    assert.ok(preview.ok);
    assert.equal(core.image.position, position);
    const caller = test.caller();
    const first = await attestations.commit(preview.value.id, caller);
    const after = core.image.position;
    assert.ok(after > position);
    assert.deepEqual(await attestations.commit(preview.value.id, caller), first);
    assert.equal(core.image.position, after);
    const unknown = await attestations.commit('none', test.caller());
    assert.equal(!unknown.ok && unknown.error.code, 'unknown-preview');
  });

  it('[T116] a record is taken back, and the journal keeps what it said', async () => {
    const { test, attestations, action, record, view } = await withProvider();
    await record('Passed');
    assert.ok((await attestations.withdraw(action, test.caller())).ok);
    assert.deepEqual([attestations.all(), (await view()).providerActions[0]?.testResult], [[], null]);
    const field = test.organisation.core.image.entity(attestationRef(action))?.fields['testResult'];
    assert.equal(field?.before?.value, 'Passed');
    const unknown = await attestations.withdraw('none' as ActionId, test.caller());
    assert.equal(!unknown.ok && unknown.error.code, 'unknown-action');
  });

  it('[S4] an attested pass counts when provider points are on, in the score over time as well', async () => {
    const { test, record, view } = await withProvider();
    const scoring = { ...defaultScoring, providerPoints: true };
    await changeSettings(test.organisation, { ...defaultSettings, scoring }, test.caller());
    assert.deepEqual((await view()).score.percent, 0);
    await record('Passed');
    const shown = await view();
    assert.equal(shown.score.percent, 100);
    assert.deepEqual(
      shown.scoreHistory.map(({ percent }) => percent),
      [100],
    );
    await record('Failed-High Risk');
    assert.equal((await view()).score.percent, 0);
  });

  it('[G5] an archived assessment keeps the attestations it had', async () => {
    const { test, assessment, record, view } = await withProvider();
    await record('Passed');
    const archived = await archive(test.organisation, assessment.id, test.caller());
    assert.ok(archived.ok);
    await record('Failed-Low Risk');
    assert.equal((await view()).providerActions[0]?.testResult, 'Passed');
  });

  it('[T117] an attestation is never typed: a change of one is refused', async () => {
    const { test, action, record } = await withProvider();
    await record('Passed');
    const { core } = test.organisation;
    const change = { entity: attestationRef(action), field: 'testResult', value: 'Passed', base: core.image.position };
    const set = { id: 'typed-1' as CommandId, partition: core.id, epoch: core.image.epoch, changes: [change] };
    const result = await pushChanges(test.organisation, set, ann, 'api');
    assert.equal(result.ok && result.value[0]?.outcome, 'refused');
  });
});
