import assert from 'node:assert/strict';
import { inspectOscal } from '#engine/adapters/oscal/read-oscal';
import { catalog, gzip, ids, type Json, profile, read, refusal, rulesOf, submit } from '#test/support/oscal-builders';

const uuid = 'f52e1458-7a97-49fd-8189-6af6a4e7051b';
const resource = {
  uuid,
  title: 'The Catalog',
  rlinks: [{ href: '../xml/Base_catalog.xml' }, { href: '../json/Base_catalog.json' }],
};
const byUuid = profile({ imports: [{ href: `#${uuid.toUpperCase()}` }], 'back-matter': { resources: [resource] } });
const named = (title: string, more = {}) => catalog({ metadata: { title }, ...more });

describe('OSCAL imports', () => {
  it('[O11] an import is found by its own href, by file name, and in the clothes of another form', () => {
    for (const name of [
      'catalog.json',
      'CATALOG.json',
      'folder/catalog.json',
      'catalog-min.json',
      'catalog.json.gz',
      'catalog-min.json.gz',
    ]) {
      const template = read(profile(), {
        'other.json': named('Other'),
        [name]: name.endsWith('gz') ? gzip(catalog()) : catalog(),
      });
      assert.deepEqual(rulesOf(template), ['withdrawn-controls'], name);
    }
  });

  it('[O11] a back-matter resource is found by its uuid as a name and by its links', () => {
    const other = { 'other.json': named('Other', { groups: [] }) };
    for (const name of [`#${uuid.toUpperCase()}`, 'Base_catalog.json', 'base_catalog-min.json']) {
      assert.equal(ids(read(byUuid, { ...other, [name]: catalog() })).length, 5, name);
    }
  });

  it('[O11] a file that only resembles what is wanted is taken when nothing contradicts, with a warning', () => {
    const other = { 'other.json': named('Other', { groups: [] }) };
    const cases: readonly (readonly [string, Json, string])[] = [
      ['Base_catalog-min.v5.0.1.json', catalog(), 'its name without the version'],
      ['x.json', named('the catalog '), 'its title or uuid'],
      ['y.json', catalog({ uuid }), 'its title or uuid'],
    ];
    for (const [name, content, why] of cases) {
      const template = read(byUuid, { ...other, [name]: content });
      assert.equal(ids(template).length, 5);
      const finding = template.findings.find(({ rule }) => rule === 'import-by-resemblance');
      assert.ok(finding?.message.includes(`${name} was taken because ${why}`), finding?.message);
    }
    const only = read(byUuid, { 'z.json': named('Anything'), 'p.json': profile() });
    assert.ok(only.findings.some(({ message }) => message.includes('the only catalog submitted')));
  });

  it('[O11] another revision is never taken, nor one of several that fit no better', () => {
    const rev4 = profile({ imports: [{ href: 'Cat_rev4_catalog.json' }] });
    assert.equal(refusal(rev4, { 'Cat_rev5_catalog.json': catalog() }).code, 'missing-import');
    assert.equal(refusal(rev4, { 'x.json': named('Cat, Revision 5') }).code, 'missing-import');
    assert.equal(refusal(profile(), { 'x.json': catalog(), 'y.json': catalog() }).code, 'missing-import');
  });

  it('[O12] a missing import names the profile and the file to add', () => {
    assert.deepEqual(refusal(byUuid), {
      code: 'missing-import',
      message: 'submitted.json imports Base_catalog.json, which was not submitted with it. Add that file.',
    });
    assert.match(refusal(profile({ imports: [{ href: '#gone' }] })).message, /imports #gone,/);
  });

  it('[O12] inspecting tells what the file is and what it still needs, through the profiles it imports', () => {
    const needs = (...args: Parameters<typeof submit>) => {
      const result = inspectOscal(submit(...args));
      return result.ok ? [result.value.format, result.value.needs] : result.error;
    };
    assert.deepEqual(needs(catalog()), ['oscal-catalog', []]);
    assert.deepEqual(needs(byUuid), ['oscal-profile', ['Base_catalog.json']]);
    assert.deepEqual(needs(byUuid, { 'Base_catalog.json': catalog() }), ['oscal-profile', []]);
    const outer = profile({ imports: [{ href: 'inner.json' }, { href: 'more.json' }] });
    assert.deepEqual(needs(outer, { 'inner.json': byUuid }), ['oscal-profile', ['more.json', 'Base_catalog.json']]);
    assert.deepEqual(needs('{}'), { code: 'not-oscal', message: refusal('{}').message });
  });

  it('[O12] a circle of imports is refused and told step by step', () => {
    const to = (href: string) => profile({ imports: [{ href }] });
    const { code, message } = refusal(to('b.json'), { 'b.json': to('c.json'), 'c.json': to('b.json') }, 'a.json');
    assert.equal(code, 'import-cycle');
    assert.ok(message.includes('b.json -> c.json -> b.json'), message);
    assert.equal(refusal(to('b.json'), { 'b.json': to('a.json') }, 'a.json').code, 'import-cycle');
    assert.equal(refusal(to('a.json'), {}, 'a.json').code, 'import-cycle');
    assert.equal(inspectOscal(submit(to('b.json'), { 'b.json': to('a.json') }, 'a.json')).ok, true);
  });

  it('[O12] profiles that multiply their imports without end are stopped', () => {
    const companions = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [
        `p${index}.json`,
        profile({ imports: [{ href: `p${index + 1}.json` }, { href: `p${index + 1}.json` }] }),
      ]),
    );
    const start = profile({ imports: [{ href: 'p0.json' }] });
    assert.equal(refusal(start, { ...companions, 'p20.json': catalog() }).code, 'too-many-imports');
  });

  it('[O12] a damaged companion is refused by its own name', () => {
    assert.match(
      refusal(profile(), { 'catalog.json': { catalog: {} } }).message,
      /^catalog\.json breaks the OSCAL model at catalog\.metadata/,
    );
  });
});
