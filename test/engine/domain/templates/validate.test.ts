import assert from 'node:assert/strict';
import type { TemplateId } from '#engine/contract/model/ids';
import type { TemplateContent } from '#engine/contract/model/template';
import type { ImportChoice, TemplateLibrary } from '#engine/domain/templates/library';
import { planImport } from '#engine/domain/templates/plan-import';
import { validateContent } from '#engine/domain/templates/validate';
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

/** Codes and paths, `rule@path`, of everything found. */
function found(
  content: TemplateContent,
  choice: ImportChoice = asNew,
  library: TemplateLibrary = emptyLibrary,
): readonly string[] {
  return validateContent(content, {}, library, choice).map(({ rule, path }) => `${rule}@${path}`);
}

const sound = contentOf([controlOf('C1', 'Do')], [actionOf('Do')]);

/** An organisation that has imported `sound` as the template `id1`. */
function organisation(): TemplateLibrary {
  const source = { kind: 'format-a', file: null, sha256: null } as const;
  const plan = planImport({ content: sound, places: {}, findings: [] }, source, asNew, emptyLibrary, countingIds());
  return libraryWith(emptyLibrary, plan);
}

function theTemplate(library: TemplateLibrary): string {
  return library.templates[0]?.id ?? 'none';
}

describe('checking submitted templates', () => {
  it('[T1] content that breaks no rule gives no finding', () => {
    assert.deepEqual(found(sound), []);
  });

  it('[T1] all findings come at once, each with rule, place, value and a sentence that ends', () => {
    const content = contentOf([controlOf('C1', 'Missing'), controlOf('C1', '')], [actionOf('Unused', { points: 0 })]);
    const findings = validateContent(
      content,
      { 'controls[1]': 'ControlFamily!A3', 'actions[0].points': 'Actions!D2' },
      emptyLibrary,
      asNew,
    );
    assert.deepEqual(
      findings.map(({ rule, place, value }) => [rule, place, value]),
      [
        ['undefined-action', null, 'Missing'],
        ['duplicate-control', 'ControlFamily!A3', 'C1'],
        ['control-without-action', 'ControlFamily!A3', 'C1'],
        ['unused-action', null, 'Unused'],
        ['points-not-whole', 'Actions!D2', '0'],
      ],
    );
    for (const { message, severity } of findings) {
      assert.match(message, /^[A-Z"].*\.$/);
      assert.equal(severity, 'error');
    }
  });

  it('[T1] a very long value is shortened in the sentence', () => {
    const [finding] = validateContent(contentOf([controlOf('C1', 'x'.repeat(5_000))], []), {}, emptyLibrary, asNew);
    assert.ok((finding?.message.length ?? 0) < 500);
  });

  it('[T2] a template needs a name, a product, a certification and a control', () => {
    const choice: ImportChoice = { kind: 'new', name: ' ', product: null, certification: null };
    assert.deepEqual(found(contentOf([], []), choice), [
      'missing-name@name',
      'missing-product@products',
      'missing-certification@certification',
      'no-controls@controls',
    ]);
  });

  it('[T2] the name is unique in the organisation, letter case and space around it aside', () => {
    const choice: ImportChoice = { kind: 'new', name: ' TEMPLATE ', product: 'P', certification: 'C' };
    assert.deepEqual(found(contentOf([controlOf('C2', 'Do')], []), choice, organisation()), [
      'duplicate-template@name',
    ]);
  });

  it('[T3] a next version keeps product and certification', () => {
    const library = organisation();
    const content = { ...sound, products: ['Other'], certification: 'CERTIFICATION' };
    assert.deepEqual(found(content, asNext(theTemplate(library)), library), ['changed-product@products']);
    assert.deepEqual(found({ ...sound, certification: 'x' }, asNext(theTemplate(library)), library), [
      'changed-certification@certification',
    ]);
  });

  it('[T3] only a template that exists and is not archived has a next version', () => {
    const library = organisation();
    assert.deepEqual(found(sound, asNext('none')), ['unknown-template@']);
    const archived = { ...library, templates: library.templates.map((template) => ({ ...template, archived: true })) };
    assert.deepEqual(found(sound, asNext(theTemplate(library)), archived), ['archived-template@']);
  });

  it('[T4] a control has an id, a title and a family', () => {
    const content = contentOf([controlOf('', 'Do', { title: '', family: '' })], [actionOf('Do')]);
    assert.deepEqual(found(content), [
      'missing-control-id@controls[0].id',
      'missing-control-title@controls[0].title',
      'missing-family@controls[0].family',
    ]);
  });

  it('[T4] a row with nothing but a family is a family without control', () => {
    const content = contentOf([controlOf('C1', 'Do'), controlOf('', '', { title: '' })], [actionOf('Do')]);
    assert.deepEqual(found(content), ['family-without-control@controls[1].family']);
  });

  it('[T5] an action named by a control is in the content or known to the organisation', () => {
    const library = { ...emptyLibrary, actions: [libraryAction('a1', 'Known')] };
    assert.deepEqual(found(contentOf([controlOf('C1', 'known ;;Nobody')], []), asNew, library), [
      'undefined-action@controls[0].actions[1]',
    ]);
  });

  it('[T5] an action named twice by a control is a warning', () => {
    const [finding, ...more] = validateContent(
      contentOf([controlOf('C1', 'Do;;do')], [actionOf('Do')]),
      {},
      emptyLibrary,
      asNew,
    );
    assert.deepEqual([finding?.rule, finding?.severity, more], ['repeated-action', 'warning', []]);
  });

  it('[T5] an action to be deleted may not be named', () => {
    const content = contentOf([controlOf('C1', 'Do;;Old')], [actionOf('Do'), actionOf('Old', { operation: 'delete' })]);
    assert.deepEqual(found(content), ['deleted-action-used@controls[0].actions[1]']);
  });

  it('[T5] the description a control picks is one of the action', () => {
    const control = controlOf('C1', '', { actions: [{ title: 'Do', description: 'Nowhere' }] });
    assert.deepEqual(found(contentOf([control], [actionOf('Do')])), ['unknown-description@controls[0].actions[0]']);
  });

  it('[T6] a stated score that differs from the sum of the points is a warning that names both', () => {
    const control = controlOf('C1', 'Do;;Do more', { statedPoints: 7 });
    const [finding, ...more] = validateContent(
      contentOf([control], [actionOf('Do', { points: 5 }), actionOf('Do more')]),
      {},
      emptyLibrary,
      asNew,
    );
    assert.equal(finding?.severity, 'warning');
    assert.match(finding?.message ?? '', /7 points.*8/);
    assert.deepEqual(more, []);
  });

  it('[T7] an action has a unique title, a description and a control that uses it', () => {
    const content = contentOf(
      [controlOf('C1', 'Do')],
      [
        actionOf('Do'),
        actionOf(' DO '),
        actionOf('Unused'),
        actionOf(''),
        actionOf('Do', { descriptions: [{ title: '', text: ' ' }] }),
      ],
    );
    assert.deepEqual(found(content), [
      'duplicate-action@actions[1].title',
      'unused-action@actions[2].title',
      'missing-action-title@actions[3].title',
      'duplicate-action@actions[4].title',
      'missing-description@actions[4].descriptions',
    ]);
  });

  it('[T7] points are a whole number from 1 to 99', () => {
    for (const points of [0, 100, 2.5, -1, Number.NaN]) {
      assert.deepEqual(found(contentOf([controlOf('C1', 'Do')], [actionOf('Do', { points })])), [
        'points-not-whole@actions[0].points',
      ]);
    }
    for (const points of [1, 99]) {
      assert.deepEqual(found(contentOf([controlOf('C1', 'Do')], [actionOf('Do', { points })])), []);
    }
  });

  it('[T7] the implementation type is one of the three or listed under Action Type', () => {
    const procedural = [actionOf('Do', { type: 'Procedural' })];
    assert.deepEqual(found(contentOf([controlOf('C1', 'Do')], procedural)), ['unknown-type@actions[0].type']);
    const dimensionList = [{ key: 'action type', values: ['procedural'], multiple: false }];
    assert.deepEqual(found(contentOf([controlOf('C1', 'Do')], procedural, { dimensionList })), []);
  });

  it('[T7] two descriptions of an action have different titles', () => {
    const descriptions = [
      { title: 'A', text: 'x' },
      { title: 'a', text: 'y' },
    ];
    assert.deepEqual(found(contentOf([controlOf('C1', 'Do')], [actionOf('Do', { descriptions })])), [
      'repeated-description@actions[0].descriptions[1]',
    ]);
  });

  it('[T8] owners are listed in the content or known to the organisation', () => {
    const content = contentOf([controlOf('C1', 'Do')], [actionOf('Do', { owners: ['IT', 'Legal', 'Nobody'] })], {
      owners: [{ name: 'it', description: '' }],
    });
    const library = { ...emptyLibrary, owners: [{ name: 'Legal', description: '' }] };
    assert.deepEqual(found(content, asNew, library), ['unknown-owner@actions[0].owners[2]']);
  });

  it('[T8] dimension values are listed, and one value stands under a key that does not allow several', () => {
    const dimensions = [
      { key: 'Product', value: 'Intune' },
      { key: 'Product', value: 'Office 365' },
      { key: 'Zone', value: 'DMZ' },
    ];
    const content = contentOf([controlOf('C1', 'Do')], [actionOf('Do', { dimensions, category: 'Nonsense' })], {
      dimensions: [{ key: 'Zone', value: 'DMZ' }],
    });
    assert.deepEqual(found(content), [
      'unlisted-dimension@actions[0].dimensions[2]',
      'unlisted-dimension@actions[0].category',
      'dimension-not-multiple@actions[0].dimensions',
      'unlisted-dimension@dimensions[0]',
    ]);
  });

  it('[T8] lists name each owner and each dimension value once and whole', () => {
    const content = contentOf(sound.controls, sound.actions, {
      owners: [
        { name: 'IT', description: '' },
        { name: 'it', description: '' },
        { name: '', description: '' },
      ],
      dimensionList: [{ key: 'Zone', values: ['DMZ', 'dmz', ''], multiple: true }],
    });
    assert.deepEqual(found(content), [
      'duplicate-owner@owners[1].name',
      'missing-owner-name@owners[2].name',
      'repeated-dimension@dimensionList[0].values[1]',
      'missing-dimension-key@dimensionList[0].values[2]',
    ]);
  });

  it('[T9] parents are known actions and make no circle', () => {
    const content = contentOf(
      [controlOf('C1', 'A;;B;;C;;D')],
      [
        actionOf('A', { parents: ['B'] }),
        actionOf('B', { parents: ['C'] }),
        actionOf('C', { parents: ['A', 'Nobody'] }),
        actionOf('D', { parents: ['A'] }),
      ],
    );
    assert.deepEqual(found(content), [
      'unknown-parent@actions[2].parents[1]',
      'parent-cycle@actions[0].parents',
      'parent-cycle@actions[1].parents',
      'parent-cycle@actions[2].parents',
    ]);
  });

  it('[T9] a chain of twenty thousand parents is no circle and takes no time', () => {
    const actions = Array.from({ length: 20_000 }, (_, index) =>
      actionOf(`A${index}`, { parents: index === 0 ? [] : [`A${index - 1}`] }),
    );
    const content = contentOf([controlOf('C1', actions.map(({ title }) => title).join(';;'))], actions);
    assert.deepEqual(found(content), []);
  });

  it('[T10] an old title or id is one the organisation has', () => {
    const content = contentOf([controlOf('C1', 'New', { oldId: 'C0' })], [actionOf('New', { oldTitle: 'Gone' })]);
    assert.deepEqual(found(content), [
      'old-control-unknown@controls[0].oldId',
      'old-action-unknown@actions[0].oldTitle',
    ]);
  });

  it('[T10] a title that another action has cannot be taken by a rename', () => {
    const library = { ...emptyLibrary, actions: [libraryAction('a1', 'Old'), libraryAction('a2', 'Taken')] };
    const content = contentOf([controlOf('C1', 'Taken')], [actionOf('Taken', { oldTitle: 'Old' })]);
    assert.deepEqual(found(content, asNew, library), ['rename-clash@actions[0].title']);
  });

  it('[T10] a row to be deleted that the template does not have is a warning', () => {
    const library = organisation();
    const content = contentOf([controlOf('C1', 'Do'), controlOf('C9', '', { operation: 'delete' })], [actionOf('Do')]);
    const findings = validateContent(content, {}, library, asNext(theTemplate(library)));
    assert.deepEqual(
      findings.map(({ rule, severity }) => [rule, severity]),
      [['deleted-control-unknown', 'warning']],
    );
  });

  it('[T11] an extension only adds', () => {
    const library = organisation();
    const choice: ImportChoice = {
      kind: 'extend',
      template: theTemplate(library) as TemplateId,
      name: 'More',
      product: null,
      certification: null,
    };
    assert.deepEqual(found(sound, choice, library), [
      'extension-repeats-control@controls[0].id',
      'extension-repeats-action@actions[0].title',
    ]);
  });

  it('[T12] an action of the provider is named but not changed', () => {
    const library = { ...emptyLibrary, actions: [libraryAction('m1', 'Theirs', { responsibility: 'provider' })] };
    assert.deepEqual(found(contentOf([controlOf('C1', 'Theirs')], []), asNew, library), []);
    assert.deepEqual(found(contentOf([controlOf('C1', 'Theirs')], [actionOf('Theirs')]), asNew, library), [
      'provider-action@actions[0].title',
    ]);
  });

  it('[T13] text longer than a cell can hold is refused', () => {
    const long = 'x'.repeat(32_768);
    const content = contentOf(
      [controlOf('C1', 'Do', { description: long })],
      [actionOf('Do', { descriptions: [{ title: '', text: long }] })],
    );
    assert.deepEqual(found(content), ['too-long@controls[0].description', 'too-long@actions[0].descriptions[0]']);
  });
});
