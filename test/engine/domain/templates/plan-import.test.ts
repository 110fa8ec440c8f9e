import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { TemplateId } from '#engine/contract/model/ids';
import type { TemplateContent, TemplateSource } from '#engine/contract/model/template';
import type { ImportChoice, TemplateLibrary } from '#engine/domain/templates/library';
import { planImport } from '#engine/domain/templates/plan-import';
import { templateToContent } from '#engine/domain/templates/template-to-content';
import {
  actionOf,
  asNew,
  asNext,
  contentOf,
  controlOf,
  countingIds,
  emptyLibrary,
  libraryAction,
  libraryWith,
} from '#test/support/template-builders';

const source: TemplateSource = { kind: 'format-a', file: 'a.xlsx', sha256: 'abc' };
const ids = countingIds();

function plan(content: TemplateContent, choice: ImportChoice = asNew, library: TemplateLibrary = emptyLibrary) {
  return planImport({ content, places: {}, findings: [] }, source, choice, library, ids);
}

/** The organisation after importing content as a new template, and that template's id. */
function imported(content: TemplateContent): { readonly library: TemplateLibrary; readonly id: TemplateId } {
  const first = plan(content);
  assert.ok(first.template !== null);
  return { library: libraryWith(emptyLibrary, first), id: first.template.id };
}

const content = contentOf(
  [controlOf('C1', 'One;;Two', { family: 'F' }), controlOf('C2', 'Two', { family: 'G' })],
  [actionOf('One', { points: 5 }), actionOf('Two', { points: 4, parents: ['One'] })],
);

