import assert from 'node:assert/strict';
import type { ActionId, TemplateId } from '#engine/contract/model/ids';
import type { Template } from '#engine/contract/model/template';
import type { BuiltInLibrary } from '#engine/domain/templates/built-in';
import type { TemplateLibrary } from '#engine/domain/templates/library';
import { type BuiltInPlan, planBuiltIn } from '#engine/domain/templates/plan-built-in';
import { builtInAction, builtInLibrary } from '#test/support/built-in-library';
import { emptyLibrary, libraryAction, libraryWith } from '#test/support/template-builders';

const digest = (text: string): string => text; // equal texts, equal sums

/** What the organisation has, version by version. */
type Shelf = { readonly library: TemplateLibrary; readonly versions: readonly Template[] };
const emptyShelf: Shelf = { library: emptyLibrary, versions: [] };

function plan(builtIn: BuiltInLibrary, { library, versions }: Shelf): BuiltInPlan {
  const versionOf = (id: TemplateId, version: number) =>
    versions.find((one) => one.id === id && one.version === version) ?? null;
  return planBuiltIn(builtIn, library, versionOf, digest);
}

function put(
  shelf: Shelf,
  { templates, ...rest }: Pick<BuiltInPlan, 'templates' | 'actions' | 'owners' | 'dimensions'>,
): Shelf {
  let library = libraryWith(shelf.library, { ...rest, template: null });
  for (const template of templates) {
    library = libraryWith(library, { template, actions: [], owners: [], dimensions: [] });
  }
  return { library, versions: [...shelf.versions, ...templates] };
}

const nothing = { actions: [], owners: [], dimensions: [] };
const newest = ({ library }: Shelf): Template | undefined => library.templates[0];
const changes = ({ actions, templates }: BuiltInPlan) => [
  actions.map(({ id }) => id),
  templates.map(({ version }) => version),
];
const first = builtInLibrary({ iso: { 'A-1': 'Lock doors', 'A-2': 'Watch doors;;Lock doors' } });

