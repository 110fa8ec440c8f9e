import assert from 'node:assert/strict';
import { createActionLibrary } from '#engine/app/action-library';
import { createTemplateImports } from '#engine/app/import-template';
import { createOrganisationLists } from '#engine/app/organisation-lists';
import { acceptForGroup } from '#engine/app/template-updates';
import {
  type ActionFilter,
  type ActionInput,
  actionFilter,
  actionInput,
} from '#engine/contract/http/organisation-lists';
import type { ActionId } from '#engine/contract/model/ids';
import { actionOf, documentRef, documentsOf, putDocument } from '#engine/domain/organisation/documents';
import { err, ok } from '#engine/domain/result';
import { contentOf, createTestOrganisation } from '#test/support/test-organisation';

const nothing = { code: 'none', message: '' };

async function withLibrary() {
  const test = await createTestOrganisation();
  const library = createActionLibrary(test.organisation);
  const lists = createOrganisationLists(test.organisation);
  const template = await test.template('Mail', { 'C-1': ['Lock doors', 'Back up'], 'C-2': ['Lock doors'] });
  await lists.addOwner({ name: 'Porter', description: '' }, test.caller());
  await lists.addDimension({ key: 'Zone', multiple: false, values: ['DMZ', 'LAN'] }, test.caller());
  const { image } = test.organisation.core;
  const idOf = (title: string): ActionId => {
    const found = documentsOf(image, 'action').find((action) => action.title === title);
    assert.ok(found !== undefined, title);
    return found.id;
  };
  const wanted = (more: Partial<ActionInput> = {}): ActionInput =>
    actionInput.parse({
      title: 'Train people',
      points: 5,
      type: 'Operational',
      descriptions: [{ title: '', text: 'Do.' }],
      ...more,
    });
  const add = async (more: Partial<ActionInput> = {}) => library.add(wanted(more), test.caller());
  const list = (filter: Partial<ActionFilter> = {}) => library.list(actionFilter.parse(filter));
  const titles = (filter: Partial<ActionFilter> = {}) => list(filter).actions.map(({ title }) => title);
  const ship = (id: ActionId) =>
    test.organisation.core.execute<null, never>({
      meta: test.organisation.meta(`ship-${id}`, test.caller().actor, 'system'),
      decide(draft) {
        const action = actionOf(draft.image, id);
        assert.ok(action !== null);
        putDocument<'action'>(draft.emit, documentRef('action', id), { ...action, shipped: 'digest' });
        return ok(null);
      },
      recall: () => null,
    });
  return { test, library, template, image, idOf, wanted, add, list, titles, ship };
}

function codeOf(result: { readonly ok: boolean; readonly error?: { readonly code: string } }): string {
  return result.ok ? 'ok' : (result.error?.code ?? '');
}

