import assert from 'node:assert/strict';
import {
  catalog,
  catalogOf,
  control,
  ids,
  profile,
  read,
  rulesOf,
  statementOf,
  withIds,
} from '#test/support/oscal-builders';

const other = catalogOf(
  control('ac-1', { title: 'Other', parts: [{ name: 'statement', prose: 'Other.' }] }),
  control('ac-30'),
);
const two = { imports: [withIds('ac-1', 'ac-2'), { href: 'other.json' }] };
const companions = { 'catalog.json': catalog(), 'other.json': other };

describe('OSCAL profile resolution', () => {
  it('[O14] a control imported twice unchanged is one', () => {
    const template = read(profile({ imports: [withIds('ac-1', 'ac-2'), withIds('ac-2', 'sc-1')] }), companions);
    assert.deepEqual(ids(template), ['AC-1', 'AC-2', 'SC-1']);
  });

  it('[O14] clashing controls: the first with use-first, both contents with merge, both controls otherwise', () => {
    const first = read(profile({ ...two, merge: { combine: { method: 'use-first' }, flat: {} } }), companions);
    assert.deepEqual(
      first.content.controls.map(({ title }) => title),
      ['Title AC-1', 'Title AC-2', 'Title AC-30'],
    );
    const merged = read(profile({ ...two, merge: { combine: { method: 'merge' } } }), companions);
    assert.equal(statementOf(merged, 'AC-1'), 'Do it within [Assignment: time]:\n\n* a. first.\n\nOther.');
    const kept = read(profile({ ...two, merge: { combine: { method: 'keep' }, 'as-is': true } }), companions);
    assert.deepEqual(ids(kept), ['AC-1', 'AC-2', 'AC-1', 'AC-30']);
    assert.deepEqual(ids(read(profile(two), companions)), ids(kept));
  });

  it('[O14] families stay those of the catalog whether merged as is, flat or custom; custom is noted', () => {
    for (const merge of [{ 'as-is': true }, { flat: {} }, { custom: { groups: [] } }]) {
      const template = read(profile({ imports: [withIds('ac-1')], merge }), companions);
      assert.equal(template.content.controls[0]?.family, 'AC Access Control');
      assert.deepEqual(rulesOf(template), 'custom' in merge ? ['profile-part-not-read'] : []);
    }
  });

  it('[O14] a chain of profiles selects from what the next one made, changes included', () => {
    const inner = profile({
      imports: [withIds('ac-1', 'ac-2', 'ac-2.1')],
      modify: { 'set-parameters': [{ 'param-id': 'ac-2_p', values: ['a day'] }] },
    });
    const outer = profile({
      imports: [{ href: 'inner.json', 'include-controls': [{ 'with-ids': ['ac-2'], 'with-child-controls': 'yes' }] }],
      modify: { 'set-parameters': [{ 'param-id': 'ac-2.1_p', values: ['an hour'] }] },
    });
    const template = read(outer, { 'inner.json': inner, 'catalog.json': catalog() });
    assert.deepEqual(ids(template), ['AC-2', 'AC-2(1)']);
    assert.match(statementOf(template, 'AC-2') ?? '', /^Do it within a day:/);
    assert.match(statementOf(template, 'AC-2(1)') ?? '', /^Do it within an hour:/);
    assert.equal(template.places['controls[0]'], 'catalog.json: catalog.groups[0].controls[1]');
    assert.equal(template.content.name, 'Small profile');
  });

  it('[O14] two catalogs with the same parameter ids keep their own', () => {
    const source = (label: string, id: string) =>
      catalogOf(control(id, { params: [{ id: 'p', label }], parts: [{ name: 'statement', prose: '{{ p }}' }] }));
    const template = read(profile({ imports: [{ href: 'a.json' }, { href: 'b.json' }] }), {
      'a.json': source('A', 'ac-1'),
      'b.json': source('B', 'ac-2'),
    });
    assert.deepEqual(
      [statementOf(template, 'AC-1'), statementOf(template, 'AC-2')],
      ['[Assignment: A]', '[Assignment: B]'],
    );
  });
});