describe('bringing in built-in templates', () => {
  it('[T103] adds what is missing under the ids it has everywhere, and nothing the second time', () => {
    const planned = plan(first, emptyShelf);
    assert.deepEqual(changes(planned), [['lock-doors', 'watch-doors'], [1]]);
    const [template] = planned.templates;
    assert.deepEqual([template?.id, template?.status, template?.source.kind], ['iso', 'Approved', 'built-in']);
    assert.deepEqual(
      template?.controls.map(({ actions }) => actions.map(({ action }) => action)),
      [['lock-doors'], ['watch-doors', 'lock-doors']],
    );
    assert.deepEqual(changes(plan(first, put(emptyShelf, planned))), [[], []]);
  });

  it('[T104] a changed template becomes the next version, an action that changed alone no version', () => {
    const shelf = put(emptyShelf, plan(first, emptyShelf));
    const second = builtInLibrary({ iso: { 'A-1': 'Lock doors', 'A-3': 'Watch doors' } });
    const next = plan(second, shelf);
    assert.deepEqual(changes(next), [[], [2]]);
    assert.deepEqual(
      next.templates[0]?.controls.map(({ id }) => id),
      ['A-1', 'A-3'],
    );
    const rewritten = {
      ...first,
      actions: [builtInAction('Lock doors', { points: 27 }), builtInAction('Watch doors')],
    };
    const planned = plan(rewritten, shelf);
    assert.deepEqual(changes(planned), [['lock-doors'], []]);
    assert.equal(planned.actions[0]?.points, 27);
  });

  it('[T105] an action that was changed here stays as it is when the shipped one changes', () => {
    const shelf = put(emptyShelf, plan(first, emptyShelf));
    const [lock, watch] = shelf.library.actions;
    assert.ok(lock !== undefined && watch !== undefined);
    const mine = { ...lock, points: 5 };
    const described = { ...watch, descriptions: [...watch.descriptions, { title: 'Ours', text: 'At night.' }] };
    const edited = put(shelf, { ...nothing, actions: [mine, described], templates: [] });
    const rewritten = [builtInAction('Lock doors', { points: 27 }), builtInAction('Watch doors', { points: 9 })];
    const planned = plan({ ...first, actions: rewritten }, edited);
    const points = new Map(planned.actions.map((action) => [action.id as string, action]));
    assert.equal(points.get('lock-doors')?.points, 5);
    assert.equal(points.get('watch-doors')?.points, 9);
    assert.deepEqual(
      points.get('watch-doors')?.descriptions.map(({ title }) => title),
      ['Description', 'Ours'],
    );
    assert.deepEqual(changes(plan({ ...first, actions: rewritten }, put(edited, planned))), [[], []]);
  });

  it('[T106] an own action of the same title is cited and left alone; a template of a taken name is not added', () => {
    const own = libraryAction('own-1', 'LOCK DOORS ');
    const planned = plan(first, put(emptyShelf, { ...nothing, actions: [own], templates: [] }));
    assert.deepEqual(
      planned.actions.map(({ id }) => id),
      ['watch-doors'],
    );
    assert.deepEqual(planned.templates[0]?.controls[0]?.actions[0]?.action, 'own-1' as ActionId);
    const [template] = planned.templates;
    assert.ok(template !== undefined);
    const taken = {
      ...template,
      id: 'mine' as TemplateId,
      source: { kind: 'copy', file: null, sha256: null } as const,
    };
    const refused = plan(first, put(emptyShelf, { ...nothing, templates: [taken] }));
    assert.deepEqual(refused.templates, []);
    assert.match(refused.notes.join(), /"ISO" was not added/);
  });

  it('[T107] what was changed of a template here comes again on top of the new version, field by field', () => {
    const shelf = put(emptyShelf, plan(first, emptyShelf));
    const base = newest(shelf);
    assert.ok(base !== undefined);
    const [one, two] = base.controls;
    assert.ok(one !== undefined && two !== undefined);
    const mine: Template = {
      ...base,
      version: 2,
      source: { kind: 'copy', file: null, sha256: null },
      controls: [{ ...one, disabled: true, statement: 'Official.' }, two, { ...two, id: 'OWN-1' }],
    };
    const customised = put(shelf, { ...nothing, templates: [mine] });
    assert.deepEqual(changes(plan(first, customised)), [[], []]);
    const shipped = builtInLibrary(
      { iso: { 'A-1': 'Lock doors', 'A-2': 'Watch doors', 'A-3': 'Lock doors' } },
      { control: { 'A-1': { title: 'Doors' } } },
    );
    const planned = plan(shipped, customised);
    assert.deepEqual(changes(planned), [[], [3, 4]]);
    const [pure, carried] = planned.templates;
    assert.deepEqual(
      pure?.controls.map(({ id, disabled }) => [id, disabled]),
      [
        ['A-1', false],
        ['A-2', false],
        ['A-3', false],
      ],
    );
    assert.deepEqual(
      carried?.controls.map(({ id, title, disabled, statement }) => [id, title, disabled, statement]),
      [
        ['A-1', 'Doors', true, 'Official.'],
        ['A-2', 'Title of A-2', false, null],
        ['A-3', 'Title of A-3', false, null],
        ['OWN-1', 'Title of A-2', false, null],
      ],
    );
    assert.deepEqual(carried?.controls[1]?.actions.length, 1);
    const after = put(customised, planned);
    assert.deepEqual(changes(plan(shipped, after)), [[], []]);
    const again = plan(builtInLibrary({ iso: { 'A-1': 'Lock doors', 'A-3': 'Lock doors' } }), after);
    assert.deepEqual(
      again.templates.at(-1)?.controls.map(({ id, disabled }) => [id, disabled]),
      [
        ['A-1', true],
        ['A-3', false],
        ['OWN-1', false],
      ],
    );
  });
});
