import assert from 'node:assert/strict';
import { noticeTitle } from '#addin/panes/notices/notice-title';
import { fetchLateWords, fetchWords, speechOf } from '#addin/ui/words/speech';
import { actionId, partitionId, type UserId, userId } from '#engine/contract/model/ids';
import type { Happening, HappeningNames } from '#engine/contract/model/notice';

const ann = userId.parse('ann');
const plain: Happening = {
  ...{
    kind: 'status',
    time: '2026-11-23T08:00:00.000Z',
    actor: ann,
    partition: partitionId.parse('group:g'),
    position: 3,
  },
  ...{ entity: null, actions: [actionId.parse('a1')], from: null, to: 'Planned', comment: null, subject: null },
};
const names: HappeningNames = { actor: 'Ann', to: null, actions: ['Lock doors'], evidence: null, subject: null };
const titles = (happening: Partial<Happening>, more: Partial<HappeningNames> = {}): readonly string[] =>
  (['en', 'de'] as const).map((language) =>
    noticeTitle(speechOf(language), { happening: { ...plain, ...happening }, names: { ...names, ...more } }),
  );

describe('the title of a notice', () => {
  before(async () => {
    await Promise.all([fetchLateWords(), fetchWords('de')]);
  });

  it('[U40] says in the reader’s language who did what, and what is due', () => {
    assert.deepEqual(titles({}), [
      'Ann set the implementation status of “Lock doors” to Planned',
      'Ann hat den Umsetzungsstatus von „Lock doors“ auf Planned gesetzt',
    ]);
    assert.deepEqual(titles({ kind: 'test', to: 'Passed' })[0], 'Ann set the test result of “Lock doors” to Passed');
    assert.deepEqual(titles({ kind: 'assignment', to: 'bob' as UserId }, { to: 'Bob' }), [
      'Ann assigned “Lock doors” to Bob',
      'Ann hat „Lock doors“ an Bob gegeben',
    ]);
    assert.equal(titles({ kind: 'assignment', to: null })[0], 'Ann took “Lock doors” from whoever had it');
    assert.equal(titles({ kind: 'comment' })[0], 'Ann commented on “Lock doors”');
    assert.equal(
      titles({ kind: 'comment', from: 'return' })[1],
      '„Lock doors“ kam nach nicht bestandener Prüfung zurück',
    );
    assert.deepEqual(
      [0, 1, 7, -1, -3].map((to) => titles({ kind: 'due', actor: null, from: '2026-12-01', to })[0]),
      [
        '“Lock doors” is due today',
        '“Lock doors” is due in 1 day (Dec 1, 2026)',
        '“Lock doors” is due in 7 days (Dec 1, 2026)',
        '“Lock doors” was due 1 day ago (Dec 1, 2026)',
        '“Lock doors” was due 3 days ago (Dec 1, 2026)',
      ],
    );
  });

  it('[U40] names evidence and scores', () => {
    const proof = { evidence: 'Export' };
    assert.equal(titles({ kind: 'evidence' }, proof)[0], 'Ann changed the evidence “Export” of “Lock doors”');
    assert.equal(
      titles({ kind: 'due', from: '2026-12-01', to: 'expired' }, proof)[1],
      'Der Nachweis „Export“ zu „Lock doors“ ist abgelaufen (letzter Tag war der 01.12.2026)',
    );
    assert.equal(
      titles({ kind: 'due', from: '2026-12-01', to: 'reminder' }, proof)[0],
      'A reminder of the evidence “Export” of “Lock doors”, for Dec 1, 2026',
    );
    const score = { kind: 'score', actor: null, actions: [], from: 61.25, to: null } as const;
    assert.equal(titles(score, { actions: [] })[0], 'The score of the organisation went from 61.2% to none');
    const group = { ...score, to: 70, subject: { kind: 'group', group: 'g' as never } } as const;
    assert.equal(
      titles(group, { subject: 'Audit 2026' })[1],
      'Der Erfüllungsgrad der Gruppe „Audit 2026“ ging von 61,2\u00a0% auf 70\u00a0%',
    );
    const one = { ...group, subject: { kind: 'assessment', assessment: 'a' as never } } as const;
    assert.equal(titles(one, { subject: 'GDPR' })[0], 'The score of “GDPR” went from 61.2% to 70%');
  });
});
