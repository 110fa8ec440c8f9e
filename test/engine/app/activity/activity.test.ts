import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createMemoryJournal } from '#engine/adapters/store/memory';
import { sha256 } from '#engine/adapters/store/sha256';
import { activityLimits, createActivity } from '#engine/app/activity/activity';
import { changeSettings } from '#engine/app/change-settings';
import { createGate } from '#engine/app/gate';
import { createOrganisationLists } from '#engine/app/organisation-lists';
import type { JournalStore } from '#engine/app/ports';
import { pushChanges } from '#engine/app/push-changes';
import { createWorkflow } from '#engine/app/workflow/workflow';
import type { ActivityFilter, ActivityLine } from '#engine/contract/http/activity';
import type { Assessment } from '#engine/contract/model/assessment';
import type { SealedEntry } from '#engine/contract/model/entry';
import { type ActionId, type CommandId, recordRef, type UserId } from '#engine/contract/model/ids';
import { defaultSettings } from '#engine/contract/model/score';
import { seal } from '#engine/domain/journal/seal';
import { documentRef, documentsOf, putDocument } from '#engine/domain/organisation/documents';
import { ok } from '#engine/domain/result';
import { addPeople, fillRoles, granted, into, signedIn } from '#test/support/access-builders';
import { entriesAfter, partition } from '#test/support/journal-entries';
import { ann, contentOf, createTestOrganisation } from '#test/support/test-organisation';

const everything: ActivityFilter = { text: '' };
const annWho = signedIn('ann');

async function withActivity(store: JournalStore = createMemoryJournal()) {
  const test = await createTestOrganisation(store);
  const { organisation } = test;
  const activity = createActivity(organisation, createGate(organisation));
  const note = async (assessment: Assessment, text: string, actor: UserId = ann) => {
    const action = documentsOf(organisation.core.image, 'action')[0]?.id as ActionId; // of the template there is
    const { id, image } = await organisation.group(assessment.group);
    const entity = recordRef(action);
    const base = image.entity(entity)?.fields['implementationNotes']?.at ?? 0;
    const changes = [{ entity, field: 'implementationNotes', value: text, base }];
    const set = { id: `note/${text}` as CommandId, partition: id, epoch: image.epoch, changes };
    const pushed = await pushChanges(organisation, set, actor, 'api');
    assert.ok(pushed.ok && pushed.value.every(({ outcome }) => outcome === 'accepted'), text);
  };
  const page = async (
    filter: Partial<ActivityFilter> = {},
    cursor: string | null = null,
    limit = 200,
    who = annWho,
  ) => {
    const result = await activity.page({ ...everything, ...filter }, { cursor, limit }, who);
    assert.ok(result.ok, JSON.stringify(result));
    return result.value;
  };
  const lines = async (filter: Partial<ActivityFilter> = {}, who = annWho): Promise<readonly ActivityLine[]> => {
    const found: ActivityLine[] = [];
    let cursor: string | null = null;
    do {
      const { lines: more, cursor: next } = await page(filter, cursor, 200, who);
      found.push(...more);
      cursor = next;
    } while (cursor !== null);
    return found;
  };
  return { test, organisation, activity, note, page, lines };
}

/** Two groups with an assessment each on one template, and some notes in turn. */
async function withTwoGroups() {
  const bench = await withActivity();
  const template = await bench.test.template('Mail', { 'C-1': ['Lock doors'] });
  const [one, two] = [await bench.test.open('One', template, 'North'), await bench.test.open('Two', template, 'South')];
  for (let number = 1; number <= 6; number += 1) await bench.note(number % 2 === 0 ? one : two, `Note ${number}`);
  return { ...bench, one, two };
}

function to(lines: readonly ActivityLine[]): readonly string[] {
  return lines.filter(({ kind }) => kind === 'answers').map((line) => line.to);
}

