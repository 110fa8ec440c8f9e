import assert from 'node:assert/strict';
import { viewAssessment } from '#engine/app/assessment-view';
import { remove } from '#engine/app/assessments';
import { changeSettings } from '#engine/app/change-settings';
import { comment, commentsFor } from '#engine/app/workflow/discuss';
import type { Assessment } from '#engine/contract/model/assessment';
import type { ActionId, WorkbookId } from '#engine/contract/model/ids';
import { defaultSettings } from '#engine/contract/model/score';
import { allComments } from '#engine/domain/workflow/comments';
import { contentOf, createTestOrganisation, type TestOrganisation } from '#test/support/test-organisation';

async function actionOf(test: TestOrganisation, one: Assessment): Promise<ActionId> {
  const view = await viewAssessment(test, one.id, 'wb' as WorkbookId);
  return view?.actions[0]?.id as ActionId;
}

describe('comments', () => {
  it('[K13] go with the records they are about', async () => {
    const test = await createTestOrganisation();
    const one = await test.open('One', await test.template('A', { 'C-1': ['Back up'] }));
    await test.open('Two', await test.template('B', { 'C-1': ['Train'] }));
    const where = { assessment: one.id, action: await actionOf(test, one) };
    assert.ok((await comment(test.organisation, where, 'x', test.caller())).ok);
    const { image } = await test.organisation.group(one.group);
    assert.equal(allComments(image).length, 1);
    assert.ok((await remove(test.organisation, one.id, test.caller())).ok);
    assert.equal(allComments(image).length, 0);
  });

  it('[K13] stay beside the record where technical actions are shared, and no longer', async () => {
    const test = await createTestOrganisation();
    const controls = { 'C-1': ['Back up'] };
    const actions = contentOf('A', controls).actions.map((action) => ({ ...action, type: 'Technical' }) as const);
    const one = await test.open('One', await test.template('A', controls, { actions }));
    const where = { assessment: one.id, action: await actionOf(test, one) };
    const say = async (text: string) => assert.ok((await comment(test.organisation, where, text, test.caller())).ok);
    const share = (shareTechnicalActions: boolean) =>
      changeSettings(test.organisation, { ...defaultSettings, shareTechnicalActions }, test.caller());
    await say('before');
    await share(true);
    await say('shared');
    await share(false);
    await say('after');
    const said = await commentsFor(test.organisation, where);
    assert.deepEqual(
      said?.map(({ text, partition }) => [text, partition]),
      [
        ['before', `group:${one.group}`],
        ['shared', 'shared'],
        ['after', `group:${one.group}`],
      ],
    );
  });
});
