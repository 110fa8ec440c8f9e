import assert from 'node:assert/strict';
import { viewAssessment } from '#engine/app/assessment-view';
import { createEvidence } from '#engine/app/evidence/evidence';
import type { EvidenceItem } from '#engine/app/evidence/evidence-items';
import { settleConflict } from '#engine/app/settle-conflict';
import type { CommandId, WorkbookId } from '#engine/contract/model/ids';
import { type ConflictId, groupPartition } from '#engine/contract/model/ids';
import { defaultSecureScore } from '#engine/contract/model/secure-score';
import { answered, openPlayedScore, type PlayedScore } from '#test/support/graph-played-source';
import { createMemoryUploads } from '#test/support/memory-evidence';
import { testLimits } from '#test/support/test-evidence';
import { ann } from '#test/support/test-organisation';

const status = 'implementationStatus';
const result = 'testResult';

describe('Secure Score in an organisation', () => {
  let played: PlayedScore;

  beforeEach(async () => {
    played = await openPlayedScore();
  });

  const standing = (title: string) => [played.value(title, status), played.value(title, result)];
  const view = async () => {
    const shown = await viewAssessment(played.test, played.assessment.id, 'w-1' as WorkbookId);
    assert.ok(shown !== null);
    return shown;
  };
  const evidenceOf = async (title: string): Promise<readonly EvidenceItem[]> => {
    const { organisation } = played.test;
    const parts = { organisation, store: played.contents, uploads: createMemoryUploads(), limits: testLimits };
    return (await createEvidence(parts).ofAssessment(played.assessment.id, played.action(title))) ?? [];
  };
  const proof = async (title: string): Promise<string> => {
    const [piece] = await evidenceOf(title);
    const version = piece?.versions.at(-1);
    assert.ok(version?.sha256 !== null && version?.sha256 !== undefined);
    const bytes = await played.contents.read(version.sha256, 0, version.size ?? 0);
    assert.ok(bytes.ok && bytes.value !== null);
    const chunks: Uint8Array[] = [];
    for await (const chunk of bytes.value) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  };

  it('[B10] sets an action by what is said of its control, as the rules say', async () => {
    await played.set('all');
    for (const [said, expected] of [
      [{ score: 10 }, ['Implemented', 'Passed']],
      [{ score: 4 }, ['Implemented', 'Not Assessed']],
      [{ score: 0, state: 'ThirdParty' }, ['Alternative Implementation', 'Passed']],
      [{ score: 0 }, ['Not Implemented', 'Not Assessed']],
    ] as const) {
      played.source.say({ PatchAll: said });
      await played.sync();
      assert.deepEqual(standing('Patch'), expected);
    }
  });

  it('[B10] follows rules of the organisation’s own', async () => {
    const rules = { ...defaultSecureScore.rules, zero: { status: null, result: 'Failed-High Risk' } } as const;
    await played.set({ automation: 'all', rules });
    assert.equal(await played.type('Patch', status, 'Planned'), 'accepted');
    played.source.say({ PatchAll: { score: 0 } });
    await played.sync();
    assert.deepEqual(standing('Patch'), ['Planned', 'Failed-High Risk']);
    assert.equal(await played.type('Patch', status, 'Implemented'), 'accepted');
    assert.equal(await played.type('Patch', result, 'Passed'), 'automatic');
  });

  it('[B11] keeps nothing until it is switched on, and then what is switched on', async () => {
    played.source.say({ PatchAll: { score: 10 }, TrainAll: { score: 10 } });
    await played.sync();
    assert.deepEqual(
      [standing('Patch'), standing('Train')],
      [
        ['Not Implemented', 'Not Assessed'],
        ['Not Implemented', 'Not Assessed'],
      ],
    );
    await played.set('per-action');
    answered(await played.secureScore.automate(played.action('Train'), { on: true }, played.test.caller()));
    await played.sync();
    assert.deepEqual([standing('Patch')[0], standing('Train')[0]], ['Not Implemented', 'Implemented']);
    await played.set('all');
    await played.sync();
    assert.equal(standing('Patch')[0], 'Implemented');
  });

  it('[B12] refuses what people type into what it keeps, and nothing else', async () => {
    await played.set('all');
    assert.equal(await played.type('Patch', status, 'Planned'), 'accepted', 'nothing was seen yet');
    played.source.say({ PatchAll: { score: 10 } });
    await played.sync();
    assert.equal(await played.type('Patch', status, 'Planned'), 'automatic');
    assert.equal(await played.type('Patch', result, 'Failed-Low Risk'), 'automatic');
    for (const [field, value] of [
      ['implementationNotes', 'a note'],
      ['testPlan', 'a plan'],
      ['testDate', '2026-02-03'],
      ['implementationDate', '2026-02-03'],
      ['assignedTo', 'bob'],
    ] as const) {
      assert.equal(await played.type('Patch', field, value), 'accepted', field);
    }
    assert.equal(await played.type('Review', status, 'Implemented'), 'accepted');
    await played.set('none');
    assert.equal(await played.type('Patch', status, 'Planned'), 'accepted');
  });

  it('[B12] leaves to people what the source says to ignore', async () => {
    await played.set('all');
    played.source.say({ PatchAll: { score: 0, state: 'Ignored' } });
    await played.sync();
    assert.equal(await played.type('Patch', status, 'Not in Scope'), 'accepted');
    await played.sync();
    assert.equal(standing('Patch')[0], 'Not in Scope');
    const [shown] = (await view()).actions.filter(({ title }) => title === 'Patch');
    assert.deepEqual(shown?.automatic?.fields, []);
    assert.match(shown?.notice ?? '', /Ignored there/);
  });

  it('[B12] lets nobody settle a conflict over what it keeps', async () => {
    const { organisation, caller } = played.test;
    const partition = groupPartition(played.assessment.group);
    await played.type('Patch', status, 'Planned');
    await organisation.partition(partition)?.execute<null, never>({
      meta: organisation.meta('conflict', ann, 'api'),
      decide(draft) {
        const entity = `record/${played.action('Patch')}` as never; // a ref
        const values = { baseValue: null, base: 0, inPlace: 'Planned', yours: 'Implemented' };
        draft.emit({ kind: 'conflicted', conflict: 'c9' as ConflictId, entity, field: status, ...values });
        return { ok: true, value: null };
      },
      recall: () => null,
    });
    await played.set('all');
    played.source.say({ PatchAll: { score: 0 } });
    await played.sync();
    const base = organisation.partition(partition)?.image.position ?? 0;
    const resolution = { conflict: 'c9' as ConflictId, decision: 'take', value: null, base } as const;
    const settled = await settleConflict(
      organisation,
      partition,
      caller().command as CommandId,
      resolution,
      ann,
      'api',
    );
    assert.equal(settled.ok ? null : settled.error.code, 'automatic');
    assert.equal(standing('Patch')[0], 'Not Implemented');
  });

  it('[B13] changes nothing but the two, in the name of Secure Score, in the history', async () => {
    await played.set('all');
    await played.type('Patch', 'testDate', '2025-12-31');
    played.source.say({ PatchAll: { score: 10 } });
    await played.sync();
    assert.equal(played.value('Patch', 'testDate'), '2025-12-31');
    assert.equal(played.value('Patch', 'implementationDate'), null);
    const lines = (await view()).history.filter(({ item, who }) => item === 'Patch' && who === 'secure-score');
    assert.deepEqual(
      lines.map(({ channel, field, to }) => [channel, field, to]),
      [
        ['system', 'Test Result', 'Passed'],
        ['system', 'Implementation Status', 'Implemented'],
      ],
    );
  });

  it('[B13] sets the record of every group that works on the action', async () => {
    const content = await played.test.template('Cloud', { 'D-1': ['Patch'] });
    const other = await played.test.open('Cloud', content, 'Another group');
    await played.set('all');
    played.source.say({ PatchAll: { score: 10 } });
    await played.sync();
    assert.equal(played.value('Patch', status, other), 'Implemented');
    assert.equal(standing('Patch')[0], 'Implemented');
  });

  it('[B13] writes nothing when nothing has changed but its own record', async () => {
    await played.set('all');
    played.source.say({ PatchAll: { score: 10 } });
    await played.sync();
    const { organisation } = played.test;
    const group = organisation.partition(groupPartition(played.assessment.group));
    const before = [group?.image.position, organisation.core.image.position] as const;
    await played.sync();
    assert.equal(group?.image.position, before[0]);
    assert.equal(organisation.core.image.position, before[1] + 2, 'the reading, begun and ended');
  });

  it('[B14] keeps what was said as evidence, anew only when it says something else', async () => {
    await played.set('all');
    played.source.say({ PatchAll: { score: 4 } });
    await played.sync();
    await played.sync();
    const [first, ...more] = await evidenceOf('Patch');
    assert.deepEqual(more, []);
    assert.deepEqual(
      first?.versions.map(({ kind, uploadedBy }) => [kind, uploadedBy.id]),
      [['Automatic', 'secure-score']],
    );
    assert.equal(first?.name, 'Secure Score: Title of PatchAll (PatchAll)');
    assert.match(
      await proof('Patch'),
      /Source: Played\nControl: PatchAll.*Score: 4\nLargest score: 10\n.*First read like this: 2026-01-01T/s,
    );
    played.source.say({ PatchAll: { score: 10 } });
    await played.sync();
    const [again] = await evidenceOf('Patch');
    assert.equal(again?.id, first?.id);
    assert.equal(again?.versions.length, 2);
    assert.match(await proof('Patch'), /Result: All points reached/);
  });

  it('[B14] puts evidence of what it keeps there again when somebody has removed it', async () => {
    await played.set('all');
    played.source.say({ PatchAll: { score: 4 } });
    await played.sync();
    const { organisation, caller } = played.test;
    const parts = { organisation, store: played.contents, uploads: createMemoryUploads(), limits: testLimits };
    const [piece] = await evidenceOf('Patch');
    assert.ok(piece !== undefined);
    assert.ok((await createEvidence(parts).remove(piece.id, caller())).ok);
    assert.deepEqual(await evidenceOf('Patch'), []);
    await played.sync();
    assert.equal((await evidenceOf('Patch')).length, 1);
    await played.set('none');
    const [again] = await evidenceOf('Patch');
    assert.ok(again !== undefined && (await createEvidence(parts).remove(again.id, caller())).ok);
    await played.sync();
    assert.deepEqual(await evidenceOf('Patch'), []);
  });

  it('[B15] says that something could not be detected, takes back its own test result, and leaves what people typed', async () => {
    await played.type('Train', status, 'Implemented');
    await played.type('Train', result, 'Passed');
    await played.set('all');
    played.source.say({ PatchAll: { score: 10 } });
    await played.sync();
    assert.deepEqual(standing('Train'), ['Implemented', 'Passed']);
    assert.deepEqual(await evidenceOf('Train'), []);
    played.source.say({ Else: { score: 1 } });
    await played.sync();
    assert.deepEqual(standing('Patch'), ['Implemented', 'Not Assessed']);
    assert.match(await proof('Patch'), /Could not be detected/);
    assert.equal(await played.type('Patch', result, 'Failed-Low Risk'), 'accepted');
    await played.sync();
    assert.equal(standing('Patch')[1], 'Failed-Low Risk');
    const [patch] = played.secureScore.overview().actions;
    assert.match(patch?.sentence ?? '', /could not be detected/);
  });

  it('[B5] leaves everything as it is that is absent from an answer with holes', async () => {
    await played.set('all');
    played.source.say({ PatchAll: { score: 10 } });
    await played.sync();
    played.source.say({ TrainAll: { score: 10 } }, ['A part of the answer is missing.']);
    await played.sync();
    assert.deepEqual(standing('Patch'), ['Implemented', 'Passed']);
    assert.deepEqual(standing('Train'), ['Implemented', 'Passed']);
    const [run] = played.secureScore.overview().runs;
    assert.deepEqual([run?.state, run?.message], ['incomplete', 'A part of the answer is missing.']);
  });

  it('[B16] overwrites nothing once it is switched off, even while it is reading', async () => {
    await played.set('all');
    played.source.say({ PatchAll: { score: 10 } });
    const open = played.source.hold();
    const reading = played.secureScore.sync(played.test.caller());
    await played.set('none');
    assert.equal(await played.type('Patch', status, 'Planned'), 'accepted');
    open();
    answered(await reading);
    assert.equal(standing('Patch')[0], 'Planned');
    await played.sync();
    assert.equal(standing('Patch')[0], 'Planned');
  });

  it('[B18] takes a control for an own action, not for a built-in one, and switches none on without a control', async () => {
    const { secureScore, test } = played;
    const review = played.action('Review');
    const without = await secureScore.automate(review, { on: true }, test.caller());
    assert.equal(without.ok ? null : without.error.code, 'no-secure-score-control');
    await played.set('per-action');
    const named = answered(await secureScore.automate(review, { on: true, control: 'ReviewAll' }, test.caller()));
    assert.deepEqual([named.control, named.on, named.automated, named.builtIn], ['ReviewAll', true, true, false]);
    played.source.say({ ReviewAll: { score: 10 } });
    await played.sync();
    assert.equal(standing('Review')[0], 'Implemented');
    const other = answered(await secureScore.automate(review, { control: 'Other' }, test.caller()));
    assert.deepEqual([other.seen, other.fields], [null, []], 'what was seen of another control does not count');
    assert.equal(await played.type('Review', status, 'Planned'), 'accepted');
    const unknown = await secureScore.automate('nothing' as never, { on: true }, test.caller());
    assert.equal(unknown.ok ? null : unknown.error.code, 'unknown-action');
  });

  it('[B22] records every reading, failed ones with what to do, and keeps the last thirty', async () => {
    await played.set('all');
    played.source.fail({ code: 'graph-denied', message: 'The secret has ended.' });
    await played.sync();
    const [failed] = played.secureScore.overview().runs;
    assert.deepEqual(
      [failed?.number, failed?.state, failed?.code, failed?.message, failed?.by],
      [1, 'failed', 'graph-denied', 'The secret has ended.', 'ann'],
    );
    played.source.fail(null);
    for (let count = 0; count < 34; count += 1) await played.sync();
    const { runs } = played.secureScore.overview();
    assert.deepEqual([runs.length, runs[0]?.number, runs.at(-1)?.number], [30, 35, 6]);
  });

  it('[B22] changes nothing for a tenant that has no score yet', async () => {
    await played.set('all');
    await played.sync();
    const [run] = played.secureScore.overview().runs;
    assert.deepEqual([run?.state, run?.code], ['incomplete', 'no-score']);
    assert.equal(played.secureScore.overview().actions[0]?.seen, null);
  });

  it('[B23] lists every action that names a control, with what was last seen', async () => {
    await played.set('per-action');
    answered(await played.secureScore.automate(played.action('Train'), { on: true }, played.test.caller()));
    played.source.say({ PatchAll: { score: 10 }, TrainAll: { score: 3 } });
    await played.sync();
    const { source, actions, settings } = played.secureScore.overview();
    assert.deepEqual([source, settings.automation], ['Played', 'per-action']);
    assert.deepEqual(
      actions.map(({ title, control, on, automated, fields, sentence }) => ({
        title,
        control,
        on,
        automated,
        fields,
        sentence,
      })),
      [
        { title: 'Patch', control: 'PatchAll', on: false, automated: false, fields: [], sentence: '' },
        {
          ...{ title: 'Train', control: 'TrainAll', on: true, automated: true, fields: [status, result] },
          sentence: 'Played, TrainAll: 3 of 10 points reached, 30 % (seen 2026-01-01).',
        },
      ],
    );
  });

  it('[B17] says in the view what it keeps, and not of an archived assessment', async () => {
    await played.set('all');
    played.source.say({ PatchAll: { score: 10 } });
    await played.sync();
    const patch = (await view()).actions.find(({ title }) => title === 'Patch');
    assert.deepEqual(patch?.automatic?.fields, [status, result]);
    assert.match(
      patch?.notice ?? '',
      /^Implementation Status and Test Result are kept by Secure Score\. Played, PatchAll: all 10 points/,
    );
    assert.equal((await view()).actions.find(({ title }) => title === 'Review')?.automatic, undefined);
  });
});
