import assert from 'node:assert/strict';
import { limits } from '#engine/adapters/oscal/read-json';
import { maxTextLength } from '#engine/contract/model/field';
import {
  catalog,
  catalogOf,
  control,
  ids,
  profile,
  read,
  refusal,
  rulesOf,
  smallGroups,
} from '#test/support/oscal-builders';

describe('OSCAL catalog', () => {
  it('[O4] a control has its printed label as id, enhancements after their control', () => {
    assert.deepEqual(ids(read(catalog())), ['AC-1', 'AC-2', 'AC-2(1)', 'AC-10', 'SC-1']);
  });

  it('[O4] padded labels and bare ids become the printed form, other ids stay, and a warning says so', () => {
    const label = (value: string, more = {}) => ({ props: [{ name: 'label', value, ...more }] });
    const template = read(
      catalogOf(
        control('ac-1', label('AC-02(01)', { class: 'zero-padded' })),
        control('ac-2.3', { props: [] }),
        control('ac-4', label('AC-2 (4)')),
        control('x', { props: [] }),
        control('id.am-01', label('ID.AM-01')),
      ),
    );
    assert.deepEqual(ids(template), ['AC-2(1)', 'AC-2(3)', 'AC-2(4)', 'x', 'ID.AM-01']);
    const [finding] = template.findings;
    assert.deepEqual([finding?.rule, finding?.value], ['ids-rewritten', 'AC-2(1), AC-2(3)']);
  });

  it('[O5] a family is the group with its short id and title, nested groups joined', () => {
    const inner = { id: 'id.am', title: 'Assets', controls: [control('ac-1')] };
    const groups = [
      ...smallGroups,
      { id: 'id', title: 'IDENTIFY', props: [{ name: 'label', value: 'ID' }], groups: [inner] },
      { title: 'Loose', controls: [control('ac-3')] },
    ];
    const template = read(catalog({ groups, controls: [control('pm-1'), control('zz9')] }));
    const families = template.content.controls.map(({ family }) => family);
    assert.deepEqual(
      [...new Set(families)],
      ['PM', 'Controls', 'AC Access Control', 'SC System Protection', 'IDENTIFY / Assets', 'Loose'],
    );
  });

  it('[O8] each control has one customer action with guidance and assessment, and the points by default', () => {
    const assessment = [
      {
        name: 'objective',
        prose: 'Determine if:',
        parts: [{ name: 'objective', props: [{ name: 'label', value: '[1]' }], prose: 'done.' }],
      },
      {
        name: 'assessment',
        props: [{ name: 'method', value: 'EXAMINE' }],
        parts: [{ name: 'objects', prose: 'Policy\n\nPlan' }],
      },
    ];
    const base = control('ac-1');
    const parts = [...(Array.isArray(base['parts']) ? base['parts'] : []), ...assessment];
    const params = [{ id: 'ac-1_p', label: 'time', guidelines: [{ prose: 'the time is set;' }] }];
    const { content } = read(catalogOf({ ...base, parts, params }));
    assert.deepEqual(content.controls[0], {
      id: 'AC-1',
      title: 'Title AC-1',
      family: 'AC Access Control',
      parent: null,
      labels: [],
      statement: null,
      description: 'Do it within [Assignment: time]:\n\n* a. first.',
      link: null,
      articleId: null,
      version: null,
      disabled: false,
      responsibility: 'customer',
      actions: [{ title: 'AC-1 Title AC-1', description: 'Guidance' }],
      statedPoints: null,
      oldId: null,
      operation: null,
    });
    const [action] = content.actions;
    assert.deepEqual(action?.descriptions, [
      { title: 'Guidance', text: 'Guidance of AC-1.' },
      {
        title: 'Assessment',
        text: '**Objectives**\n\nDetermine if:\n\n* [1] done.\n\n**Parameters**\n\n* the time is set;\n\n**Examine**\n\n* Policy\n* Plan',
      },
    ]);
    assert.deepEqual(
      [action?.title, action?.points, action?.responsibility, action?.purpose, action?.enforcement],
      ['AC-1 Title AC-1', 9, 'customer', null, null],
    );
  });

  it('[O8] action titles are unique, letter case aside, and no description is empty', () => {
    const bare = (title: string) => ({ id: 'x', title });
    const { content } = read(catalogOf(bare('Do'), bare('DO'), bare('do')));
    assert.deepEqual(
      content.actions.map(({ title }) => title),
      ['x Do', 'x DO (2)', 'x do (3)'],
    );
    assert.deepEqual(content.actions[0]?.descriptions, [{ title: 'Guidance', text: 'Do' }]);
  });

  it('[O9] withdrawn controls are left out, and one warning counts and names them', () => {
    const template = read(catalog());
    assert.deepEqual(template.findings, [
      {
        severity: 'warning',
        rule: 'withdrawn-controls',
        path: '',
        place: null,
        value: 'AC-2(2)',
        message: '1 withdrawn control left out: AC-2(2).',
      },
    ]);
  });

  it('[O9] a text longer than a cell is cut and its control named', () => {
    const parts = [{ name: 'statement', prose: 'x '.repeat(maxTextLength) }];
    const template = read(catalogOf(control('ac-1', { parts })));
    assert.equal(template.content.controls[0]?.description.length, maxTextLength);
    assert.deepEqual([rulesOf(template), template.findings[0]?.value], [['text-cut'], 'AC-1']);
  });

  it('[O10] every control and action knows its place in the file', () => {
    const { places } = read(catalog());
    assert.equal(places['controls[2]'], 'catalog.groups[0].controls[1].controls[0]');
    assert.equal(places['actions[4]'], 'catalog.groups[1].controls[0]');
  });

  it('[O2] too many controls, in one catalog or selected by one profile, are refused', () => {
    const many = (count: number, prefix: string) =>
      catalogOf(...Array.from({ length: count }, (_, index) => ({ id: `${prefix}${index}`, title: 'T' })));
    assert.equal(refusal(many(limits.controls + 1, 'a')).code, 'too-many-controls');
    const two = profile({ imports: [{ href: 'a.json' }, { href: 'b.json' }] });
    const halves = { 'a.json': many(limits.controls / 2 + 1, 'a'), 'b.json': many(limits.controls / 2, 'b') };
    assert.equal(refusal(two, halves).code, 'too-many-controls');
  });

  it('[O2] a small file that unfolds into too much text is refused', () => {
    const params = [{ id: 'p', values: ['x'.repeat(maxTextLength)] }];
    const controls = Array.from({ length: 1_100 }, (_, index) => ({
      id: `c${index}`,
      title: 'T',
      parts: [{ name: 'statement', prose: '{{ p }}' }],
    }));
    assert.equal(refusal(catalog({ params, groups: [], controls })).code, 'too-large');
  });
});
