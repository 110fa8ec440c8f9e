import assert from 'node:assert/strict';
import { createOrganisationLists } from '#engine/app/organisation-lists';
import type { DimensionChange } from '#engine/contract/http/organisation-lists';
import type { ActionId } from '#engine/contract/model/ids';
import { documentRef, documentsOf, putDocument } from '#engine/domain/organisation/documents';
import { ok } from '#engine/domain/result';
import { contentOf, createTestOrganisation } from '#test/support/test-organisation';

/** A template whose one action has a zone, an owner and a type of its own; nothing names the zone `LAN`. */
async function withLists() {
  const test = await createTestOrganisation();
  const lists = createOrganisationLists(test.organisation);
  const [action] = contentOf('Mail', { 'C-1': ['Lock doors'] }).actions;
  assert.ok(action !== undefined);
  const template = await test.template(
    'Mail',
    { 'C-1': ['Lock doors'] },
    {
      dimensions: [{ key: 'Region', value: 'North' }],
      owners: [{ name: 'Porter', description: 'Who has the keys' }],
      dimensionList: [
        { key: 'Zone', values: ['DMZ', 'LAN'], multiple: true },
        { key: 'Region', values: ['North'], multiple: false },
        { key: 'Action Type', values: ['Paperwork'], multiple: false },
      ],
      actions: [{ ...action, owners: ['Porter'], type: 'Paperwork', dimensions: [{ key: 'Zone', value: 'DMZ' }] }],
    },
  );
  await test.open('First', template);
  const { image } = test.organisation.core;
  const byKey = (key: string) => lists.dimensions().find((one) => one.key === key);
  const idOf = (key: string): string => byKey(key)?.id ?? '';
  const change = async (key: string, more: Partial<DimensionChange>) => {
    const result = await lists.changeDimension(idOf(key), { add: [], rename: [], remove: [], ...more }, test.caller());
    return result.ok ? 'ok' : result.error.code;
  };
  const owner = (name: string) => lists.owners().find((one) => one.name === name);
  const lockDoors = () => documentsOf(image, 'action').find(({ title }) => title === 'Lock doors');
  return { test, lists, byKey, idOf, change, owner, lockDoors };
}

