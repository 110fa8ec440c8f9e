import assert from 'node:assert/strict';
import { viewAssessment, viewInPieces } from '#engine/app/assessment-view';
import { pushChanges } from '#engine/app/push-changes';
import { type CommandId, groupPartition, recordRef, type WorkbookId } from '#engine/contract/model/ids';
import { ann, createTestOrganisation } from '#test/support/test-organisation';

const workbook = 'wb' as WorkbookId;

/** An assessment of 120 actions, and a way to change the plan of its last one. */
async function large() {
  const test = await createTestOrganisation();
  const titles = Array.from({ length: 120 }, (_, index) => `Action ${index}`);
  const template = await test.template('T', Object.fromEntries(titles.map((title, index) => [`C-${index}`, [title]])));
  const { id, group } = await test.open('One', template);
  const partition = groupPartition(group);
  const first = await viewAssessment(test, id, workbook);
  const last = first?.actions.at(-1)?.id ?? assert.fail('it has actions');
  let count = 0;
  const edit = async (): Promise<string> => {
    count += 1;
    const { epoch, position: base } = (await test.organisation.open(partition)).image;
    const value = `Plan ${count}`;
    const change = { entity: recordRef(last), field: 'testPlan', value, base } as const;
    const set = { id: `edit:${count}` as CommandId, partition, epoch, changes: [change] };
    const pushed = await pushChanges(test.organisation, set, ann, 'api');
    assert.ok(pushed.ok && pushed.value[0]?.outcome === 'accepted');
    return value;
  };
  return { test, id, edit };
}

describe('the view of an assessment', () => {
  it('[W164] made in pieces is the same as made in one go, and gives way in between', async () => {
    const { test, id } = await large();
    let pauses = 0;
    const pieces = await viewInPieces(test, id, workbook, async () => {
      pauses += 1;
    });
    assert.deepEqual(pieces, await viewAssessment(test, id, workbook));
    assert.ok(pauses >= 4, `${pauses} pauses`);
  });

  it('[W164] shows one moment though an edit comes while it waits for what it is made from', async () => {
    const { test, id, edit } = await large();
    let isFirst = true;
    const scores = {
      ...test.scores,
      async assessment(of: typeof id) {
        const score = await test.scores.assessment(of);
        if (isFirst) await edit();
        isFirst = false;
        return score;
      },
    };
    const view = await viewAssessment({ ...test, scores }, id, workbook);
    assert.equal(view?.actions.at(-1)?.fields.testPlan?.value, 'Plan 1');
    assert.deepEqual(view, await viewAssessment(test, id, workbook));
  });

  it('[W164] shows one moment: an edit in between has it begun anew, and it never waits for ever', async () => {
    const { test, id, edit } = await large();
    let pauses = 0;
    const once = await viewInPieces(test, id, workbook, async () => {
      pauses += 1;
      if (pauses === 3) await edit();
    });
    assert.equal(once?.actions.at(-1)?.fields.testPlan?.value, 'Plan 1');
    assert.deepEqual(once, await viewAssessment(test, id, workbook));
    let newest = '';
    const always = await viewInPieces(test, id, workbook, async () => {
      newest = await edit();
    });
    assert.equal(always?.actions.at(-1)?.fields.testPlan?.value, newest);
    assert.deepEqual(always, await viewAssessment(test, id, workbook));
  });
});
