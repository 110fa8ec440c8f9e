import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { readBuiltIn } from '#engine/adapters/built-in/read-built-in';
import { readCrosswalks } from '#engine/adapters/built-in/read-crosswalks';
import { readOscal } from '#engine/adapters/oscal/read-oscal';
import { readTemplateJson } from '#engine/adapters/oscal/read-template-json';
import { readTemplateFile } from '#engine/adapters/workbook/import/read-template-file';
import { renderWorkbook } from '#engine/adapters/workbook/render/render-workbook';
import { openAssessment } from '#engine/app/assessments';
import { bringInBuiltIn } from '#engine/app/bring-in-built-in';
import { templateLibrary } from '#engine/app/import-template';
import { pushChanges } from '#engine/app/push-changes';
import { type ActionId, type CommandId, recordRef, type TemplateId } from '#engine/contract/model/ids';
import { assessmentsOf, templatesOf } from '#engine/domain/organisation/documents';
import type { BuiltInLibrary } from '#engine/domain/templates/built-in';
import { projectFormat } from '#engine/domain/templates/export/project-format';
import { templateToFile } from '#engine/domain/templates/export/template-to-file';
import { planBuiltIn } from '#engine/domain/templates/plan-built-in';
import { planImport } from '#engine/domain/templates/plan-import';
import { planTexts } from '#engine/domain/templates/plan-texts';
import { templateToContent } from '#engine/domain/templates/template-to-content';
import { coveragePage } from '#templates/check/coverage';
import { checkActions, checkDescriptions, checkMapping } from '#templates/check/descriptions';
import { factsOf, fingerprintOf, readFacts } from '#templates/check/frameworks';
import { ann, createTestOrganisation } from '#test/support/test-organisation';

const folder = resolve('templates');
const realData = process.env['CONTROLBOOK_REAL_DATA'];

/**
 * Controls and fingerprint of ids, official titles, families and labels, as the tables of the standards give them
 * (`npm run templates` with the tables at hand compares row by row and prints these).
 */
const catalogs: Readonly<Record<string, readonly [number, string]>> = {
  'csa-ccm-3.0.1': [133, '5584852e349d03c6'],
  'fedramp-moderate-r4': [325, '07d53b58285cd665'],
  'ffiec-is-2016': [78, '08a0ee91a9305593'],
  gdpr: [45, '7d0520f6ce64e3b7'],
  'hipaa-hitech': [212, 'c4426fb7b261ae9f'],
  'iso-27001-2013': [140, '05fde0186cb08c40'],
  'iso-27018-2019': [139, 'ffb490d39d9dd25a'],
  'nist-800-171r1': [110, '9c603e6be3554e2f'],
  'nist-800-53r4': [862, '6da1bc45ef0ca049'],
  'nist-800-53r5': [1007, 'e50f13889199ba3f'],
  'nist-csf-1.1': [108, 'a85de49fb705631f'],
};