describe('what happened in the organisation', () => {
  it('[A29] comes newest first, over all groups and the organisation itself, in words', async () => {
    const { page, one } = await withTwoGroups();
    const { lines, cursor, searchedTo } = await page();
    assert.deepEqual(to(lines), ['Note 6', 'Note 5', 'Note 4', 'Note 3', 'Note 2', 'Note 1']);
    assert.deepEqual([cursor, searchedTo], [null, null]);
    const times = lines.map(({ time }) => time);
    assert.deepEqual(times, [...times].sort().reverse());
    const [first] = lines;
    assert.deepEqual(first?.group, { id: one.group, name: 'North' });
    assert.deepEqual(
      [first?.name, first?.item, first?.field, first?.from, first?.what],
      ['Ann Archer', 'Lock doors', 'Implementation Notes', 'Note 4', 'changed'],
    );
    assert.deepEqual(
      lines.slice(6, 10).map(({ item, group }) => [item, group?.name]),
      [
        ['Two', 'South'],
        ['South', 'South'],
        ['One', 'North'],
        ['North', 'North'],
      ],
    );
    assert.equal(lines.at(-1)?.group, null);
    const rest = lines.slice(6).map(({ kind, item, field, to: value }) => [kind, item, field, value]);
    assert.deepEqual(rest.slice(0, 2), [
      ['assessments', 'Two', 'Assessment', 'version 1'],
      ['assessments', 'South', 'Group', ''],
    ]);
    assert.deepEqual(rest.slice(-3), [
      ['templates', 'Mail', 'Template', 'active'],
      ['templates', 'Mail', 'Version', '1'],
      ['actions', 'Lock doors', 'Action', ''],
    ]);
  });

  it('[A30] comes page by page, every line once, whatever happens in between', async () => {
    const { page, note, one, two } = await withTwoGroups();
    const whole = (await page()).lines.map(({ id }) => id);
    for (const limit of [1, 2, 5]) {
      const found: string[] = [];
      let cursor: string | null = null;
      let turn = 0;
      do {
        const next = await page({}, cursor, limit);
        assert.ok(next.lines.length <= limit);
        found.push(...next.lines.map(({ id }) => id));
        cursor = next.cursor;
        turn += 1;
        await note(turn % 2 === 0 ? one : two, `Later ${limit}.${turn}`);
      } while (cursor !== null);
      assert.deepEqual(
        found.filter((id) => whole.includes(id)),
        whole,
        `${limit} a page`,
      );
      assert.equal(new Set(found).size, found.length);
    }
  });

  it('[A30] comes whole, every line once, in pages of any length and whatever the clocks said', async () => {
    const times = fc.array(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 30 }), {
      minLength: 1,
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(times, fc.integer({ min: 1, max: 9 }), async (minutesByGroup, limit) => {
        const store = createMemoryJournal();
        for (const [group, minutes] of minutesByGroup.entries()) {
          const id = partition(`group:g${group}`);
          const head = await store.open(id);
          if (minutes.length === 0) continue;
          const texts = minutes.map((_, index) => `${group}.${index}`);
          await store.append(id, 0, atTimes(entriesAfter(head, texts), head.hash, minutes));
        }
        const { page } = await withActivity(store);
        const found: string[] = [];
        let cursor: string | null = null;
        do {
          const next = await page({}, cursor, limit);
          found.push(...next.lines.map((line) => line.to));
          cursor = next.cursor;
        } while (cursor !== null);
        const all = minutesByGroup.flatMap((minutes, group) => minutes.map((_, index) => `${group}.${index}`));
        assert.deepEqual([...found].sort(), [...all].sort());
        assert.deepEqual(
          found,
          (await page({}, null, 200)).lines.map((line) => line.to),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('[A30] comes whole also of more groups than a cursor has room for', async () => {
    const store = createMemoryJournal();
    const groups = 380;
    for (let group = 0; group < groups; group += 1) {
      const id = partition(`group:g${group}`);
      const head = await store.open(id);
      const minutes = [group, groups + group];
      await store.append(id, 0, atTimes(entriesAfter(head, minutes.map(String)), head.hash, minutes));
    }
    const { page } = await withActivity(store);
    const found: string[] = [];
    let cursor: string | null = null;
    do {
      const next = await page({}, cursor, 190);
      found.push(...next.lines.map((line) => line.to));
      cursor = next.cursor;
      assert.ok((cursor?.length ?? 0) < 12_000);
    } while (cursor !== null);
    const all = Array.from({ length: groups * 2 }, (_, index) => String(groups * 2 - 1 - index));
    assert.deepEqual([...new Set(found)], all);
    assert.ok(found.length <= all.length + 4, `${found.length} lines`);
  });

  it('[A30] goes on only with a cursor of its own history', async () => {
    const { activity, page } = await withTwoGroups();
    const { cursor } = await page({}, null, 2);
    assert.ok(cursor !== null);
    const ask = async (text: string) => {
      const result = await activity.page(everything, { cursor: text, limit: 2 }, annWho);
      return result.ok ? 'ok' : result.error.code;
    };
    assert.equal(await ask(cursor), 'ok');
    assert.equal(await ask(`ffffffff${cursor.slice(8)}`), 'unknown-epoch');
    for (const wrong of [
      'x',
      '',
      `${cursor}~`,
      cursor.replace(/~\d{17}/, '~20261399000000000'),
      `${cursor}~${'0'.repeat(40)}`,
    ]) {
      assert.equal(await ask(wrong), 'invalid', wrong);
    }
    assert.equal(await ask(`${cursor}~0123456789.zz.zz`), 'ok', 'a group that is gone');
    const far = cursor.replace(/\.[0-9a-z]+\./g, '.zzzzzz.');
    assert.equal(await ask(far), 'ok', 'a position beyond the end');
  });

  it('[A31] is found by day, person, kind, group, assessment and words', async () => {
    const { lines, note, one, two, test } = await withTwoGroups();
    await note(one, 'By Bob', 'bob' as UserId);
    assert.deepEqual(to(await lines({ person: 'bob' as UserId })), ['By Bob']);
    assert.deepEqual(new Set((await lines({ kind: 'answers' })).map(({ kind }) => kind)), new Set(['answers']));
    assert.deepEqual(to(await lines({ group: two.group })), ['Note 5', 'Note 3', 'Note 1']);
    const ofTwo = await lines({ group: two.group });
    assert.ok(ofTwo.some(({ item }) => item === 'South') && ofTwo.every(({ item }) => item !== 'North'));
    const ofOne = await lines({ assessment: one.id });
    assert.deepEqual(to(ofOne), ['By Bob', 'Note 6', 'Note 4', 'Note 2']);
    assert.deepEqual(
      ofOne.filter(({ kind }) => kind !== 'answers').map(({ item }) => item),
      ['One'],
    );
    assert.deepEqual(to(await lines({ text: 'NOTE 3' })), ['Note 5', 'Note 3']);
    assert.deepEqual(to(await lines({ text: 'archer' })).length, 6);
    assert.deepEqual(await lines({ to: '2025-12-31' }), []);
    assert.deepEqual(await lines({ from: '2026-01-02' }), []);
    assert.equal((await lines({ from: '2026-01-01', to: '2026-01-01' })).length, (await lines()).length);
    assert.notEqual(test, undefined);
  });

  it('[A31] is found in a group also where all groups share their technical actions', async () => {
    const { lines, organisation, test } = await withActivity();
    const actions = contentOf('Mail', { 'C-1': ['Lock doors'] }).actions.map((one) => ({ ...one, type: 'Technical' }));
    const one = await test.open('One', await test.template('Mail', { 'C-1': ['Lock doors'] }, { actions }), 'North');
    const two = await test.open('Two', await test.template('Other', { 'D-1': ['Back up'] }), 'South');
    await changeSettings(organisation, { ...defaultSettings, shareTechnicalActions: true }, test.caller());
    const action = documentsOf(organisation.core.image, 'action').find(({ title }) => title === 'Lock doors')?.id;
    const where = { assessment: one.id, action: action as ActionId };
    assert.ok((await createWorkflow(organisation).comment(where, 'Shared', test.caller())).ok);
    assert.deepEqual(
      (await lines({ group: one.group, kind: 'comments' })).map((line) => line.to),
      ['Shared'],
    );
    assert.equal((await lines({ assessment: one.id, kind: 'comments' })).length, 1);
    assert.deepEqual(await lines({ group: two.group, kind: 'comments' }), []);
  });

  it('[A31] refuses a group or an assessment there is not', async () => {
    const { activity } = await withTwoGroups();
    const ask = async (filter: Partial<ActivityFilter>) => {
      const result = await activity.page({ ...everything, ...filter }, { cursor: null, limit: 5 }, annWho);
      return result.ok ? 'ok' : result.error.code;
    };
    assert.equal(await ask({ group: 'none' as never }), 'unknown-group');
    assert.equal(await ask({ assessment: 'none' as never }), 'unknown-assessment');
  });

  it('[A32] looks at so many entries a request, and goes on from there', async () => {
    const store = createMemoryJournal();
    const busy = partition('group:busy');
    const head = await store.open(busy);
    const count = activityLimits.page.entries + 700;
    await store.append(
      busy,
      0,
      entriesAfter(
        head,
        Array.from({ length: count }, (_, index) => `n${index}`),
      ),
    );
    const reads: number[] = [];
    const counted: JournalStore = {
      ...store,
      async read(id, after, limit) {
        const entries = await store.read(id, after, limit);
        reads.push(entries.length);
        return entries;
      },
    };
    const { page } = await withActivity(counted);
    reads.length = 0;
    const first = await page({ text: 'n3.' });
    assert.deepEqual([first.lines.length, first.searchedTo], [0, '2026-01-02T03:04:05.678Z']);
    assert.ok(first.cursor !== null);
    const looked = reads.reduce((sum, length) => sum + length, 0);
    assert.ok(looked <= activityLimits.page.entries + activityLimits.page.piece + 10, `${looked} entries read`);
    const second = await page({ text: 'n3' }, first.cursor);
    assert.deepEqual(second.lines.map((line) => line.to).slice(-2), ['n30', 'n3']);
    assert.equal(second.cursor, null);
  });

  it('[A32] looks for days long ago by halves', async () => {
    const store = createMemoryJournal();
    const busy = partition('group:busy');
    const head = await store.open(busy);
    await store.append(
      busy,
      0,
      oneAnHour(
        entriesAfter(
          head,
          Array.from({ length: 20_000 }, (_, index) => `n${index}`),
        ),
        head.hash,
      ),
    );
    let looked = 0;
    const counted: JournalStore = {
      ...store,
      async read(id, after, limit) {
        const entries = await store.read(id, after, limit);
        looked += entries.length;
        return entries;
      },
    };
    const { page } = await withActivity(counted);
    looked = 0;
    const { lines, cursor } = await page({ from: '2020-01-11', to: '2020-01-11' });
    assert.deepEqual(
      lines.map((line) => line.to),
      Array.from({ length: 24 }, (_, index) => `n${263 - index}`),
    );
    assert.equal(cursor, null);
    assert.ok(looked < 250, `${looked} entries read`);
  });

  it('[A33] is heard by each as far as they may read: groups and assessments, master data, people', async () => {
    const { lines, test, one, organisation } = await withTwoGroups();
    await addPeople(test, 'gwen', 'rita', 'adam', 'petra', 'mute');
    const lists = createOrganisationLists(organisation);
    await lists.addOwner({ name: 'Porter', description: '' }, test.caller());
    await changeSettings(organisation, { ...defaultSettings, providerName: 'Contoso' }, test.caller());
    await fillRoles(test, [
      ...into('reader', 'rita'),
      ...into('contributor', 'ann'),
      ...into('assessor', 'ann'),
      ...into('administrator', 'adam'),
      ...into('portal-admin', 'petra'),
      granted(one.id, 'reader', 'gwen'),
    ]);
    const kinds = async (who: string) => [...new Set((await lines({}, signedIn(who))).map(({ kind }) => kind))].sort();
    assert.deepEqual(await kinds('mute'), []);
    assert.deepEqual(await kinds('rita'), ['answers', 'assessments']);
    assert.deepEqual(await kinds('adam'), ['actions', 'answers', 'assessments', 'lists', 'settings', 'templates']);
    assert.deepEqual(await kinds('petra'), [
      'actions',
      'answers',
      'assessments',
      'lists',
      'people',
      'settings',
      'templates',
    ]);
    const heard = await lines({}, signedIn('gwen'));
    assert.deepEqual(to(heard), ['Note 6', 'Note 4', 'Note 2']);
    assert.deepEqual(
      heard.filter(({ kind }) => kind !== 'answers').map(({ item }) => item),
      ['One', 'North'],
    );
    const reading = { user: 'petra' as UserId, scope: 'read' } as const;
    assert.deepEqual([...new Set((await lines({}, reading)).map(({ kind }) => kind))], ['answers', 'assessments']);
  });

  it('[A33] tells of roles in words, and of nobody’s own affairs', async () => {
    const { lines, test } = await withTwoGroups();
    await addPeople(test, 'rita');
    await fillRoles(test, into('reader', 'ann', 'rita'));
    const [role] = await lines({ kind: 'people' });
    assert.deepEqual([role?.item, role?.field, role?.to, role?.what], ['Rita Person', 'Role', 'Reader', 'given']);
    const { core } = test.organisation;
    const caller = test.caller();
    const when = { kind: 'status', values: [], assessment: null } as const;
    const mine = { id: 'mine', name: 'My rule', active: true, owner: ann, recipients: [], email: false, when };
    await core.execute<null, never>({
      meta: test.organisation.meta(caller.command, ann, 'api'),
      decide(draft) {
        putDocument<'alert'>(draft.emit, documentRef('alert', 'mine'), mine);
        putDocument<'alert'>(draft.emit, documentRef('alert', 'ours'), { ...mine, name: 'Our rule', owner: null });
        for (const id of ['mine', 'ours']) draft.emit({ kind: 'removed', entity: documentRef('alert', id) });
        return ok(null);
      },
      recall: () => null,
    });
    const told = await lines({ kind: 'settings' });
    assert.deepEqual(
      told.map(({ item, what }) => [item, what]),
      [
        ['Our rule', 'removed'],
        ['Our rule', 'saved'],
      ],
    );
  });

  it('[A33] shows a removed comment no more', async () => {
    const { lines, organisation, one, test } = await withTwoGroups();
    const action = documentsOf(organisation.core.image, 'action')[0]?.id as ActionId;
    const workflow = createWorkflow(organisation);
    const place = { assessment: one.id, action };
    const written = await workflow.comment(place, 'A secret', test.caller());
    assert.ok(written.ok);
    assert.equal((await lines({ kind: 'comments' }))[0]?.to, 'A secret');
    const { number, partition: where } = written.value;
    const gone = await workflow.uncomment({ ...place, partition: where, number }, test.caller());
    assert.ok(gone.ok);
    const after = await lines({ kind: 'comments' });
    assert.deepEqual(
      after.map((line) => [line.what, line.to]),
      [
        ['removed', ''],
        ['commented', '(removed)'],
      ],
    );
    assert.deepEqual(await lines({ text: 'secret' }), []);
  });

  it('[A34] fills a file with all of it, and refuses one that would be cut', async () => {
    const { activity, lines } = await withTwoGroups();
    const all = await activity.all(everything, annWho);
    assert.deepEqual(all.ok && all.value, await lines());
    const store = createMemoryJournal();
    const busy = partition('group:busy');
    const head = await store.open(busy);
    const texts = Array.from({ length: activityLimits.file.lines + 1 }, (_, index) => `n${index}`);
    await store.append(busy, 0, entriesAfter(head, texts));
    const bench = await withActivity(store);
    const refused = await bench.activity.all(everything, annWho);
    assert.equal(refused.ok ? 'ok' : refused.error.code, 'too-many-lines');
    const narrower = await bench.activity.all({ text: 'n777' }, annWho);
    assert.equal(narrower.ok && narrower.value.length, 11);
  });

  it('[A34] makes two files at a time and no more', async () => {
    const { activity } = await withTwoGroups();
    const answers = await Promise.all([1, 2, 3].map(() => activity.all(everything, annWho)));
    assert.deepEqual(
      answers.map((answer) => (answer.ok ? 'ok' : answer.error.code)),
      ['ok', 'ok', 'too-many-requests'],
    );
    assert.ok((await activity.all(everything, annWho)).ok);
  });
});

/** The same entries, one an hour from the beginning of 2020, in a chain. */
function oneAnHour(entries: readonly SealedEntry[], before: string): readonly SealedEntry[] {
  return atTimes(
    entries,
    before,
    entries.map((_, index) => index * 60),
  );
}

/** The same entries at so many minutes from the beginning of 2020, in a chain. */
function atTimes(entries: readonly SealedEntry[], before: string, minutes: readonly number[]): readonly SealedEntry[] {
  let hash = before;
  return entries.map(({ entry }, index) => {
    const time = new Date(Date.UTC(2020, 0, 1) + (minutes[index] ?? 0) * 60_000).toISOString();
    const sealed = seal({ ...entry, time }, hash, sha256);
    hash = sealed.hash;
    return sealed;
  });
}
