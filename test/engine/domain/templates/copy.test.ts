import assert from 'node:assert/strict';
import type { TemplateId } from '#engine/contract/model/ids';
import { type CopyChoice, planCopy, type TemplateEdits } from '#engine/domain/templates/copy';
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

const ids = countingIds();
const source = { kind: 'oscal', file: null, sha256: null } as const;

function organisation(): { readonly library: TemplateLibrary; readonly id: TemplateId } {
  const content = contentOf(
    [controlOf('C1', 'Ours'), controlOf('M1', 'Theirs', { responsibility: 'provider' })],
    [actionOf('Ours'), actionOf('Theirs', { responsibility: 'provider' })],
    { acknowledgement: 'From the standard', inScopeServices: ['Mail'] },
  );
  const plan = planImport({ content, places: {}, findings: [] }, source, asNew, emptyLibrary, ids);
  assert.ok(plan.template !== null);
  return { library: libraryWith(emptyLibrary, plan), id: plan.template.id };
}

const nothing: TemplateEdits = { dimensions: [], controls: [], actions: [] };
const asCopy: CopyChoice = { kind: 'copy', name: 'Copy', product: null, certification: null };

const { actions: _actions, disabled: _disabled, ...own } = controlOf('OWN-1', '');
const ownControl = { ...own, actions: [{ title: 'ours', description: null }] };

describe('copying and customising templates', () => {
  it('[T28] a copy is a new template with the same controls, actions and services', () => {
    const { library, id } = organisation();
    const { template, outcome, actions } = planCopy(id, asCopy, nothing, library, ids);
    const original = library.templates[0];
    assert.equal(outcome, 'new-template');
    assert.notEqual(template?.id, id);
    assert.deepEqual(template?.controls, original?.controls);
    assert.deepEqual(
      [template?.products, template?.inScopeServices, template?.acknowledgement],
      [['Product'], ['Mail'], 'From the standard'],
    );
    assert.deepEqual([template?.source.kind, template?.status, actions], ['copy', 'Imported', []]);
  });

  it('[T28] an own control is customer-managed and finds its actions by title', () => {
    const { library, id } = organisation();
    const edits: TemplateEdits = {
      ...nothing,
      controls: [
        {
          kind: 'add',
          control: { ...ownControl, actions: [...ownControl.actions, { title: 'Brand new', description: null }] },
        },
      ],
      actions: [actionOf('Brand new')],
    };
    const { template, actions } = planCopy(id, asCopy, edits, library, ids);
    const added = template?.controls.at(-1);
    assert.deepEqual([added?.id, added?.responsibility, added?.actions.length], ['OWN-1', 'customer', 2]);
    assert.equal(added?.actions[0]?.action, library.actions.find(({ title }) => title === 'Ours')?.id);
    assert.deepEqual(
      actions.map(({ title }) => title),
      ['Brand new'],
    );
  });

  it('[T28] customer-managed controls are changed and disabled in a next version of the template itself', () => {
    const { library, id } = organisation();
    const edits: TemplateEdits = {
      ...nothing,
      controls: [
        { kind: 'change', id: 'C1', to: { title: 'Better' } },
        { kind: 'disable', id: 'C1' },
      ],
    };
    const { template, outcome, difference } = planCopy(id, { kind: 'customise' }, edits, library, ids);
    assert.deepEqual([outcome, template?.id, template?.version], ['new-version', id, 2]);
    assert.deepEqual(difference.controls.changed, [{ name: 'C1 Better', fields: ['title', 'disabled'] }]);
  });

  it("[T28] the provider's controls are left alone, and unknown ones are named", () => {
    const { library, id } = organisation();
    const edits: TemplateEdits = {
      ...nothing,
      controls: [
        { kind: 'disable', id: 'M1' },
        { kind: 'enable', id: 'Nothing' },
      ],
    };
    const { outcome, findings } = planCopy(id, asCopy, edits, library, ids);
    assert.equal(outcome, 'refused');
    assert.deepEqual(
      findings.map(({ rule, value }) => [rule, value]),
      [
        ['provider-control', 'M1'],
        ['unknown-control', 'Nothing'],
      ],
    );
  });

  it('[T28] a copy of nothing, or with a control id twice, is refused', () => {
    const { library, id } = organisation();
    const rulesOf = (template: TemplateId, edits: TemplateEdits) =>
      planCopy(template, asCopy, edits, library, ids).findings.map(({ rule }) => rule);
    assert.deepEqual(rulesOf('none' as TemplateId, nothing).slice(0, 1), ['unknown-template']);
    const twice: TemplateEdits = { ...nothing, controls: [{ kind: 'add', control: { ...ownControl, id: 'C1' } }] };
    assert.deepEqual(rulesOf(id, twice), ['duplicate-control']);
  });
});
