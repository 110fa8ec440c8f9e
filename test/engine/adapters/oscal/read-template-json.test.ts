import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { inspectTemplateJson, readTemplateJson } from '#engine/adapters/oscal/read-template-json';
import type { Template } from '#engine/contract/model/template';
import { templateFileSchema } from '#engine/contract/model/template-file';
import { templateToFile } from '#engine/domain/templates/export/template-to-file';
import type { TemplateLibrary } from '#engine/domain/templates/library';
import { planImport } from '#engine/domain/templates/plan-import';
import {
  actionOf,
  asNew,
  contentOf,
  controlOf,
  countingIds,
  emptyLibrary,
  libraryWith,
} from '#test/support/template-builders';

/** Name, product and certification as the file has them. */
const fromFile = { kind: 'new', name: null, product: null, certification: null } as const;
const source = { kind: 'format-a', file: null, sha256: null } as const;

/** A template with everything a control, an action and a template can have; parts of the lists nobody names. */
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
      ...{ points: 27, type: 'Paperwork', category: 'Security', purpose: 'Preventative', enforcement: 'Mandatory' },
      ...{ owners: ['Ann & Co'], secureScoreControl: 'AdminMFA', parents: ['Watch'] },
      dimensions: [{ key: 'Zone', value: 'DMZ' }],
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
      { name: 'Nobody', description: '' },
    ],
    dimensionList: [
      { key: 'Zone', values: ['DMZ', 'LAN', 'Moon'], multiple: true },
      { key: 'Action Type', values: ['Paperwork'], multiple: false },
    ],
  },
);

function imported(): { readonly library: TemplateLibrary; readonly template: Template } {
  const choice = { ...asNew, product: null } as const;
  const plan = planImport({ content: rich, places: {}, findings: [] }, source, choice, emptyLibrary, countingIds());
  assert.deepEqual(plan.findings, []);
  assert.ok(plan.template !== null);
  return { library: libraryWith(emptyLibrary, plan), template: plan.template };
}

function submit(value: unknown, name = 'a.json') {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return { name, bytes: new Uint8Array(Buffer.from(text)), companions: {} };
}

function refusal(value: unknown): string {
  const read = readTemplateJson(submit(value));
  assert.ok(read !== null && !read.ok);
  return `${read.error.code}: ${read.error.message}`;
}

describe('templates as JSON files', () => {
  const { library, template } = imported();
  const file = templateToFile(template, library);

  it('[T147] give the whole template back: imported as its next version nothing changes', () => {
    const read = readTemplateJson(submit(file));
    assert.ok(read?.ok);
    assert.equal(read.value.kind, 'json');
    const again = planImport(read.value, source, { kind: 'next', template: template.id }, library, countingIds());
    assert.deepEqual([again.outcome, again.findings], ['unchanged', []]);
  });

  it('[T147] make the same template in an organisation that has nothing', () => {
    const read = readTemplateJson(submit(file));
    assert.ok(read?.ok);
    const plan = planImport(read.value, source, fromFile, emptyLibrary, countingIds());
    assert.deepEqual([plan.outcome, plan.findings], ['new-template', []]);
    assert.ok(plan.template !== null);
    assert.deepEqual(templateToFile(plan.template, libraryWith(emptyLibrary, plan)), file);
  });

  it('[T147] say nothing of the organisation but what the template names', () => {
    assert.deepEqual(file.owners, [{ name: 'Ann & Co', description: 'Locksmiths' }]);
    assert.deepEqual(file.dimensionList, [
      { key: 'Zone', values: ['DMZ', 'LAN'], multiple: true },
      { key: 'Action Type', values: ['Paperwork'], multiple: false },
    ]);
    assert.doesNotMatch(JSON.stringify(file), new RegExp(template.id));
  });

  it('[T148] are described by the schema in the documentation', async () => {
    const path = 'docs/schema/template.schema.json';
    const wanted = `${JSON.stringify(templateFileSchema(), null, 2)}\n`;
    if (process.env['CONTROLBOOK_WRITE_DOCS'] === '1') await writeFile(path, wanted);
    assert.equal(await readFile(path, 'utf8'), wanted, 'Write it anew with CONTROLBOOK_WRITE_DOCS=1.');
  });

  it('[T149] are told from other JSON files, packed or not, wherever their format stands', () => {
    const last = { ...file, format: undefined, x: 1 };
    const sorted = JSON.stringify({ ...last, zzz: 1 }).replace('"zzz":1', '"format":"controlbook-template"');
    for (const one of [
      submit(file),
      submit(sorted),
      { ...submit(file), bytes: new Uint8Array(gzipSync(JSON.stringify(file))) },
    ]) {
      const inspected = inspectTemplateJson(one);
      assert.equal(inspected?.ok && inspected.value.format, 'template-json');
    }
    for (const other of [{ catalog: {} }, [], null, 'no json', '{"title":"controlbook-template"}']) {
      assert.equal(readTemplateJson(submit(other)), null);
    }
  });

  it('[T149] are refused by the place that does not fit, and when they are of a later form', () => {
    assert.match(refusal({ ...file, formatVersion: 2 }), /^template-version: a\.json was written in a later form/);
    assert.match(refusal({ ...file, formatVersion: '1' }), /^template-version/);
    const [first, ...rest] = file.controls;
    const broken = { ...file, controls: [...rest, { ...first, responsibility: 'mine' }] };
    assert.match(refusal(broken), /^template-invalid: .* at template\.controls\[2\]\.responsibility/);
    assert.match(refusal({ ...file, actions: 7 }), /at template\.actions/);
  });

  it('[T149] are judged by the rules of every import, each finding at its place', () => {
    const twice = { ...file, controls: [...file.controls, file.controls[0]] };
    const read = readTemplateJson(submit(twice));
    assert.ok(read?.ok);
    const plan = planImport(read.value, source, fromFile, emptyLibrary, countingIds());
    assert.deepEqual(
      plan.findings.map(({ rule, place }) => [rule, place]),
      [['duplicate-control', 'controls[3]']],
    );
  });

  it('[T149] take points and texts that break a rule as findings, and names of the prototype as names', () => {
    const [lock, ...others] = file.actions;
    const odd = {
      ...file,
      actions: [{ ...lock, points: 100 }, ...others],
      dimensionList: [...file.dimensionList, { key: '__proto__', values: ['constructor'], multiple: false }],
    };
    const read = readTemplateJson(submit(JSON.stringify(odd)));
    assert.ok(read?.ok);
    const plan = planImport(read.value, source, fromFile, emptyLibrary, countingIds());
    assert.deepEqual(
      plan.findings.map(({ rule, place }) => [rule, place]),
      [['points-not-whole', 'actions[0]']],
    );
  });

  it('[T149] leave out parents that neither they nor the organisation have, with a warning', () => {
    const [lock, ...others] = file.actions;
    const read = readTemplateJson(
      submit({ ...file, actions: [{ ...lock, parents: ['Watch', 'Elsewhere'] }, ...others] }),
    );
    assert.ok(read?.ok);
    const plan = planImport(read.value, source, fromFile, emptyLibrary, countingIds());
    assert.deepEqual(
      plan.findings.map(({ rule, severity }) => [rule, severity]),
      [['parent-left-out', 'warning']],
    );
    const watch = plan.actions.find(({ title }) => title === 'Watch')?.id;
    assert.deepEqual(plan.actions.find(({ points }) => points === 27)?.parents, [watch]);
  });
});
