import assert from 'node:assert/strict';
import { createInsertParams } from '#engine/adapters/oscal/insert-params';
import type { Param } from '#engine/adapters/oscal/oscal-schema';
import { maxTextLength } from '#engine/contract/model/field';

function inserted(prose: string, ...params: readonly Param[]): string {
  return createInsertParams(new Map(params.map((param) => [param.id, param])))(prose);
}

describe('OSCAL parameters', () => {
  it('[O7] an open parameter is an assignment with its label and constraints', () => {
    assert.equal(
      inserted('Every {{ insert: param, p }}.', { id: 'p', label: 'frequency' }),
      'Every [Assignment: frequency].',
    );
    const constrained = { id: 'p', label: 'frequency', constraints: [{ description: 'at least annually' }, {}] };
    assert.equal(inserted('{{insert: param, p}}', constrained), '[Assignment: frequency: at least annually]');
    assert.equal(inserted('{{ p }}', { id: 'p' }), '[Assignment: p]');
  });

  it("[O7] NIST's organization-defined parameters are printed as such", () => {
    const printed = ['ac-1_odp', 'ac-02.03_odp.01'].map((id) => inserted(`{{ ${id} }}`, { id, label: 'time period' }));
    assert.deepEqual(printed, Array(2).fill('[Assignment: organization-defined time period]'));
    assert.equal(
      inserted('{{ x_odp }}', { id: 'x_odp', label: 'organization-defined x' }),
      '[Assignment: organization-defined x]',
    );
  });

  it('[O7] a selection shows its choices, with the parameters inside them', () => {
    const choice = ['daily', 'every {{ insert: param, q }}'];
    const one = { id: 'p', select: { choice } };
    const many = { id: 'p', select: { 'how-many': 'one-or-more', choice }, constraints: [{ description: 'both' }] };
    const inner = { id: 'q', label: 'days' };
    assert.equal(inserted('{{ insert: param, p }}', one, inner), '[Selection: daily; every [Assignment: days]]');
    assert.equal(
      inserted('{{ insert: param, p }}', many, inner),
      '[Selection (one or more): daily; every [Assignment: days]: both]',
    );
  });

  it('[O7] set values stand in the text as they are', () => {
    assert.equal(
      inserted('within {{ insert: param, p }}', { id: 'p', label: 'time', values: ['1 h', '2 h'] }),
      'within 1 h, 2 h',
    );
  });

  it('[O7] unknown parameters keep their name, other insertions and open braces stay as written', () => {
    assert.equal(inserted('{{ insert: param, gone }}'), '[Assignment: gone]');
    assert.equal(inserted('{{ insert: citation, x y }} {{ open'), '{{ insert: citation, x y }} {{ open');
  });

  it('[O7] a parameter inside itself stays a name, and a doubling chain ends at the length of a cell', () => {
    const ring = [
      { id: 'p', label: 'a {{ q }}' },
      { id: 'q', label: 'b {{ p }}' },
    ];
    assert.equal(inserted('{{ p }}', ...ring), '[Assignment: a [Assignment: b [Assignment: p]]]');
    const doubling = Array.from({ length: 60 }, (_, index) => ({
      id: `p${index}`,
      values: [`{{ p${index + 1} }}x`, `{{ p${index + 1} }}`],
    }));
    assert.ok(inserted('{{ p0 }}', ...doubling).length <= maxTextLength);
  });
});
