import assert from 'node:assert/strict';
import { createMemoryJournal } from '#engine/adapters/store/memory';
import { viewAssessment } from '#engine/app/assessment-view';
import { archive, openAssessment } from '#engine/app/assessments';
import { concernedAssessments } from '#engine/app/concerned-assessments';
import { relatedControls } from '#engine/app/related-controls';
import type { Assessment } from '#engine/contract/model/assessment';
import type { Entry } from '#engine/contract/model/entry';
import { assessmentRef, type WorkbookId } from '#engine/contract/model/ids';
import type { CrosswalkRow } from '#engine/domain/crosswalk/crosswalk';
import { assessmentOf, templateOf } from '#engine/domain/organisation/documents';
import { createTestOrganisation, type TestOrganisation } from '#test/support/test-organisation';

const crosswalk: readonly CrosswalkRow[] = [
  ...(['B-1', 'B-3', 'B-9'] as const).map(
    (control): CrosswalkRow => ({
      ...{
        from: { certification: 'ISO', control: 'A-1' },
        to: { certification: 'NIST', control },
        relation: 'mapped',
        source: 'Table',
      },
    }),
  ),
  {
    from: { certification: 'ISO', control: 'A-1' },
    to: { certification: 'CIS CSC', control: '5' },
    relation: 'partial',
    source: 'Table',
  },
];

/** Two assessments of one group whose controls and B-1 share actions, and one elsewhere. */
async function group() {
  const test = await createTestOrganisation(createMemoryJournal(), crosswalk);
  const iso = await test.template(
    'I',
    { 'A-1': ['Lock', 'Watch'], 'A-2': ['Watch'], 'A-3': ['Greet'] },
    { certification: 'ISO' },
  );
  const nist = await test.template(
    'N',
    { 'B-0': ['Watch'], 'B-1': ['Lock', 'Watch'], 'B-3': ['Count'] },
    { certification: 'NIST' },
  );
  const one = await test.open('One', iso, 'G');
  const two = await test.open('Two', nist, 'G');
  await test.open('Elsewhere', nist, 'H');
  return { test, one, two };
}

async function cells(test: TestOrganisation, { id }: Assessment): Promise<Readonly<Record<string, readonly string[]>>> {
  const view = await viewAssessment(test, id, 'wb' as WorkbookId);
  assert.ok(view !== null);
  return Object.fromEntries(view.controls.map((control) => [control.id, control.related]));
}

describe('related controls', () => {
  it('[T120] are those of the group that share actions, of the same assessment first, with most in common first', async () => {
    const { test, one } = await group();
    const { organisation } = test;
    const assessment = assessmentOf(organisation.core.image, one.id);
    const control = templateOf(organisation.core.image, one.template)?.controls[0];
    assert.ok(assessment !== null && control !== undefined);
    const { shared } = relatedControls(organisation, assessment, control);
    assert.deepEqual(
      shared.map(({ label, control: id, actions }) => [label, id, actions.length]),
      [
        ['ISO', 'A-2', 1],
        ['NIST', 'B-1', 2],
        ['NIST', 'B-0', 1],
      ],
    );
    assert.deepEqual((await cells(test, one))['A-2'], ['ISO: A-1', 'NIST: B-0, B-1']);
    assert.deepEqual((await cells(test, one))['A-3'], []);
  });

  it('[T121] crosswalks add proposals with their relation: no headings, and nothing that shares actions anyway', async () => {
    const { test, one, two } = await group();
    assert.deepEqual((await cells(test, one))['A-1'], [
      'ISO: A-2',
      'NIST: B-1, B-0',
      'NIST, proposed (mapped): B-3',
      'CIS CSC, proposed (partial): 5',
    ]);
    assert.deepEqual((await cells(test, two))['B-3'], ['ISO, proposed (mapped): A-1']);
  });

  it('[T120] name the product where a group assesses one certification for two, and count what is too long for a cell', async () => {
    const test = await createTestOrganisation();
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`C-${index + 1}`, ['Watch']]));
    const template = await test.template('I', many, { products: ['Mail', 'Files'], certification: 'ISO' });
    const mail = await test.open('Mail', template, 'G');
    const files = {
      title: 'Files',
      template,
      product: 'Files',
      group: { name: 'G' },
      copyFrom: null,
      inScopeServices: null,
    };
    assert.ok((await openAssessment(test.organisation, files, test.caller())).ok);
    const [own, other] = (await cells(test, mail))['C-1'] ?? [];
    assert.match(own ?? '', /^Mail ISO: C-2, C-3, .*C-9 and 11 more$/);
    assert.match(other ?? '', /^Files ISO: C-1, .*C-8 and 12 more$/);
  });

  it('[T120] of an archived assessment are its own, and it is no longer among those of its siblings', async () => {
    const { test, one, two } = await group();
    await archive(test.organisation, two.id, test.caller());
    assert.deepEqual((await cells(test, two))['B-0'], ['NIST: B-1']);
    assert.deepEqual((await cells(test, one))['A-2'], ['ISO: A-1']);
  });

  it('[T123] change in the workbooks of the whole group when an assessment comes, goes or moves to another version', async () => {
    const { test, one, two } = await group();
    const { organisation } = test;
    const entity = assessmentRef(one.id);
    const concerned = (event: Entry['event']) =>
      concernedAssessments(organisation, [{ partition: organisation.core.id, event } as Entry]); // nothing else is read
    const put = concerned({ kind: 'put', entity, value: null });
    assert.ok(put !== 'all');
    assert.deepEqual([...put].sort(), [one.id, two.id].sort());
    const typed = concerned({ kind: 'changed', entity, field: 'title', from: 'a', to: 'b', base: 0 });
    assert.deepEqual(typed, new Set([one.id]));
    assert.equal(concerned({ kind: 'removed', entity: assessmentRef('none' as Assessment['id']) }), 'all');
  });
});
