import assert from 'node:assert/strict';
import { count } from '#addin/functions/count';
import { progress, score } from '#addin/functions/score';
import { status } from '#addin/functions/status';
import { sampleView } from '#test/support/assessment-view';
import { asContract, sampleFigures } from '#test/support/function-figures';

const figures = () =>
  sampleFigures({
    Audit: [
      { id: 'a1', title: 'ISO 27001', percent: 57.5, assessed: 3, total: 12 },
      { id: 'a2', title: 'GDPR', percent: null },
    ],
    Old: [
      { id: 'a3', title: 'ISO  27001', percent: 20, archived: true },
      { id: 'a4', title: 'HIPAA', percent: 10 },
    ],
    New: [{ id: 'a5', title: 'hipaa', percent: 30 }],
  });

const work = asContract(
  sampleView({
    controls: [{ id: 'AC-1' }, { id: 'AC-2' }],
    actions: [
      {
        id: 'x1',
        title: 'Use a second factor',
        controls: ['AC-1'],
        fields: { implementationStatus: 'Implemented', testResult: 'Passed', assignedTo: 'u1' },
      },
      {
        id: 'x2',
        title: 'Lock screens',
        controls: ['AC-2'],
        fields: { implementationStatus: 'Planned', assignedTo: 'u1' },
      },
      { id: 'x3', title: 'Train people', controls: ['AC-2'] },
    ],
  }),
);

describe('functions in cells', () => {
  it('[U16] SCORE is points reached of points possible; empty where nothing is possible', async () => {
    assert.equal(await score(figures(), 'ISO 27001'), 0.575);
    assert.equal(await score(figures(), ' iso  27001 '), 0.575);
    assert.equal(await score(figures(), 'a4'), 0.1);
    assert.equal(await score(figures(), 'GDPR'), '');
  });

  it('[U16] PROGRESS is the share of own controls assessed', async () => {
    assert.equal(await progress(figures(), 'ISO 27001'), 0.25);
    assert.equal(await progress(figures(), 'GDPR'), '');
  });

  it('[U16] a title that several have needs its group; the own one and active ones come first', async () => {
    assert.deepEqual(await score(figures(), 'HIPAA'), {
      fault: 'wrong',
      words: 'function.severalAssessments',
      data: { name: 'HIPAA', group: 'Old' },
    });
    assert.equal(await score(figures(), 'New / HIPAA'), 0.3);
    const own = figures();
    own.ownId = 'a4';
    assert.equal(await score(own, 'HIPAA'), 0.1);
    assert.equal(await score(figures(), 'Old/ISO 27001'), 0.2);
  });

  it('[U16] without a name it is the assessment of the open workbook', async () => {
    const own = figures();
    assert.deepEqual(await score(own, ''), { fault: 'wrong', words: 'function.whichAssessment', data: {} });
    own.ownId = 'a5';
    assert.equal(await score(own, ''), 0.3);
  });

  it('[U16] what does not exist is said, and so is an engine that does not answer', async () => {
    assert.deepEqual(await score(figures(), 'SOC 2'), {
      fault: 'missing',
      words: 'function.noAssessment',
      data: { name: 'SOC 2' },
    });
    const away = Object.assign(figures(), { away: true });
    for (const answer of [
      await score(away, 'x'),
      await status(away, 'x', 'y'),
      await count(away, 'y', 'Test Result', ''),
    ]) {
      assert.deepEqual(answer, { fault: 'missing', words: 'function.noEngine', data: {} });
    }
  });

  it("[U16] STATUS is a control's state or an action's implementation status", async () => {
    const some = Object.assign(figures(), { viewNow: work });
    assert.equal(await status(some, 'ac-1', 'GDPR'), work.controls[0]?.state);
    assert.equal(await status(some, 'Title of AC-2', 'GDPR'), work.controls[1]?.state);
    assert.equal(await status(some, 'LOCK SCREENS', 'GDPR'), 'Planned');
    assert.equal(await status(some, 'Train people', 'GDPR'), 'Not Implemented');
    assert.deepEqual(await status(some, 'AC-9', 'GDPR'), {
      fault: 'missing',
      words: 'function.noItem',
      data: { item: 'AC-9', assessment: 'GDPR' },
    });
  });

  it('[U16] COUNT counts action items by any column of the sheet, people by name or address', async () => {
    const some = Object.assign(figures(), { viewNow: work });
    const counted = (field: string, value: string) => count(some, 'GDPR', field, value);
    assert.equal(await counted('Test Result', 'passed'), 1);
    assert.equal(await counted('test result', 'Not Assessed'), 2);
    assert.equal(await counted('Assigned To', 'Ann Lee'), 2);
    assert.equal(await counted('assignedTo', 'ANN@example.org'), 2);
    assert.equal(await counted('Assigned To', ''), 1);
    assert.equal(await counted('Controls', 'AC-2'), 2);
    assert.equal(await counted('Implementation Status', 'Done'), 0);
    const wrong = await counted('Colour', 'red');
    assert.ok(typeof wrong === 'object' && wrong.fault === 'wrong' && wrong.data['known']?.includes('Test Result'));
  });
});
