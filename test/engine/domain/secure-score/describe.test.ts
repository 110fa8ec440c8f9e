import assert from 'node:assert/strict';
import type { ActionId } from '#engine/contract/model/ids';
import type { Observation } from '#engine/contract/model/secure-score';
import { evidenceName, evidenceText, keptSentence, observationSentence } from '#engine/domain/secure-score/describe';

const seen: Observation = {
  ...{ action: 'a' as ActionId, control: 'AdminMFA', detection: 'partial', title: 'Enable MFA', score: 25, max: 50 },
  ...{
    state: 'Default',
    detail: '=1+1\n<b>half</b>',
    lastSynced: null,
    since: '2026-01-02T03:04:05.678Z',
    source: 'Graph',
  },
};

describe('what people read of Secure Score', () => {
  it('[B23] says what was seen in a sentence, whatever it is', () => {
    const say = (more: Partial<Observation>) => observationSentence({ ...seen, ...more });
    assert.equal(say({}), 'Graph, AdminMFA: 25 of 50 points reached, 50 % (seen 2026-01-02).');
    assert.equal(
      say({ detection: 'complete', score: 50 }),
      'Graph, AdminMFA: all 50 points reached (seen 2026-01-02).',
    );
    assert.equal(
      say({ detection: 'zero', score: 0, max: 1 }),
      'Graph, AdminMFA: none of 1 point reached (seen 2026-01-02).',
    );
    assert.equal(
      say({ detection: 'zero', score: 0, max: null }),
      'Graph, AdminMFA: none of its points reached (seen 2026-01-02).',
    );
    assert.match(say({ detection: 'third-party' }), /another product/);
    assert.match(say({ detection: 'ignored' }), /Ignored there.*Not in Scope/);
    assert.match(say({ detection: 'undetected' }), /could not be detected/);
  });

  it('[B12] says which fields are kept, by the names people know', () => {
    assert.match(keptSentence(['testResult'], seen), /^Test Result is kept by Secure Score\. Graph/);
    assert.match(
      keptSentence(['implementationStatus', 'testResult'], seen),
      /^Implementation Status and Test Result are kept/,
    );
  });

  it('[B14] keeps the same observation as the same text, a line a fact', () => {
    const text = evidenceText(seen);
    assert.equal(text, evidenceText({ ...seen }));
    assert.ok(text.split('\n').includes('Said there: =1+1 <b>half</b>'));
    assert.ok(!text.includes('null'));
    assert.equal(evidenceName(seen), 'Secure Score: Enable MFA (AdminMFA)');
    assert.equal(evidenceName({ ...seen, title: 'x'.repeat(500) }).length, 200);
    assert.equal(evidenceName({ ...seen, title: null }), 'Secure Score: AdminMFA');
  });
});
