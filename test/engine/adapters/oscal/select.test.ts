import assert from 'node:assert/strict';
import fc from 'fast-check';
import { matchesGlob } from '#engine/adapters/oscal/select';
import { catalog, ids, type Json, profile, read, withIds } from '#test/support/oscal-builders';

function selected(directive: { readonly [key: string]: Json }): string {
  const template = read(profile({ imports: [{ href: 'catalog.json', ...directive }] }), { 'catalog.json': catalog() });
  return ids(template).join(' ');
}

describe('OSCAL selection', () => {
  it('[O13] an import takes all controls, said or not, in the order of the catalog', () => {
    assert.equal(selected({ 'include-all': {} }), 'AC-1 AC-2 AC-2(1) AC-10 SC-1');
    assert.equal(selected({}), 'AC-1 AC-2 AC-2(1) AC-10 SC-1');
  });

  it('[O13] by id a control comes without its enhancements unless they are asked for', () => {
    assert.equal(selected({ 'include-controls': [{ 'with-ids': ['sc-1', 'ac-2'] }] }), 'AC-2 SC-1');
    assert.equal(
      selected({ 'include-controls': [{ 'with-ids': ['ac-2'], 'with-child-controls': 'yes' }] }),
      'AC-2 AC-2(1)',
    );
    assert.equal(selected({ 'include-controls': [{ 'with-ids': ['ac-2.1'] }] }), 'AC-2(1)');
  });

  it('[O13] by pattern, several selections add up, and an exclusion goes before any inclusion', () => {
    assert.equal(
      selected({ 'include-controls': [{ matching: [{ pattern: 'ac-1*' }] }, { 'with-ids': ['sc-1'] }] }),
      'AC-1 AC-10 SC-1',
    );
    assert.equal(selected({ 'exclude-controls': [{ matching: [{ pattern: '??-1' }] }] }), 'AC-2 AC-2(1) AC-10');
    const both = {
      'include-controls': [{ 'with-ids': ['ac-1', 'sc-1'] }],
      'exclude-controls': [{ 'with-ids': ['ac-1'] }],
    };
    assert.equal(selected(both), 'SC-1');
    assert.equal(
      selected({ 'exclude-controls': [{ 'with-ids': ['ac-2'], 'with-child-controls': 'yes' }] }),
      'AC-1 AC-10 SC-1',
    );
  });

  it('[O13] a control the catalog does not have is an error that names it', () => {
    const template = read(profile({ imports: [withIds('ac-1', 'ia-13')] }), { 'catalog.json': catalog() });
    const [finding] = template.findings;
    assert.deepEqual(
      [finding?.severity, finding?.rule, finding?.value],
      ['error', 'unknown-selected-control', 'ia-13'],
    );
  });

  it('[O13] patterns match as * and ? say, whatever else is in them', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*', '?', '('), maxLength: 8 });
    fc.assert(
      fc.property(letters, fc.string({ unit: fc.constantFrom('a', 'b', '.', '('), maxLength: 8 }), (pattern, text) => {
        const asRegExp = pattern.replace(/[.(]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.');
        assert.equal(matchesGlob(pattern, text), new RegExp(`^${asRegExp}$`).test(text));
      }),
    );
    assert.equal(matchesGlob(`${'*a'.repeat(100)}b`, 'a'.repeat(5_000)), false);
  });
});