describe('dimensions', () => {
  it('[T151] are listed with how many things name each key and value, those of the program first', async () => {
    const { lists, byKey } = await withLists();
    const keys = lists.dimensions().map(({ key }) => key);
    assert.deepEqual([keys[0], keys.length, keys.slice(-2)], ['Action Category', 9, ['Region', 'Zone']]);
    const zone = byKey('Zone');
    assert.deepEqual([zone?.builtIn, zone?.open, zone?.multiple], [false, true, true]);
    assert.deepEqual(zone?.uses, { actions: 1, templates: 0, assessments: 0 });
    assert.deepEqual(
      zone?.values.map(({ value, uses }) => [value, uses.actions]),
      [
        ['DMZ', 1],
        ['LAN', 0],
      ],
    );
    const product = byKey('Product')?.uses;
    assert.deepEqual(product, { actions: 0, templates: 1, assessments: 1 });
    assert.equal(byKey('Region')?.values[0]?.uses.templates, 1);
    const types = byKey('Action Type')?.values;
    assert.deepEqual(types?.at(-1), {
      value: 'Paperwork',
      builtIn: false,
      uses: { actions: 1, templates: 0, assessments: 0 },
    });
    assert.equal(types?.[0]?.builtIn, true);
  });

  it('[T151] are added under a key nobody has, letter case aside, and known to every import from then on', async () => {
    const { lists, test, byKey } = await withLists();
    const added = await lists.addDimension({ key: 'Länder', multiple: true, values: ['Österreich'] }, test.caller());
    assert.ok(added.ok);
    assert.deepEqual([added.value.key, added.value.values[0]?.value], ['Länder', 'Österreich']);
    for (const key of ['länder', 'ZONE', 'action type']) {
      const again = await lists.addDimension({ key, multiple: false, values: [] }, test.caller());
      assert.equal(again.ok ? 'ok' : again.error.code, 'duplicate-dimension', key);
    }
    const doubled = await lists.addDimension({ key: 'Other', multiple: false, values: ['a', 'A '] }, test.caller());
    assert.equal(doubled.ok, false);
    assert.equal(byKey('Other'), undefined);
    const more = { dimensions: [{ key: 'Länder', value: 'österreich' }] };
    await test.template('Second', { 'S-1': ['Second'] }, more);
    assert.equal(byKey('Länder')?.uses.templates, 1);
  });

  it('[T151] give the same answer to a retry', async () => {
    const { lists, test } = await withLists();
    const caller = test.caller();
    const wanted = { key: 'Site', multiple: false, values: ['A'] };
    const [first, second] = [await lists.addDimension(wanted, caller), await lists.addDimension(wanted, caller)];
    assert.ok(first.ok);
    assert.deepEqual(first, second);
  });

  it('[T152] rename a value in every action that has it, in one command', async () => {
    const { change, lockDoors, byKey, test } = await withLists();
    const before = test.organisation.core.head().position;
    assert.equal(await change('Zone', { rename: [{ from: 'dmz', to: 'Outer zone' }] }), 'ok');
    assert.deepEqual(lockDoors()?.dimensions, [{ key: 'Zone', value: 'Outer zone' }]);
    assert.equal(await change('Action Type', { rename: [{ from: 'Paperwork', to: 'Paper' }] }), 'ok');
    assert.equal(lockDoors()?.type, 'Paper');
    assert.deepEqual(
      byKey('Zone')?.values.map(({ value }) => value),
      ['Outer zone', 'LAN'],
    );
    assert.equal(test.organisation.core.head().position, before + 4);
  });

  it('[T152] change the letter case of a value, and refuse one that is there already', async () => {
    const { change, byKey } = await withLists();
    assert.equal(await change('Zone', { rename: [{ from: 'LAN', to: 'Lan' }] }), 'ok');
    assert.equal(await change('Zone', { rename: [{ from: 'Lan', to: 'dmz' }] }), 'duplicate-dimension');
    assert.equal(await change('Zone', { add: ['dmz'] }), 'duplicate-dimension');
    assert.equal(await change('Zone', { add: ['X'], rename: [{ from: 'Nowhere', to: 'Y' }] }), 'unknown-dimension');
    assert.deepEqual(
      byKey('Zone')?.values.map(({ value }) => value),
      ['DMZ', 'Lan'],
    );
  });

  it('[T153] keep what templates and assessments name, and say who does', async () => {
    const { lists, idOf, change, test } = await withLists();
    const rename = { add: [], remove: [], rename: [{ from: 'North', to: 'South' }] };
    const refused = await lists.changeDimension(idOf('Region'), rename, test.caller());
    assert.ok(!refused.ok && 'uses' in refused.error);
    assert.equal(refused.error.code, 'in-use');
    assert.deepEqual(
      refused.error.uses?.shown.map(({ kind, name }) => [kind, name]),
      [['template', 'Mail']],
    );
    assert.match(refused.error.message, /named by the template "Mail"/);
    assert.equal(await change('Region', { remove: ['North'] }), 'in-use');
  });

  it('[T153] lose a value or a key only when nothing names it', async () => {
    const { lists, idOf, change, test, byKey, lockDoors } = await withLists();
    assert.equal(await change('Zone', { remove: ['DMZ'] }), 'in-use');
    assert.equal(await change('Zone', { remove: ['lan'] }), 'ok');
    const refused = await lists.deleteDimension(idOf('Zone'), test.caller());
    assert.ok(!refused.ok && 'uses' in refused.error);
    assert.deepEqual(refused.error.uses?.shown, [{ kind: 'action', id: lockDoors()?.id, name: 'Lock doors' }]);
    assert.equal((await lists.deleteDimension('none', test.caller())).ok, false);
    await lists.addDimension({ key: 'Site', multiple: false, values: ['A'] }, test.caller());
    const site = idOf('Site');
    assert.ok((await lists.deleteDimension(site, test.caller())).ok);
    assert.equal(byKey('Site'), undefined);
    assert.ok((await lists.addDimension({ key: 'SITE', multiple: true, values: [] }, test.caller())).ok);
    assert.equal(byKey('SITE')?.multiple, true);
  });

  it('[T153] take one value again only when nothing has several', async () => {
    const { change, test, lockDoors } = await withLists();
    const zones = [
      { key: 'Zone', value: 'DMZ' },
      { key: 'Zone', value: 'LAN' },
    ];
    const present = lockDoors();
    assert.ok(present !== undefined);
    const put = (dimensions: typeof zones) =>
      test.organisation.core.execute<null, never>({
        meta: test.organisation.meta(test.caller().command, test.caller().actor, 'api'),
        decide(draft) {
          const ref = documentRef('action', present.id as ActionId);
          putDocument<'action'>(draft.emit, ref, { ...present, dimensions });
          return ok(null);
        },
        recall: () => null,
      });
    await put(zones);
    assert.equal(await change('Zone', { multiple: false }), 'in-use');
    await put(zones.slice(1));
    assert.equal(await change('Zone', { multiple: false }), 'ok');
  });

  it('[T154] of the program stay, with the values they came with; others can be added and taken away again', async () => {
    const { lists, idOf, change, test, byKey } = await withLists();
    assert.equal(await change('Action Type', { remove: ['Technical'] }), 'built-in');
    assert.equal(await change('Action Type', { rename: [{ from: 'technical', to: 'Tech' }] }), 'built-in');
    assert.equal(await change('Action Category', { multiple: true }), 'built-in');
    assert.equal(await change('Action Purpose', { add: ['Deterrent'] }), 'built-in');
    assert.deepEqual([byKey('Action Purpose')?.open, byKey('Action Enforcement')?.open], [false, false]);
    const deleted = await lists.deleteDimension(idOf('Product'), test.caller());
    assert.equal(deleted.ok ? 'ok' : deleted.error.code, 'built-in');
    assert.equal(await change('Product', { add: ['Contoso ERP'] }), 'ok');
    assert.equal(byKey('Product')?.values.at(-1)?.value, 'Contoso ERP');
    assert.equal(await change('Product', { remove: ['Contoso ERP'] }), 'ok');
  });
});

