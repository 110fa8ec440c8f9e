import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { readAttestationDocument } from '#engine/adapters/oscal/read-attestations';
import type { Json } from '#test/support/oscal-builders';

const realData = process.env['CONTROLBOOK_REAL_DATA'];

const requirement = (id: string, description: string, more: { readonly [key: string]: Json } = {}) => ({
  ...{ uuid: `u-${id}`, 'control-id': id, description },
  ...more,
});
const metadata = { title: 'Mail service', version: '7' };
const component = (title: string, ...requirements: readonly Json[]) => ({
  ...{ uuid: title, type: 'service', title, description: 'd' },
  'control-implementations': [{ uuid: 'c', source: '#', description: 'd', 'implemented-requirements': requirements }],
});

function read(json: Json) {
  return readAttestationDocument({ name: 'component.json', bytes: new TextEncoder().encode(JSON.stringify(json)) });
}

describe('reading attestations from OSCAL', () => {
  it('[T119] a component definition gives its statements by control, and no result, tester or date', () => {
    const status = { props: [{ name: 'implementation-status', value: 'partial' }] };
    const statements = [
      { 'statement-id': 'ac-2_smt.a', uuid: 's', description: 'Part a.' },
      { description: 'Part a.' },
    ];
    const result = read({
      'component-definition': {
        metadata,
        components: [
          component(
            'Post',
            requirement('ac-2.1', 'Automatic.', status),
            requirement('ac-2', 'By hand.', { statements }),
          ),
        ],
      },
    });
    assert.ok(result.ok);
    const { format, source, rows } = result.value;
    assert.deepEqual([format, source], ['component-definition', 'Mail service (7), component.json']);
    assert.deepEqual(
      rows.map(({ control, statement, notes }) => [control, statement, notes]),
      [
        ['AC-2(1)', 'Automatic.', 'Implementation status: partial'],
        ['AC-2', 'By hand.\n\nPart a.', null],
      ],
    );
    assert.ok(rows.every((row) => row.result === null && row.tester === null && row.testDate === null));
    assert.equal(
      rows[1]?.place,
      'component-definition.components[0].control-implementations[0].implemented-requirements[1]',
    );
  });

  it('[T119] of several components each says which it is; a plan speaks for its system', () => {
    const several = read({
      'component-definition': {
        metadata,
        components: [component('Post', requirement('ac-1', 'X.')), component('Files', requirement('ac-1', 'Y.'))],
      },
    });
    assert.deepEqual(several.ok && several.value.rows.map(({ statement }) => statement), ['Post: X.', 'Files: Y.']);
    const plan = read({
      'system-security-plan': {
        metadata,
        'control-implementation': {
          description: 'd',
          'implemented-requirements': [
            { 'control-id': 'au-1', statements: [{ 'by-components': [{ description: 'The log.' }] }] },
          ],
        },
      },
    });
    assert.deepEqual(plan.ok && [plan.value.format, plan.value.rows[0]?.control, plan.value.rows[0]?.statement], [
      'system-security-plan',
      'AU-1',
      'The log.',
    ]);
  });

  it('[T119] anything else is refused by name, a broken document by its place', () => {
    const catalog = read({ catalog: {} });
    assert.match(catalog.ok ? '' : catalog.error.message, /holds "catalog"/);
    const broken = read({ 'component-definition': { metadata, components: [{ title: 5 }] } });
    assert.match(broken.ok ? '' : broken.error.message, /at component-definition\.components\[0\]\.title/);
    assert.equal(read([1]).ok, false);
  });

  if (realData !== undefined) {
    it('[T119] published examples are read as they are', () => {
      for (const [name, controls] of [
        ['example-component-definition-min', ['SC-8', 'SC-8(1)', 'SA-4(9)']],
        ['ssp-example-min', ['AU-1']],
      ] as const) {
        const bytes = readFileSync(join(realData, 'catalogs', 'oscal', `${name}.json.gz`));
        const result = readAttestationDocument({ name, bytes });
        assert.ok(result.ok);
        assert.deepEqual(
          result.value.rows.map(({ control }) => control),
          controls,
        );
        assert.ok(result.value.rows.every(({ statement }) => typeof statement === 'string' && statement.length > 20));
      }
    });
  }
});