describe('planning an import', () => {
  it('[T20] a new template is Imported, version 1, with its counts and points for the preview', () => {
    const { outcome, template, summary, difference } = plan(content);
    assert.equal(outcome, 'new-template');
    assert.deepEqual(summary, { families: 2, controls: 2, actions: 2, points: 13 });
    assert.deepEqual([template?.status, template?.version, template?.source], ['Imported', 1, source]);
    assert.deepEqual(difference.actions.added, ['One', 'Two']);
  });

  it('[T20] points that are no number add nothing to the preview', () => {
    const { summary } = plan(
      contentOf(
        [controlOf('C1', 'One;;Two')],
        [actionOf('One', { points: 5 }), actionOf('Two', { points: Number.NaN })],
      ),
    );
    assert.equal(summary.points, 5);
  });

  it('[T20] name, product and certification of the choice win over those of the content', () => {
    const named = { ...content, name: 'In the file', products: ['P'], certification: 'C' };
    assert.equal(plan(named).template?.name, 'Template');
    const { template } = plan(named, { kind: 'new', name: null, product: null, certification: null });
    assert.deepEqual([template?.name, template?.products, template?.certification], ['In the file', ['P'], 'C']);
  });

  it('[T69] a made-up action is shared by its title but changes nothing another template uses', () => {
    const madeUp = (points: number) => ({ ...actionOf('One', { points }), automatic: true as const });
    const { library, id } = imported(contentOf([controlOf('C1', 'One')], [madeUp(5)]));
    const second = plan(
      contentOf([controlOf('X1', 'One')], [madeUp(9)]),
      { kind: 'new', name: 'Second', product: 'P', certification: 'Other' },
      library,
    );
    assert.deepEqual([second.outcome, second.actions, second.affected], ['new-template', [], []]);
    assert.equal(second.template?.controls[0]?.actions[0]?.action, library.actions[0]?.id);
    const own = plan(contentOf([controlOf('C1', 'One')], [madeUp(9)]), asNext(id), library);
    assert.deepEqual(
      own.actions.map(({ points }) => points),
      [9],
    );
  });

  it('[T69] a made-up action goes on when its control is given another title', () => {
    const madeUp = (title: string) => ({ ...actionOf(title), automatic: true as const });
    const { library, id } = imported(contentOf([controlOf('C1', 'C1 Old')], [madeUp('C1 Old')]));
    const next = plan(contentOf([controlOf('C1', 'C1 New')], [madeUp('C1 New')]), asNext(id), library);
    assert.deepEqual(
      next.actions.map(({ title }) => title),
      ['C1 New'],
    );
    assert.deepEqual([next.outcome, next.actions[0]?.id], ['actions-only', library.actions[0]?.id]);
    assert.deepEqual([next.difference.actions.added, next.difference.actions.removed], [[], []]);
  });

  it('[T21] an action known by its title, letter case and space aside, keeps its id', () => {
    const library = { ...emptyLibrary, actions: [libraryAction('a1', 'One', { points: 5 })] };
    const { template, actions } = plan(contentOf([controlOf('C1', ' ONE')], []), asNew, library);
    assert.deepEqual(template?.controls[0]?.actions, [{ action: 'a1', description: 'Description' }]);
    assert.deepEqual(actions, []);
  });

  it('[T21] an action keeps its id through a rename', () => {
    const { library, id } = imported(content);
    const old = library.actions.find(({ title }) => title === 'One');
    const renamed = contentOf(
      [controlOf('C1', 'Uno;;Two', { family: 'F' }), controlOf('C2', 'Two', { family: 'G' })],
      [actionOf('Uno', { points: 5, oldTitle: 'One' }), actionOf('Two', { points: 4, parents: ['Uno'] })],
    );
    const next = plan(renamed, asNext(id), library);
    assert.equal(next.outcome, 'actions-only');
    assert.deepEqual(
      next.actions.map(({ id, title }) => [id, title]),
      [[old?.id, 'Uno']],
    );
    assert.deepEqual(next.difference.actions.changed, [{ name: 'Uno', fields: ['title', 'descriptions'] }]);
  });

  it('[T22] re-stating an action with other columns changes it, and names the other templates that use it', () => {
    const { library } = imported(content);
    const other = contentOf([controlOf('X1', 'Two')], [actionOf('two ', { points: 9 })]);
    const second = plan(other, { kind: 'new', name: 'Other', product: 'P', certification: 'C' }, library);
    assert.deepEqual(
      second.actions.map(({ title, points }) => [title, points]),
      [['two', 9]],
    );
    assert.deepEqual(
      second.affected.map(({ name, actions }) => [name, actions]),
      [['Template', ['Two']]],
    );
  });

  it('[T23] importing the same file again changes nothing', () => {
    const { library, id } = imported(content);
    const again = plan(content, asNext(id), library);
    assert.deepEqual(
      [again.outcome, again.template, again.actions, again.owners, again.dimensions, again.affected],
      ['unchanged', null, [], [], [], []],
    );
    assert.equal(again.difference.controls.unchanged, 2);
  });

  it('[T23] whatever was imported, its template written out and imported again changes nothing', () => {
    const word = fc.constantFrom('A', 'B', 'C', 'D', 'E');
    const controls = fc.uniqueArray(
      fc.record({ id: word, actions: fc.uniqueArray(word, { minLength: 1 }), family: word, disabled: fc.boolean() }),
      { minLength: 1, selector: ({ id }) => id },
    );
    fc.assert(
      fc.property(controls, fc.integer({ min: 1, max: 99 }), (rows, points) => {
        const used = [...new Set(rows.flatMap(({ actions }) => actions))];
        const start = contentOf(
          rows.map(({ id, actions, ...rest }) => controlOf(id, actions.join(';;'), rest)),
          used.map((title, index) => actionOf(title, { points, parents: used.slice(0, index) })),
        );
        const { library, id } = imported(start);
        const template = library.templates.find((one) => one.id === id);
        assert.ok(template !== undefined);
        assert.equal(plan(templateToContent(template, library), asNext(id), library).outcome, 'unchanged');
      }),
    );
  });

  it('[T24] a next version counts on and says row by row what changed', () => {
    const { library, id } = imported(content);
    const changed = contentOf(
      [controlOf('C1', 'One', { family: 'F', title: 'New title' }), controlOf('C3', 'Three', { family: 'G' })],
      [actionOf('One', { points: 5 }), actionOf('Three')],
    );
    const next = plan(changed, asNext(id), library);
    assert.equal(next.outcome, 'new-version');
    assert.deepEqual([next.template?.id, next.template?.version, next.template?.status], [id, 2, 'Imported']);
    assert.deepEqual(next.difference.controls, {
      added: ['C3 Title of C3'],
      changed: [{ name: 'C1 New title', fields: ['title', 'actions'] }],
      removed: ['C2 Title of C2'],
      unchanged: 0,
    });
    assert.deepEqual(next.difference.actions, { added: ['Three'], changed: [], removed: ['Two'], unchanged: 1 });
  });

  it('[T24] a control with its old id beside it is renamed, not replaced; Delete takes a row away', () => {
    const { library, id } = imported(content);
    const changed = contentOf(
      [controlOf('N1', 'One;;Two', { family: 'F', oldId: 'C1' }), controlOf('C2', '', { operation: 'delete' })],
      content.actions,
    );
    const { controls } = plan(changed, asNext(id), library).difference;
    assert.deepEqual(controls.changed, [{ name: 'N1 Title of N1', fields: ['id', 'title', 'description'] }]);
    assert.deepEqual([controls.added, controls.removed], [[], ['C2 Title of C2']]);
  });

  it('[T24] controls in another order are a next version', () => {
    const { library, id } = imported(content);
    assert.equal(
      plan({ ...content, controls: content.controls.toReversed() }, asNext(id), library).outcome,
      'new-version',
    );
  });

  it('[T24] a file that says nothing of services and dimensions leaves those of the template', () => {
    const dimensions = [{ key: 'Product', value: 'Intune' }];
    const { library, id } = imported({ ...content, inScopeServices: ['Mail'], dimensions });
    assert.equal(plan(content, asNext(id), library).outcome, 'unchanged');
    const { template } = plan({ ...content, inScopeServices: ['Files'] }, asNext(id), library);
    assert.deepEqual([template?.inScopeServices, template?.dimensions], [['Files'], dimensions]);
  });

  it('[T25] a submission with an error stores nothing but shows what it would be', () => {
    const broken = contentOf([...content.controls, controlOf('C1', 'One')], content.actions, {
      owners: [{ name: 'IT', description: '' }],
    });
    const { outcome, template, actions, owners, summary, findings } = plan(broken);
    assert.deepEqual([outcome, template, actions, owners], ['refused', null, [], []]);
    assert.equal(summary.controls, 3);
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ['duplicate-control'],
    );
  });

  it('[T25] findings of the reading count, and the same finding is said once', () => {
    const unreadable = contentOf([controlOf('C1', 'One')], [actionOf('One', { points: Number.NaN })]);
    const finding = {
      severity: 'error',
      rule: 'points-not-whole',
      path: 'actions[0].points',
      place: null,
      value: 'abc',
      message: 'No.',
    } as const;
    const { findings } = planImport(
      { content: unreadable, places: {}, findings: [finding] },
      source,
      asNew,
      emptyLibrary,
      ids,
    );
    assert.deepEqual(findings, [finding]);
  });

  it('[T25] more findings than anybody works through are one finding more', () => {
    const content = contentOf(
      Array.from({ length: 20_100 }, (_, index) => controlOf(`C${index}`, '')),
      [],
    );
    const { findings } = plan(content);
    assert.deepEqual([findings.length, findings.at(-1)?.rule], [20_001, 'more-findings']);
  });

  it('[T26] new owners and dimension values come along; known ones stay as they are', () => {
    const listed = contentOf(content.controls, content.actions, {
      owners: [
        { name: 'IT', description: 'New' },
        { name: 'legal', description: '' },
      ],
      dimensionList: [
        { key: 'product', values: ['intune', 'Teams'], multiple: true },
        { key: 'Zone', values: ['DMZ'], multiple: false },
      ],
    });
    const library = { ...emptyLibrary, owners: [{ name: 'Legal', description: 'Kept' }] };
    const { owners, dimensions } = plan(listed, asNew, library);
    assert.deepEqual(owners, [{ name: 'IT', description: 'New' }]);
    assert.deepEqual(dimensions, [
      { key: 'Product', values: ['Intune', 'Office 365', 'Teams'], multiple: true },
      { key: 'Zone', values: ['DMZ'], multiple: false },
    ]);
  });

  it('[T27] an extension is a new template with the controls of both', () => {
    const { library, id } = imported(content);
    const more = contentOf([controlOf('X1', 'Extra;;One')], [actionOf('Extra')]);
    const extension = plan(
      more,
      { kind: 'extend', template: id, name: 'Extended', product: null, certification: null },
      library,
    );
    assert.equal(extension.outcome, 'new-template');
    assert.notEqual(extension.template?.id, id);
    assert.deepEqual(
      extension.template?.controls.map((control) => control.id),
      ['C1', 'C2', 'X1'],
    );
    assert.deepEqual(
      [extension.difference.controls.added, extension.difference.controls.unchanged],
      [['X1 Title of X1'], 2],
    );
    assert.deepEqual(extension.template?.products, ['Product']);
  });

  it('[T29] a description under another title joins the ones other templates show', () => {
    const { library } = imported(content);
    const second = contentOf(
      [controlOf('X1', '', { actions: [{ title: 'One', description: 'For X' }] })],
      [actionOf('One', { points: 5, descriptions: [{ title: 'For X', text: 'Another way' }] })],
    );
    const { actions, template } = plan(second, { kind: 'new', name: 'X', product: 'P', certification: 'C' }, library);
    assert.deepEqual(
      actions[0]?.descriptions.map(({ title }) => title),
      ['Description', 'For X'],
    );
    assert.equal(template?.controls[0]?.actions[0]?.description, 'For X');
  });
});
