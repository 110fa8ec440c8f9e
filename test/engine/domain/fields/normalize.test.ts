import assert from 'node:assert/strict';
import fc from 'fast-check';
import { userId } from '#engine/contract/model/ids';
import { implementationStatuses, testResults } from '#engine/contract/model/vocabulary';
import type { RawValue } from '#engine/domain/fields/field-problem';
import { blankValue, type FieldContext, kindOfField, normalizeField } from '#engine/domain/fields/normalize';

const ann = userId.parse('u1');
const context: FieldContext = {
  dateSystem: '1900',
  shownAsDate: false,
  findUser: (text) => (['ann lee', 'ann@example.org', 'u1'].includes(text.toLowerCase()) ? ann : null),
};

type Kind = Parameters<typeof normalizeField>[0];

function value(kind: Kind, raw: RawValue, more: Partial<FieldContext> = {}): unknown {
  const result = normalizeField(kind, raw, { ...context, ...more });
  return result.ok ? result.value : `error ${result.error.code}`;
}

function message(kind: Kind, raw: RawValue): string {
  const result = normalizeField(kind, raw, context);
  return result.ok ? 'no error' : result.error.message;
}

describe('normalizeField', () => {
  it('[F1] a blank cell is the word for nothing where the list has one, and null elsewhere', () => {
    for (const blank of [null, '', ' \n\t']) {
      assert.equal(value('implementationStatus', blank), 'Not Implemented');
      assert.equal(value('testResult', blank), 'Not Assessed');
      assert.equal(value('date', blank), null);
      assert.equal(value('text', blank), null);
      assert.equal(value('user', blank), null);
      assert.equal(value('boolean', blank), false);
      assert.deepEqual(value('list', blank), []);
    }
    assert.equal(blankValue('implementationStatus'), 'Not Implemented');
    assert.equal(blankValue('testResult'), 'Not Assessed');
    assert.equal(blankValue('testPlan'), null);
    assert.deepEqual(blankValue('inScopeServices'), []);
    assert.equal(kindOfField('assignedTo'), 'user');
    assert.equal(kindOfField('constructor'), null);
  });

  it('[F2] words of a closed list are known whatever their letter case, dashes and spaces', () => {
    const slips = [
      (word: string) => word.toUpperCase(),
      (word: string) => `  ${word.toLowerCase()} `,
      (word: string) => word.replaceAll(' ', '   '),
      (word: string) => word.replaceAll('-', ' \u2013 '),
      (word: string) => word.replaceAll(' ', '\u00a0'),
    ];
    for (const slip of slips) {
      for (const word of implementationStatuses) assert.equal(value('implementationStatus', slip(word)), word);
      for (const word of testResults) assert.equal(value('testResult', slip(word)), word);
    }
  });

  it('[F2] other words in use for the same thing are understood', () => {
    assert.equal(value('implementationStatus', 'Out of scope'), 'Not in Scope');
    assert.equal(value('implementationStatus', 'N/A'), 'Not in Scope');
    assert.equal(value('implementationStatus', 'Alternate Implementation'), 'Alternative Implementation');
    assert.equal(value('testResult', 'Failed - High Risk'), 'Failed-High Risk');
    assert.equal(value('testResult', 'failed low risk'), 'Failed-Low Risk');
    assert.equal(value('testResult', 'Failed medium'), 'Failed-Medium Risk');
    assert.equal(value('testResult', 'Out of scope'), 'Not in Scope');
    assert.equal(value('testResult', 'None'), 'Not Assessed');
  });

  it('[F3] a word that is in no list is refused with the list, and never guessed', () => {
    assert.equal(value('implementationStatus', 'Done'), 'error not-in-list');
    assert.equal(value('testResult', 'Failed'), 'error not-in-list');
    assert.equal(value('testResult', 1), 'error not-in-list');
    assert.equal(value('implementationStatus', true), 'error not-in-list');
    for (const word of testResults) assert.ok(message('testResult', 'Failed').includes(word));
    assert.ok(message('implementationStatus', 'Done').includes('"Done"'));
    assert.ok(message('implementationStatus', 'x'.repeat(500)).length < 300);
  });

  it('[F4] a date cell is the day its number stands for, in the date system of its workbook', () => {
    assert.equal(value('date', 46_115, { shownAsDate: true }), '2026-04-03');
    assert.equal(value('date', 46_115.75), '2026-04-03');
    assert.equal(value('date', 44_653, { dateSystem: '1904' }), '2026-04-03');
    assert.equal(value('date', 60), 'error not-a-date');
    assert.equal(value('date', -1), 'error not-a-date');
    assert.equal(value('date', true), 'error not-a-date');
  });

  it('[F5] a bare year is no date, unless the cell shows one', () => {
    assert.equal(value('date', 2026), 'error not-a-date');
    assert.equal(value('date', 2026, { shownAsDate: true }), '1905-07-18');
    assert.equal(value('date', '2026'), 'error not-a-date');
  });

  it('[F6] a date that can be read two ways is refused with what to type', () => {
    assert.equal(value('date', '03/04/2026'), 'error ambiguous-date');
    assert.ok(message('date', '03/04/2026').includes('2026-04-03'));
    assert.equal(value('date', 'soon'), 'error not-a-date');
    assert.ok(message('date', 'soon').includes('year-month-day'));
  });

  it('[F7] text is kept as it is typed, with line ends as \\n and the blanks around it gone', () => {
    assert.equal(value('text', ' one\r\ntwo\rthree \n'), 'one\ntwo\nthree');
    for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', "'quoted", '<b>&amp;</b>', '_x0041_']) {
      assert.equal(value('text', text), text);
    }
    assert.equal(value('text', 12.5), '12.5');
    assert.equal(value('text', true), 'TRUE');
    assert.equal(value('text', 46_115, { shownAsDate: true }), '2026-04-03');
  });

  it('[F8] text no cell can hold or show is refused', () => {
    assert.equal(value('text', 'x'.repeat(32_767)), 'x'.repeat(32_767));
    assert.equal(value('text', 'x'.repeat(32_768)), 'error too-long');
    assert.equal(value('text', 'a\u0000b'), 'error control-character');
    assert.ok(message('text', 'a\u0007b').includes('U+0007'));
    assert.equal(value('text', ['a']), 'error not-a-text');
    assert.equal(value('text', 'tab\tand\nline'), 'tab\tand\nline');
  });

  it('[F9] a person is found by name or address, also where both stand together; nobody else is taken', () => {
    assert.equal(value('user', ' Ann  Lee '), 'u1');
    assert.equal(value('user', 'ANN@example.org'), 'u1');
    assert.equal(value('user', 'Lee, Ann <ann@example.org>'), 'u1');
    assert.equal(value('user', 'u1'), 'u1');
    assert.equal(value('user', 'Somebody'), 'error unknown-user');
    assert.equal(value('user', 7), 'error unknown-user');
    assert.ok(message('user', 'Somebody').includes('"Somebody"'));
  });

  it('[F10] a list has one item a line or between semicolons, in order and each once', () => {
    assert.deepEqual(value('list', 'Exchange Online\r\n SharePoint  Online;;Teams\nexchange online'), [
      'Exchange Online',
      'SharePoint Online',
      'Teams',
    ]);
    assert.deepEqual(value('list', ['b', 'a', ' b ']), ['b', 'a']);
    assert.deepEqual(value('list', 365), ['365']);
    assert.equal(value('list', true), 'error not-a-list');
    assert.equal(value('list', 'x'.repeat(1_001)), 'error too-long');
    assert.equal(value('list', 'a\u0001'), 'error control-character');
    assert.equal(
      value(
        'list',
        Array.from({ length: 1_001 }, (_, index) => `s${index}`),
      ),
      'error too-many',
    );
  });

  it('[F11] a title is one line, at most 200 characters, and never missing', () => {
    assert.equal(value('title', ' ISO\n27001 '), 'ISO 27001');
    assert.equal(value('title', ''), 'error title-missing');
    assert.equal(value('title', 'x'.repeat(201)), 'error too-long');
    assert.equal(value('title', 'a\u0002'), 'error control-character');
  });

  it('[F12] yes and no are understood in the words of cells and forms', () => {
    for (const yes of [true, 'Yes', 'TRUE', 'x', 1]) assert.equal(value('boolean', yes), true);
    for (const no of [false, 'no', 'False', 'off', 0]) assert.equal(value('boolean', no), false);
    assert.equal(value('boolean', 'maybe'), 'error not-yes-or-no');
  });

  it('[F13] a value once normalised is not changed by normalising it again', () => {
    const kinds = ['implementationStatus', 'testResult', 'date', 'text', 'title', 'list', 'boolean'] as const;
    const raw = fc.oneof(
      fc.string(),
      fc.string({ unit: 'grapheme' }),
      fc.double({ noNaN: true }),
      fc.boolean(),
      fc.constantFrom(...implementationStatuses, ...testResults, '2026-04-03', '3 April 2026', 'a;b\nc'),
      fc.array(fc.string()),
    );
    fc.assert(
      fc.property(fc.constantFrom(...kinds), raw, (kind, typed) => {
        const once = normalizeField(kind, typed, context);
        if (!once.ok) return;
        assert.deepEqual(normalizeField(kind, once.value, context), once);
      }),
      { numRuns: 2_000 },
    );
  });
});