describe('the built-in templates', function () {
  this.timeout(120_000);
  let library: BuiltInLibrary;
  before(async () => {
    const read = await readBuiltIn(folder);
    assert.ok(read.ok, read.ok ? '' : read.error.join('\n'));
    library = read.value;
  });

  /** An organisation that has them all, and an assessment of each in one group. */
  async function inOneGroup() {
    const test = await createTestOrganisation();
    const { organisation } = test;
    await bringInBuiltIn(organisation, library);
    const { image } = organisation.core;
    const begun = new Set(assessmentsOf(image).map(({ template }) => template));
    for (const { id: template, certification } of templatesOf(image)) {
      if (begun.has(template)) continue;
      const title = `Office 365 ${certification}`;
      const request = {
        title,
        template,
        product: null,
        group: { name: 'Default Group' },
        copyFrom: null,
        inScopeServices: null,
      };
      const opened = await openAssessment(organisation, request, test.caller());
      assert.ok(opened.ok, opened.ok ? '' : opened.error.message);
    }
    return { test, assessments: assessmentsOf(image) };
  }

  for (const [id, [count, fingerprint]] of Object.entries(catalogs)) {
    it(`[T128] ${id} has the ids, official titles, families and labels of its standard`, async () => {
      const framework = (await readFacts(folder)).find((one) => one.id === id);
      assert.ok(framework !== undefined);
      const facts = factsOf(framework);
      assert.deepEqual([facts.length, fingerprintOf(facts)], [count, fingerprint]);
    });
  }

  it('[T129] every control has a description of its own and an action for each side that carries it; every action is used', () => {
    assert.deepEqual(Object.keys(catalogs).sort(), library.templates.map(({ id }) => id).sort());
    assert.deepEqual(checkDescriptions(library, new Map()), []);
    assert.deepEqual(checkMapping(library), []);
    assert.deepEqual(checkActions(library), []);
    const customer = library.actions.filter(({ responsibility }) => responsibility === 'customer');
    assert.ok(customer.length >= 300 && customer.length <= 500, `${customer.length} customer actions`);
  });

  it('[T130] come in whole on the first start, each with the products it can assess', async () => {
    const { organisation } = await createTestOrganisation();
    await bringInBuiltIn(organisation, library);
    const { image } = organisation.core;
    const templates = templatesOf(image);
    assert.equal(templates.length, 11);
    for (const { controls, products, acknowledgement } of templates) {
      assert.ok(controls.every(({ actions, link }) => actions.length > 0 && link !== null));
      assert.ok(products.includes('Office 365') && products.includes('Intune') && products.includes('Cloud service'));
      assert.ok((acknowledgement ?? '').length > 40);
    }
    assert.deepEqual(
      assessmentsOf(image).map(({ title, certification }) => [title, certification]),
      [
        ['Office 365 ISO 27001', 'ISO 27001'],
        ['Office 365 NIST 800-53', 'NIST 800-53'],
        ['Office 365 GDPR', 'EU GDPR'],
      ],
    );
  });

  it('[T131] share their actions: finishing one multi-factor action moves at least seven scores of a group', async () => {
    const { test, assessments } = await inOneGroup();
    assert.equal(assessments.length, 11);
    const achieved = async () =>
      Promise.all(assessments.map(async ({ id }) => (await test.scores.assessment(id))?.total().achieved ?? 0));
    const before = await achieved();
    const [first] = assessments;
    assert.ok(first !== undefined);
    const { id, image } = await test.organisation.group(first.group);
    const entity = recordRef('require-mfa-for-all-users' as ActionId); // an id of the library
    const changes = [
      { entity, field: 'implementationStatus', value: 'Implemented', base: 0 },
      { entity, field: 'testResult', value: 'Passed', base: 0 },
    ];
    const set = { id: 'mfa-1' as CommandId, partition: id, epoch: image.epoch, changes };
    const pushed = await pushChanges(test.organisation, set, ann, 'api');
    assert.ok(pushed.ok && pushed.value.every(({ outcome }) => outcome === 'accepted'));
    const after = await achieved();
    const moved = after.filter((points, index) => points > (before[index] ?? 0)).length;
    assert.ok(moved >= 7, `${moved} scores moved`);
  });

  it('[T132] each gives itself back from a workbook in either import format', async () => {
    const { organisation } = await createTestOrganisation();
    await bringInBuiltIn(organisation, library);
    const shelf = templateLibrary(organisation.core.image);
    for (const template of shelf.templates) {
      for (const format of ['format-a', 'format-b'] as const) {
        const model = projectFormat(templateToContent(template, shelf), format, '2026-11-23T00:00:00.000Z');
        const read = readTemplateFile({ name: 'a.xlsx', bytes: await renderWorkbook(model) }, null);
        assert.ok(read.ok, `${template.name} ${format}`);
        const source = { kind: read.value.kind, file: 'a.xlsx', sha256: null } as const;
        const plan = planImport(read.value, source, { kind: 'next', template: template.id }, shelf, () => 'new');
        assert.deepEqual([plan.outcome, plan.findings], ['unchanged', []], `${template.name} ${format}`);
      }
    }
  });

  it('[T147] each gives itself back from a JSON file, here and in an organisation that has nothing', async () => {
    const { organisation } = await createTestOrganisation();
    await bringInBuiltIn(organisation, library);
    const shelf = templateLibrary(organisation.core.image);
    for (const template of shelf.templates) {
      const text = JSON.stringify(templateToFile(template, shelf));
      const read = readTemplateJson({ name: 'a.json', bytes: new Uint8Array(Buffer.from(text)), companions: {} });
      assert.ok(read?.ok, template.name);
      const source = { kind: 'json', file: 'a.json', sha256: null } as const;
      const next = planImport(read.value, source, { kind: 'next', template: template.id }, shelf, () => 'new');
      assert.deepEqual([next.outcome, next.findings], ['unchanged', []], template.name);
      const empty = { templates: [], actions: [], owners: [], dimensions: [] };
      const choice = { kind: 'new', name: null, product: null, certification: null } as const;
      let ids = 0;
      const nextId = () => {
        ids += 1;
        return `new-${ids}`;
      };
      const elsewhere = planImport(read.value, source, choice, empty, nextId);
      const errors = elsewhere.findings.filter(({ rule }) => rule !== 'parent-left-out');
      assert.deepEqual([elsewhere.outcome, errors], ['new-template', []], template.name);
    }
  });

  if (realData !== undefined) {
    it('[T127] take the official statements of the published catalog, and keep them through the next shipped version', async () => {
      const { organisation } = await createTestOrganisation();
      await bringInBuiltIn(organisation, library);
      const name = 'NIST_SP-800-53_rev4_catalog-min.json.gz';
      const bytes = await readFile(join(realData, 'catalogs', 'oscal', name));
      const read = readOscal({ name, bytes, companions: {} });
      assert.ok(read.ok);
      const shelf = templateLibrary(organisation.core.image);
      const r4 = 'nist-800-53r4' as TemplateId; // a folder's name
      const plan = planTexts(read.value, { kind: 'oscal', file: name, sha256: null }, r4, shelf);
      assert.equal(plan.outcome, 'new-version');
      const stated = plan.template?.controls.filter(({ statement }) => statement !== null) ?? [];
      assert.equal(stated.length, 826, 'all but the privacy controls of Appendix J, which the catalog does not have');
      assert.match(stated[0]?.statement ?? '', /^The organization:\s+\* a\. Develops, documents, and disseminates/);
      const shipped = shelf.templates.find(({ id }) => id === r4);
      assert.ok(plan.template !== null && shipped !== undefined);
      const versions = [shipped, plan.template];
      const newer = {
        ...library,
        templates: library.templates.map((one) =>
          one.id === r4 ? { ...one, content: { ...one.content, controls: one.content.controls.slice(1) } } : one,
        ),
      };
      const templates = [...shelf.templates.filter(({ id }) => id !== r4), plan.template];
      const versionOf = (_: TemplateId, version: number) => versions[version - 1] ?? null;
      const next = planBuiltIn(newer, { ...shelf, templates }, versionOf, organisation.digest).templates.at(-1);
      assert.deepEqual([next?.version, next?.controls.length], [4, 861]);
      assert.equal(next?.controls.filter(({ statement }) => statement !== null).length, 825);
    });
  }

  it('[T133] the page about what they cover is that of these templates', async () => {
    assert.equal(await readFile(join('docs', 'coverage.md'), 'utf8'), coveragePage(library));
  });

  it('[T134] the crosswalks are the public ones: none of the compilation of CSA, every id of a template one of its standard', async () => {
    const read = await readCrosswalks(folder);
    assert.ok(read.ok, read.ok ? '' : read.error.join('\n'));
    assert.equal(read.value.length, 5209);
    const certifications = new Set(read.value.flatMap(({ from, to }) => [from.certification, to.certification]));
    assert.equal(certifications.has('CSA CCM'), false);
    const known = new Map<string, Set<string>>();
    for (const { template, lines } of await readFacts(folder)) {
      const headings = [...template.families, ...(template.groups ?? []), ...(template.leftOut ?? [])].map(
        ({ id }) => id,
      );
      known.set(template.certification, new Set([...lines.map(({ id }) => id), ...headings]));
    }
    const strange = read.value.flatMap(({ from, to }) =>
      [from, to].filter(({ certification, control }) => known.get(certification)?.has(control) === false),
    );
    assert.deepEqual([...new Set(strange.map(({ certification, control }) => `${certification} ${control}`))], []);
  });
});
