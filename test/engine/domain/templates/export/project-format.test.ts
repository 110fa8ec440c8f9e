import assert from 'node:assert/strict';
import { readTemplateFile } from '#engine/adapters/workbook/import/read-template-file';
import { renderWorkbook } from '#engine/adapters/workbook/render/render-workbook';
import { type FormatName, formats } from '#engine/contract/model/import-formats';
import type { TemplateContent } from '#engine/contract/model/template';
import { projectFormat } from '#engine/domain/templates/export/project-format';
import { starterWorkbook } from '#engine/domain/templates/export/starter-workbook';
import type { TemplateLibrary } from '#engine/domain/templates/library';
import { type ImportPlan, planImport } from '#engine/domain/templates/plan-import';
import { templateToContent } from '#engine/domain/templates/template-to-content';
import { lintWorkbook } from '#test/support/ooxml-lint';
import {
  actionOf,
  asNew,
  contentOf,
  controlOf,
  countingIds,
  emptyLibrary,
  libraryWith,
} from '#test/support/template-builders';

const created = '2026-11-23T00:00:00.000Z';
const source = { kind: 'format-a', file: null, sha256: null } as const;

/** A template with everything a control, an action and a template can have. */
const rich = contentOf(
  [
    controlOf('AC-1', '=Lock "doors";;Guard gates', {
      ...{ responsibility: 'shared', parent: 'AC', labels: ['LOW', 'P1'], statement: 'Lock every door.\nAnd window.' },
      ...{ link: 'https://example.org/ac-1', articleId: 'Article 1', version: '4', description: '@describe' },
    }),
    controlOf('1-2', 'Watch', { disabled: true, actions: [{ title: 'Watch', description: 'By night' }] }),
    controlOf('MM-1', 'Guard gates', { responsibility: 'provider' }),
  ],
  [
    actionOf('=Lock "doors"', {
      ...{ points: 27, type: 'Technical', category: 'Security', purpose: 'Preventative', enforcement: 'Mandatory' },
      ...{ owners: ['Ann & Co', 'Bo'], secureScoreControl: 'AdminMFA', parents: ['Watch'] },
      dimensions: [
        { key: 'Zone', value: 'DMZ' },
        { key: 'Zone', value: 'LAN' },
      ],
    }),
    actionOf('Watch', {
      descriptions: [
        { title: 'By day', text: 'Look.' },
        { title: 'By night', text: '* Light a lamp.\n* Look.' },
      ],
    }),
    actionOf('Guard gates', { responsibility: 'provider' }),
  ],
  {
    ...{ inScopeServices: ['Mail', 'Files, shared'], acknowledgement: 'Public domain.', products: ['Mail', 'Files'] },
    dimensions: [{ key: 'Zone', value: 'LAN' }],
    owners: [
      { name: 'Ann & Co', description: 'Locksmiths' },
      { name: 'Bo', description: '' },
    ],
    dimensionList: [{ key: 'Zone', values: ['DMZ', 'LAN'], multiple: true }],
  },
);

function imported(content: TemplateContent): { readonly library: TemplateLibrary; readonly plan: ImportPlan } {
  const choice = { ...asNew, product: null } as const;
  const plan = planImport({ content, places: {}, findings: [] }, source, choice, emptyLibrary, countingIds());
  assert.deepEqual(plan.findings, []);
  return { library: libraryWith(emptyLibrary, plan), plan };
}

async function roundTrip(format: FormatName, change: (content: TemplateContent) => TemplateContent = (same) => same) {
  const { library, plan } = imported(rich);
  assert.ok(plan.template !== null);
  const content = change(templateToContent(plan.template, library));
  const bytes = await renderWorkbook(projectFormat(content, format, created));
  assert.deepEqual(lintWorkbook(bytes), []);
  const read = readTemplateFile({ name: 'a.xlsx', bytes }, null);
  assert.ok(read.ok);
  assert.equal(read.value.kind, format);
  return planImport(read.value, source, { kind: 'next', template: plan.template.id }, library, countingIds());
}

