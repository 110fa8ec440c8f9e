import assert from 'node:assert/strict';
import { bringInBuiltIn } from '#engine/app/bring-in-built-in';
import { placePending } from '#engine/app/place-pending';
import type { WorkbookFolder } from '#engine/app/workbook-folder';
import type { AssessmentId } from '#engine/contract/model/ids';
import { assessmentsOf, documentsOf, groupOf, templatesOf } from '#engine/domain/organisation/documents';
import { builtInLibrary } from '#test/support/built-in-library';
import { createTestOrganisation } from '#test/support/test-organisation';

const library = builtInLibrary({
  'iso-27001-2013': { 'A.1': 'Lock doors' },
  'nist-800-53r4': { 'AC-1': 'Lock doors;;Watch doors' },
  gdpr: { 'Art. 5': 'Watch doors' },
  'iso-27018-2019': { 'B.1': 'Lock doors' },
});

/** A folder that notes what it is asked to place, and refuses what is listed. */
function folderOf(refused: readonly AssessmentId[] = [], present: readonly AssessmentId[] = []) {
  const placed: AssessmentId[] = [];
  const states = () => present.map((assessment) => ({ path: 'a.xlsx', assessment, state: 'in step', message: '' }));
  const place = async (id: AssessmentId) => {
    if (refused.includes(id)) throw new Error('disk full');
    placed.push(id);
    return 'a.xlsx';
  };
  return { placed, folder: { states, place } as unknown as WorkbookFolder }; // nothing else of it is asked
}

describe('the first start', () => {
  it('[T108] brings in all templates and opens the default assessments in the Default Group, once', async () => {
    const { organisation } = await createTestOrganisation();
    const { core } = organisation;
    await bringInBuiltIn(organisation, library);
    assert.equal(templatesOf(core.image).length, 4);
    const assessments = assessmentsOf(core.image);
    assert.deepEqual(
      assessments.map(({ title, product, certification }) => [title, product, certification]),
      [
        ['Office 365 ISO 27001', 'Office 365', 'ISO-27001-2013'],
        ['Office 365 NIST 800-53', 'Office 365', 'NIST-800-53R4'],
        ['Office 365 GDPR', 'Office 365', 'GDPR'],
      ],
    );
    const groups = new Set(assessments.map(({ group }) => groupOf(core.image, group)?.name));
    assert.deepEqual([...groups], ['Default Group']);
    const { position } = core.image;
    await bringInBuiltIn(organisation, library);
    assert.equal(core.image.position, position);
  });

  it('[T108] opens none where the organisation has something already, and adds the templates all the same', async () => {
    const test = await createTestOrganisation();
    await test.template('Own', { 'C-1': ['Do it'] });
    await bringInBuiltIn(test.organisation, library);
    assert.equal(templatesOf(test.organisation.core.image).length, 5);
    assert.deepEqual(assessmentsOf(test.organisation.core.image), []);
  });

  it('[T109] owes the workbooks of these assessments until they are in the folder', async () => {
    const { organisation } = await createTestOrganisation();
    await bringInBuiltIn(organisation, library);
    const [one, two, three] = assessmentsOf(organisation.core.image).map(({ id }) => id);
    assert.ok(one !== undefined && two !== undefined && three !== undefined);
    const first = folderOf([two], [three]);
    await placePending(organisation, first.folder);
    assert.deepEqual(first.placed, [one]);
    assert.deepEqual(documentsOf(organisation.core.image, 'pending'), [{ kind: 'workbook', assessment: two }]);
    const second = folderOf();
    await placePending(organisation, second.folder);
    assert.deepEqual(second.placed, [two]);
    assert.deepEqual(documentsOf(organisation.core.image, 'pending'), []);
  });
});
