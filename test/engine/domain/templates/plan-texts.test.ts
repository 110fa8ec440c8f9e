import assert from 'node:assert/strict';
import type { TemplateId } from '#engine/contract/model/ids';
import type { ContentControl } from '#engine/contract/model/template';
import { planImport } from '#engine/domain/templates/plan-import';
import { planTexts } from '#engine/domain/templates/plan-texts';
import {
  actionOf,
  asNew,
  contentOf,
  controlOf,
  countingIds,
  emptyLibrary,
  libraryWith,
} from '#test/support/template-builders';

const source = { kind: 'oscal', file: 'catalog.json', sha256: null } as const;
const content = contentOf(
  [controlOf('AC-1', 'Lock'), controlOf('AC-2', 'Lock', { statement: 'Old.' })],
  [actionOf('Lock')],
);
const first = planImport({ content, places: {}, findings: [] }, source, asNew, emptyLibrary, countingIds());
const library = libraryWith(emptyLibrary, first);
const id = first.template?.id ?? ('none' as TemplateId);

function plan(controls: readonly ContentControl[], template = id) {
  return planTexts({ content: contentOf(controls, []), places: {}, findings: [] }, source, template, library);
}

const text = (control: string, description: string) =>
  controlOf(control, 'Anything', { description, responsibility: 'provider' });

describe('official texts over a template', () => {
  it('[T127] become the statements of controls of the same id; everything else stays, and nothing else is taken', () => {
    const planned = plan([text('AC-1', 'Lock every door.'), text('ZZ-9', 'Unknown.'), text(' AC-2 ', '')]);
    assert.equal(planned.outcome, 'new-version');
    const [one, two] = planned.template?.controls ?? [];
    const [before] = first.template?.controls ?? [];
    assert.deepEqual(one, { ...before, statement: 'Lock every door.' });
    assert.equal(two?.statement, 'Old.');
    assert.deepEqual([planned.template?.version, planned.actions, planned.owners], [2, [], []]);
    assert.deepEqual(planned.difference.controls.changed, [{ name: 'AC-1 Title of AC-1', fields: ['statement'] }]);
    assert.deepEqual(
      planned.findings.map(({ rule, value }) => [rule, value]),
      [['texts-without-control', 'ZZ-9']],
    );
  });

  it('[T127] that are there already change nothing; where no id fits, the file is refused', () => {
    assert.deepEqual(
      [plan([text('AC-2', 'Old.')]).outcome, plan([text('AC-2', 'Old.')]).template],
      ['unchanged', null],
    );
    const none = plan([text('ZZ-9', 'Unknown.')]);
    assert.deepEqual([none.outcome, none.findings[0]?.rule], ['refused', 'no-texts']);
    assert.equal(plan([text('AC-1', 'x'.repeat(40_000))]).findings[0]?.rule, 'too-long');
    assert.equal(plan([text('AC-1', 'x')], 'none' as TemplateId).findings[0]?.rule, 'unknown-template');
  });
});