describe('templates as workbooks of the import formats', () => {
  for (const format of ['format-a', 'format-b'] as const) {
    it(`[T124] ${format} gives the whole template back: importing it as the next version changes nothing`, async () => {
      const again = await roundTrip(format);
      assert.deepEqual(again.findings, []);
      assert.deepEqual(
        [again.outcome, again.difference.controls.changed, again.difference.actions.changed],
        ['unchanged', [], []],
      );
      const edited = await roundTrip(format, (content) => ({
        ...content,
        controls: content.controls.map((control, index) => (index === 0 ? { ...control, title: 'Better' } : control)),
      }));
      assert.deepEqual(edited.difference.controls.changed, [{ name: 'AC-1 Better', fields: ['title'] }]);
    });

    it(`[T125] ${format} has its documented sheets and columns in their order, ours behind them`, () => {
      const { sheets } = projectFormat(rich, format, created);
      assert.deepEqual(
        sheets.map(({ name }) => name),
        formats[format].map(({ name }) => name),
      );
      for (const spec of formats[format]) {
        const headers =
          sheets.find(({ name }) => name === spec.name)?.tables[0]?.columns.map(({ header }) => header) ?? [];
        const required = spec.columns.filter((column) => column.required).map(({ headers: [first] }) => first);
        assert.deepEqual(
          headers.filter((header) => required.includes(header)),
          required,
        );
        const last = headers.lastIndexOf(required.at(-1) ?? '');
        const ours = headers.filter((header) =>
          /Link|Labels|Statement|Article|Parent$|Responsibility|SecureScore/.test(header),
        );
        assert.ok(ours.every((header) => headers.indexOf(header) > last));
      }
    });
  }
});

describe('the starter workbook', () => {
  it('[T126] has instructions, examples and drop-downs; as it is it asks for controls, and nothing of the examples is read', async () => {
    const model = starterWorkbook(created);
    assert.deepEqual(
      model.sheets.map(({ name }) => name),
      ['Instructions', 'Examples', 'Template', 'ControlFamily', 'Actions', 'Dimensions'],
    );
    const choices = model.sheets
      .find(({ name }) => name === 'Actions')
      ?.tables[0]?.columns.flatMap((column) => column.choices?.values ?? []);
    assert.ok(choices?.includes('Technical') && choices.includes('Preventative'));
    const bytes = await renderWorkbook(model);
    assert.deepEqual(lintWorkbook(bytes), []);
    const read = readTemplateFile({ name: 'a.xlsx', bytes }, null);
    assert.ok(read.ok);
    assert.deepEqual(
      [read.value.kind, read.value.findings, read.value.content.controls, read.value.content.actions],
      ['format-b', [], [], []],
    );
    const plan = planImport(read.value, source, asNew, emptyLibrary, countingIds());
    assert.deepEqual(
      plan.findings.map(({ rule }) => rule),
      ['no-controls'],
    );
  });

  it('[T126] its examples, copied onto the sheets, import without a finding', async () => {
    const model = starterWorkbook(created);
    const examples = model.sheets.find(({ name }) => name === 'Examples')?.tables ?? [];
    const filled = {
      ...model,
      sheets: model.sheets.map((sheet) => {
        const example = examples.find(({ name }) => name === `CB_Example${sheet.name}`);
        const [table] = sheet.tables;
        return example === undefined || table === undefined
          ? sheet
          : { ...sheet, tables: [{ ...table, rows: example.rows }] };
      }),
    };
    const read = readTemplateFile({ name: 'a.xlsx', bytes: await renderWorkbook(filled) }, null);
    assert.ok(read.ok);
    const choice = { kind: 'new', name: null, product: null, certification: null } as const;
    const plan = planImport(read.value, source, choice, emptyLibrary, countingIds());
    assert.deepEqual([plan.findings, plan.outcome], [[], 'new-template']);
    assert.deepEqual(plan.template?.products, ['Our cloud service', 'Our web shop']);
    assert.deepEqual(plan.template?.controls[0]?.labels, ['Core']);
  });
});