describe('owners', () => {
  it('[T155] are listed with how many actions name them, added once, and described anew', async () => {
    const { lists, owner, test } = await withLists();
    assert.deepEqual([owner('Porter')?.actions, owner('Porter')?.description], [1, 'Who has the keys']);
    const added = await lists.addOwner({ name: '=Cleaner', description: 'Sweeps' }, test.caller());
    assert.deepEqual(added.ok && [added.value.name, added.value.actions], ['=Cleaner', 0]);
    const again = await lists.addOwner({ name: 'PORTER', description: '' }, test.caller());
    assert.equal(again.ok ? 'ok' : again.error.code, 'duplicate-owner');
    const described = await lists.describeOwner(owner('Porter')?.id ?? '', 'Has all keys', test.caller());
    assert.deepEqual(described.ok && [described.value.name, described.value.description], ['Porter', 'Has all keys']);
    assert.equal((await lists.describeOwner('none', 'x', test.caller())).ok, false);
  });

  it('[T156] that actions name go only where another takes the actions over', async () => {
    const { lists, owner, test, lockDoors } = await withLists();
    const porter = owner('Porter')?.id ?? '';
    const refused = await lists.deleteOwner(porter, null, test.caller());
    assert.ok(!refused.ok && 'uses' in refused.error);
    assert.deepEqual([refused.error.code, refused.error.uses?.total], ['in-use', 1]);
    for (const nobody of ['none', porter]) {
      const result = await lists.deleteOwner(porter, nobody, test.caller());
      assert.equal(result.ok ? 'ok' : result.error.code, 'unknown-owner');
    }
    const cleaner = await lists.addOwner({ name: 'Cleaner', description: '' }, test.caller());
    assert.ok(cleaner.ok);
    const caller = test.caller();
    const gone = await lists.deleteOwner(porter, cleaner.value.id, caller);
    assert.deepEqual(gone.ok && gone.value, { id: porter, actions: 1 });
    assert.deepEqual(await lists.deleteOwner(porter, cleaner.value.id, caller), gone);
    assert.deepEqual(lockDoors()?.owners, ['Cleaner']);
    assert.equal(owner('Porter'), undefined);
  });

  it('[T156] stay where actions of the program name them', async () => {
    const { lists, owner, test, lockDoors } = await withLists();
    const present = lockDoors();
    assert.ok(present !== undefined);
    await test.organisation.core.execute<null, never>({
      meta: test.organisation.meta('shipped', test.caller().actor, 'system'),
      decide(draft) {
        putDocument<'action'>(draft.emit, documentRef('action', present.id), { ...present, shipped: 'digest' });
        return ok(null);
      },
      recall: () => null,
    });
    const cleaner = await lists.addOwner({ name: 'Cleaner', description: '' }, test.caller());
    assert.ok(cleaner.ok);
    const kept = await lists.deleteOwner(owner('Porter')?.id ?? '', cleaner.value.id, test.caller());
    assert.equal(kept.ok ? 'ok' : kept.error.code, 'built-in');
    assert.deepEqual(lockDoors()?.owners, ['Porter']);
  });
});
