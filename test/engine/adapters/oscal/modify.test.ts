import assert from 'node:assert/strict';
import { catalog, type Json, profile, read, rulesOf, statementOf, withIds } from '#test/support/oscal-builders';

type Modify = { readonly [key: string]: Json };
const modified = (modify: Modify) =>
  read(profile({ imports: [withIds('ac-1')], modify }), { 'catalog.json': catalog() });
const alter = (...adds: readonly Json[]) => modified({ alters: [{ 'control-id': 'ac-1', adds }] });
const without = (...removes: readonly Json[]) =>
  statementOf(modified({ alters: [{ 'control-id': 'ac-1', removes }] }), 'AC-1');
const item = (prose: string) => [{ name: 'item', prose }];

describe('OSCAL modification', () => {
  it('[O15] a set parameter replaces label, and values or selection, and adds constraints', () => {
    const set = (...settings: readonly Modify[]) =>
      statementOf(
        modified({ 'set-parameters': settings.map((each) => ({ 'param-id': 'ac-1_p', ...each })) }),
        'AC-1',
      )?.split('\n')[0];
    assert.equal(set({ label: 'period' }), 'Do it within [Assignment: period]:');
    assert.equal(set({ values: ['1 h'] }), 'Do it within 1 h:');
    assert.equal(set({ values: ['1 h'] }, { select: { choice: ['a', 'b'] } }), 'Do it within [Selection: a; b]:');
    assert.equal(
      set({ constraints: [{ description: 'short' }] }, { constraints: [{ description: 'very' }] }),
      'Do it within [Assignment: time: short; very]:',
    );
  });

  it('[O15] a set parameter adds guidelines, which the assessment shows', () => {
    const template = modified({ 'set-parameters': [{ 'param-id': 'ac-1_p', guidelines: [{ prose: 'See AC-2.' }] }] });
    assert.equal(template.content.actions[0]?.descriptions[1]?.text, '**Parameters**\n\n* See AC-2.');
  });

  it('[O16] an addition stands at the start or end of its target, or before or after it', () => {
    const at = (position: string, target: string) =>
      statementOf(alter({ position, 'by-id': target, parts: item('NEW') }), 'AC-1')?.replace(
        'Do it within [Assignment: time]:',
        'S',
      );
    assert.equal(at('starting', 'ac-1_smt'), 'S\n\n* NEW\n* a. first.');
    assert.equal(at('ending', 'ac-1_smt'), 'S\n\n* a. first.\n* NEW');
    assert.equal(at('before', 'ac-1_smt.a'), 'S\n\n* NEW\n* a. first.');
    assert.equal(at('after', 'ac-1_smt.a'), 'S\n\n* a. first.\n* NEW');
    assert.equal(at('starting', 'ac-1'), 'NEW\n\nS\n\n* a. first.');
    assert.equal(at('before', 'ac-1'), 'NEW\n\nS\n\n* a. first.');
    assert.equal(at('after', 'ac-1'), 'S\n\n* a. first.\n\nNEW');
  });

  it('[O16] without a target or position an addition ends the control; titles, labels and parameters are added too', () => {
    const template = alter(
      { parts: item('END {{ new_p }}'), params: [{ id: 'new_p', label: 'new' }] },
      { title: 'New title' },
      { position: 'starting', props: [{ name: 'label', value: 'ZZ-9' }] },
      { 'by-id': 'ac-1_p', props: [{ name: 'x', value: 'y' }] },
    );
    assert.deepEqual(
      template.content.controls.map(({ id, title }) => [id, title]),
      [['ZZ-9', 'New title']],
    );
    assert.match(statementOf(template, 'ZZ-9') ?? '', /END \[Assignment: new\]$/);
    assert.deepEqual(rulesOf(template), []);
  });

  it('[O16] a removal takes what meets all its criteria: id, name, class, namespace, kind', () => {
    const whole = 'Do it within [Assignment: time]:\n\n* a. first.';
    const bare = 'Do it within [Assignment: time]:';
    assert.equal(without({ 'by-id': 'ac-1_smt.a' }), bare);
    assert.equal(without({ 'by-name': 'item' }), bare);
    assert.equal(without({ 'by-name': 'item', 'by-class': 'x' }), whole);
    assert.equal(without({ 'by-name': 'item', 'by-ns': 'urn:x' }), whole);
    assert.equal(without({ 'by-item-name': 'part' }), '');
    assert.equal(without({ 'by-name': 'label', 'by-item-name': 'part' }), whole);
    assert.equal(
      without({ 'by-id': 'ac-1_p', 'by-item-name': 'param' })?.split('\n')[0],
      'Do it within [Assignment: ac-1_p]:',
    );
    assert.equal(without({}), whole);
  });

  it('[O16] removals come before additions, so a part can be replaced', () => {
    const alters = [
      {
        'control-id': 'ac-1',
        removes: [{ 'by-name': 'item' }],
        adds: [{ 'by-id': 'ac-1_smt', parts: item('instead.') }],
      },
    ];
    assert.equal(statementOf(modified({ alters }), 'AC-1'), 'Do it within [Assignment: time]:\n\n* instead.');
  });

  it('[O16] changes that name nothing in the selected controls do nothing, and one warning names them', () => {
    const template = modified({
      'set-parameters': [{ 'param-id': 'gone_p', values: ['x'] }],
      alters: [{ 'control-id': 'zz-1' }, { 'control-id': 'ac-1', adds: [{ 'by-id': 'gone', parts: item('x') }] }],
    });
    const [finding] = template.findings;
    assert.deepEqual(
      [finding?.severity, finding?.rule, finding?.value],
      ['warning', 'profile-change-without-target', 'gone_p, zz-1, gone'],
    );
  });
});
