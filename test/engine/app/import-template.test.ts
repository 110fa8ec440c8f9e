import assert from 'node:assert/strict';
import { createTemplateImports } from '#engine/app/import-template';
import type { TemplateFiles } from '#engine/app/ports';
import type { TemplateContent } from '#engine/contract/model/template';
import { templatesOf } from '#engine/domain/organisation/documents';
import { ok } from '#engine/domain/result';
import { contentOf, createTestOrganisation } from '#test/support/test-organisation';

/** Files whose content is whatever the test says. */
function filesOf(content: () => TemplateContent): TemplateFiles {
  return {
    inspect: async () => ok({ format: 'format-a', sheets: [], proposal: null, needs: [] }),
    read: async () => ok({ kind: 'format-a', content: content(), places: {}, findings: [] }),
    mark: async (file) => ok(file.bytes),
  };
}

const file = { name: 'own.xlsx', bytes: new Uint8Array([1]), companions: {} };
const asNew = { kind: 'new', name: 'Own', product: null, certification: null } as const;

async function withImports() {
  const test = await createTestOrganisation();
  let content = contentOf('Own', { 'C-1': ['Lock doors'], 'C-2': ['Back up'] });
  const imports = createTemplateImports(
    test.organisation,
    filesOf(() => content),
  );
  return {
    test,
    imports,
    submit: (next: TemplateContent) => {
      content = next;
    },
  };
}

describe('template imports', () => {
  it('[T90] stores nothing for a preview, everything at the commit, and the same answer for a retry', async () => {
    const { test, imports } = await withImports();
    const preview = await imports.preview(file, asNew, null);
    assert.ok(preview.ok);
    assert.equal(preview.value.plan.outcome, 'new-template');
    assert.equal(test.organisation.core.image.position, 0);
    const caller = test.caller();
    const first = await imports.commit(preview.value.id, caller);
    const position = test.organisation.core.image.position;
    assert.deepEqual(await imports.commit(preview.value.id, caller), first);
    assert.equal(test.organisation.core.image.position, position);
    assert.equal(templatesOf(test.organisation.core.image).length, 1);
  });

  it('[T91] changes nothing when an unchanged file is imported as the next version', async () => {
    const { test, imports } = await withImports();
    const preview = await imports.preview(file, asNew, null);
    assert.ok(preview.ok);
    const committed = await imports.commit(preview.value.id, test.caller());
    assert.ok(committed.ok && committed.value.template !== null);
    const position = test.organisation.core.image.position;
    const again = await imports.preview(file, { kind: 'next', template: committed.value.template }, null);
    assert.ok(again.ok);
    assert.equal(again.value.plan.outcome, 'unchanged');
    assert.ok((await imports.commit(again.value.id, test.caller())).ok);
    assert.equal(test.organisation.core.image.position, position);
  });

  it('[T92] plans anew at the commit, so that two previews of one new name do not both become templates', async () => {
    const { test, imports } = await withImports();
    const [one, two] = [await imports.preview(file, asNew, null), await imports.preview(file, asNew, null)];
    assert.ok(one.ok && two.ok);
    assert.ok((await imports.commit(one.value.id, test.caller())).ok);
    const second = await imports.commit(two.value.id, test.caller());
    assert.equal(!second.ok && second.error.code, 'has-errors');
  });

  it('[T93] refuses to commit a file with errors and leaves no trace of it', async () => {
    const { test, imports, submit } = await withImports();
    const sound = contentOf('Own', { 'C-1': ['Lock doors'] });
    submit({ ...sound, controls: [...sound.controls, ...sound.controls] });
    const preview = await imports.preview(file, asNew, null);
    assert.ok(preview.ok && preview.value.plan.findings.some(({ rule }) => rule === 'duplicate-control'));
    const refused = await imports.commit(preview.value.id, test.caller());
    assert.equal(!refused.ok && refused.error.code, 'has-errors');
    assert.equal(test.organisation.core.image.position, 0);
  });

  it('[T94] makes a copy with own controls added, changed and disabled, through the same preview', async () => {
    const { test, imports } = await withImports();
    const source = await test.template('Source', {
      'C-1': ['Lock doors'],
      'C-2': ['Back up'],
      'C-3': ['Train people'],
    });
    const naming = { name: 'Ours', product: 'Our product', certification: 'Our standard' };
    const control = {
      ...{ id: 'X-1', title: 'Own', family: 'Own', description: 'Own.', link: null, articleId: null, version: null },
      actions: [{ title: 'Back up', description: null }],
    };
    const preview = imports.previewCopy(
      source,
      { kind: 'copy', ...naming },
      {
        dimensions: [],
        actions: [],
        controls: [
          { kind: 'add', control },
          { kind: 'change', id: 'C-1', to: { title: 'Lock every door', version: undefined } },
          { kind: 'disable', id: 'C-3' },
        ],
      },
    );
    assert.deepEqual(
      preview.plan.findings.filter(({ severity }) => severity === 'error'),
      [],
    );
    assert.ok((await imports.commit(preview.id, test.caller())).ok);
    const copy = templatesOf(test.organisation.core.image).find(({ name }) => name === 'Ours');
    assert.deepEqual(
      copy?.controls.map(({ id, title, disabled }) => [id, title, disabled]),
      [
        ['C-1', 'Lock every door', false],
        ['C-2', 'Control C-2', false],
        ['C-3', 'Control C-3', true],
        ['X-1', 'Own', false],
      ],
    );
    const marked = await imports.marked(preview.id);
    assert.equal(marked.ok, false);
  });

  it('[T95] keeps column mappings by name', async () => {
    const { test, imports } = await withImports();
    const mapping = {
      name: 'Ours',
      sheet: 'S',
      headerRow: 1,
      columns: { controlId: 'Id' },
      fillDown: true,
      defaultPoints: 9,
    };
    await imports.saveMapping(mapping, test.caller());
    await imports.saveMapping({ ...mapping, headerRow: 3 }, test.caller());
    await imports.saveMapping({ ...mapping, name: 'Theirs' }, test.caller());
    assert.deepEqual(
      imports.mappings().map(({ name, headerRow }) => [name, headerRow]),
      [
        ['Ours', 3],
        ['Theirs', 1],
      ],
    );
  });
});