describe('the library of actions', () => {
  it('[T157] lists customer actions by title, filtered, page by page, with the templates that cite each', async () => {
    const { add, list, titles, ship, idOf } = await withLibrary();
    const dimensions = [{ key: 'zone', value: 'dmz' }];
    assert.ok((await add({ owners: ['porter'], dimensions, category: 'Security', purpose: 'Detective' })).ok);
    await ship(idOf('Back up'));
    assert.deepEqual(titles(), ['Back up', 'Lock doors', 'Train people']);
    assert.deepEqual([list({ limit: 1, from: 1 }).total, titles({ limit: 1, from: 1 })], [3, ['Lock doors']]);
    assert.deepEqual(titles({ from: 9 }), []);
    assert.deepEqual(titles({ search: ' HOW lock ' }), ['Lock doors']);
    assert.deepEqual(titles({ owner: 'PORTER' }), ['Train people']);
    assert.deepEqual(titles({ dimension: 'Zone::DMZ' }), ['Train people']);
    assert.deepEqual(titles({ dimension: 'Zone::LAN' }), []);
    assert.deepEqual(titles({ dimension: 'Action Purpose::detective' }), ['Train people']);
    assert.deepEqual(titles({ type: 'operational', source: 'own' }), ['Lock doors', 'Train people']);
    assert.deepEqual(titles({ source: 'built-in' }), ['Back up']);
    const [backUp, lock, train] = list().actions;
    assert.deepEqual([backUp?.builtIn, lock?.builtIn], [true, false]);
    assert.deepEqual(
      lock?.usedBy.map(({ name, controls }) => [name, controls]),
      [['Mail', 2]],
    );
    assert.deepEqual(
      [train?.usedBy, train?.owners, train?.dimensions],
      [[], ['Porter'], [{ key: 'Zone', value: 'DMZ' }]],
    );
  });

  it('[T157] shows no action of the provider', async () => {
    const { test, titles, library } = await withLibrary();
    const content = contentOf('Cloud', { 'P-1': ['Guard'] });
    const actions = content.actions.map((action) => ({ ...action, responsibility: 'provider' }) as const);
    await test.template('Cloud', { 'P-1': ['Guard'] }, { actions });
    assert.equal(titles({ search: 'guard' }).length, 0);
    const guard = documentsOf(test.organisation.core.image, 'action').find(({ title }) => title === 'Guard');
    assert.equal(library.one(guard?.id ?? ('' as ActionId)), null);
    assert.equal(codeOf(await library.remove(guard?.id ?? ('' as ActionId), test.caller())), 'unknown-action');
  });

  it('[T158] takes an action by the rules of an import, and says of every part that breaks one where it is', async () => {
    const { add, image } = await withLibrary();
    const before = documentsOf(image, 'action').length;
    const wrong = await add({
      ...{ type: 'Dance', owners: ['Porter', 'Nobody'], category: 'Sport', parents: ['none' as ActionId] },
      descriptions: [
        { title: 'A', text: ' ' },
        { title: 'a', text: '' },
      ],
      dimensions: [
        { key: 'Zone', value: 'DMZ' },
        { key: 'Zone', value: 'LAN' },
        { key: 'Zone', value: 'Moon' },
        { key: 'Action Type', value: 'Technical' },
      ],
    });
    assert.ok(!wrong.ok && 'issues' in wrong.error);
    assert.equal(wrong.error.code, 'invalid-action');
    assert.deepEqual(wrong.error.issues?.map(({ path }) => path).sort(), [
      'body.category',
      'body.descriptions',
      'body.descriptions[1]',
      'body.dimensions',
      'body.dimensions[2]',
      'body.dimensions[3]',
      'body.owners[1]',
      'body.parents[0]',
      'body.type',
    ]);
    assert.equal(codeOf(await add({ title: ' lock DOORS ' })), 'duplicate-title');
    assert.equal(documentsOf(image, 'action').length, before);
  });

  it('[T158] gives a retry the same action', async () => {
    const { library, wanted, test, list } = await withLibrary();
    const caller = test.caller();
    const [first, second] = [await library.add(wanted(), caller), await library.add(wanted(), caller)];
    assert.ok(first.ok);
    assert.deepEqual(first, second);
    assert.equal(list().total, 3);
  });

  it('[T158] lets a template cite it by its title', async () => {
    const { add, test, template, list } = await withLibrary();
    assert.ok((await add()).ok);
    const imports = createTemplateImports(test.organisation, {
      inspect: async () => err(nothing),
      read: async () => err(nothing),
      mark: async () => err(nothing),
    });
    const actions = [{ title: 'Train people', description: null }];
    const to = { actions };
    const edits = { dimensions: [], controls: [{ kind: 'change', id: 'C-2', to } as const], actions: [] };
    const preview = imports.previewCopy(template, { kind: 'customise' }, edits);
    assert.deepEqual(preview.plan.findings, []);
    assert.ok((await imports.commit(preview.id, test.caller())).ok);
    assert.deepEqual(
      list({ search: 'train' }).actions[0]?.usedBy.map(({ controls }) => controls),
      [1],
    );
  });

  it('[T159] changes an own action for everybody who has it, and never one of the program', async () => {
    const { library, idOf, wanted, test, image, ship } = await withLibrary();
    const id = idOf('Lock doors');
    const changed = await library.change(
      id,
      wanted({ title: 'Lock all doors', points: 27, secureScoreControl: 'AdminMFA' }),
      test.caller(),
    );
    assert.ok(changed.ok);
    assert.deepEqual([changed.value.id, changed.value.points, changed.value.secureScoreControl], [id, 27, 'AdminMFA']);
    assert.deepEqual(actionOf(image, id)?.descriptions, [{ title: '', text: 'Do.' }]);
    const { position } = test.organisation.core.head();
    assert.ok(
      (
        await library.change(
          id,
          wanted({ title: 'Lock all doors', points: 27, secureScoreControl: 'AdminMFA' }),
          test.caller(),
        )
      ).ok,
    );
    assert.equal(test.organisation.core.head().position, position);
    assert.equal(codeOf(await library.change(id, wanted({ title: 'Back up' }), test.caller())), 'duplicate-title');
    await ship(id);
    for (const result of [await library.change(id, wanted(), test.caller()), await library.remove(id, test.caller())]) {
      assert.equal(codeOf(result), 'built-in');
    }
    assert.equal(codeOf(await library.change('none' as ActionId, wanted(), test.caller())), 'unknown-action');
  });

  it('[T159] keeps the title of a description that a control has picked', async () => {
    const { library, wanted, test, idOf } = await withLibrary();
    const content = contentOf('Picky', { 'D-1': ['Watch'] });
    const descriptions = [
      { title: 'By day', text: 'Look.' },
      { title: 'By night', text: 'Listen.' },
    ];
    await test.template(
      'Picky',
      { 'D-1': ['Watch'] },
      {
        actions: content.actions.map((action) => ({ ...action, descriptions })),
        controls: content.controls.map((control) => ({
          ...control,
          actions: [{ title: 'Watch', description: 'By night' }],
        })),
      },
    );
    const change = (next: typeof descriptions) =>
      library.change(idOf('Watch'), wanted({ title: 'Watch', descriptions: next }), test.caller());
    const kept = await change(descriptions.slice(0, 1));
    assert.ok(!kept.ok && 'uses' in kept.error);
    assert.deepEqual([kept.error.code, kept.error.uses?.shown[0]?.name], ['in-use', 'Picky']);
    assert.ok((await change([{ title: 'By night', text: 'Listen well.' }])).ok);
  });

  it('[T159] makes no circle of parents', async () => {
    const { library, wanted, add, test, idOf } = await withLibrary();
    const child = await add({ parents: [idOf('Lock doors')] });
    assert.ok(child.ok);
    const grandchild = await add({ title: 'Third', parents: [child.value.id] });
    assert.ok(grandchild.ok);
    for (const parent of [grandchild.value.id, idOf('Lock doors')]) {
      const circle = await library.change(
        idOf('Lock doors'),
        wanted({ title: 'Lock doors', parents: [parent] }),
        test.caller(),
      );
      assert.ok(!circle.ok && 'issues' in circle.error);
      assert.deepEqual(
        circle.error.issues?.map(({ path }) => path),
        ['body.parents[0]'],
      );
    }
  });

  it('[T160] deletes an own action only when no control cites it and no action has it as a parent', async () => {
    const { library, add, test, idOf, template, image } = await withLibrary();
    const lock = idOf('Lock doors');
    const cited = await library.remove(lock, test.caller());
    assert.ok(!cited.ok && 'uses' in cited.error);
    assert.deepEqual([cited.error.code, cited.error.uses?.shown.map(({ name }) => name)], ['in-use', ['Mail']]);
    const [parent, child] = [await add(), await add({ title: 'Child' })];
    assert.ok(parent.ok && child.ok);
    await library.change(
      child.value.id,
      actionInput.parse({ ...child.value, parents: [parent.value.id] }),
      test.caller(),
    );
    const named = await library.remove(parent.value.id, test.caller());
    assert.ok(!named.ok && 'uses' in named.error);
    assert.deepEqual(
      named.error.uses?.shown.map(({ kind, name }) => [kind, name]),
      [['action', 'Child']],
    );
    assert.ok((await library.remove(child.value.id, test.caller())).ok);
    assert.ok((await library.remove(parent.value.id, test.caller())).ok);
    assert.equal(actionOf(image, parent.value.id), null);
    assert.equal(library.one(parent.value.id), null);
    assert.notEqual(template, undefined);
  });

  it('[T160] keeps an action that an assessment on an older version cites', async () => {
    const { library, test, idOf, template } = await withLibrary();
    const assessment = await test.open('First', template);
    const imports = createTemplateImports(test.organisation, {
      inspect: async () => err(nothing),
      read: async () =>
        ok({ kind: 'mapping', content: contentOf('Mail', { 'C-1': ['Lock doors'] }), places: {}, findings: [] }),
      mark: async () => err(nothing),
    });
    const file = { name: 'a.xlsx', bytes: new Uint8Array([1]), companions: {} };
    const preview = await imports.preview(file, { kind: 'next', template }, null);
    assert.ok(preview.ok && (await imports.commit(preview.value.id, test.caller())).ok);
    assert.equal(codeOf(await library.remove(idOf('Back up'), test.caller())), 'in-use');
    assert.ok((await acceptForGroup(test.organisation, assessment.group, null, test.caller())).ok);
    assert.equal(codeOf(await library.remove(idOf('Back up'), test.caller())), 'ok');
  });
});
