import assert from 'node:assert/strict';
import { seenBy } from '#engine/app/seen-by';
import type { UseCases } from '#engine/app/use-cases';
import type { AssessmentId, UserId } from '#engine/contract/model/ids';
import type { AccessChange } from '#engine/contract/model/permission';
import { addPeople, fillRoles, granted, into, signedIn } from '#test/support/access-builders';
import { createTestServer, type TestServer } from '#test/support/test-server';

describe('what one person sees', () => {
  let server: TestServer;
  let sibling: AssessmentId;
  beforeEach(async () => {
    server = await createTestServer();
    const { test } = server;
    await addPeople(test, 'gwen', 'rita', 'carl');
    await test.open('Elsewhere', await test.template('Other', { 'X-1': ['Lock'] }), 'Elsewhere');
    sibling = (await test.open('Sibling', await test.template('Sister', { 'S-1': ['Patch', 'Secret'] }))).id;
    await server.useCases.pushChanges(server.changes('c:1', [server.note('Review', 'seen')]), {
      actor: 'ann' as UserId,
      channel: 'api',
    });
  });
  afterEach(() => server.app.close());

  const as = (user: string) => seenBy(server.useCases, signedIn(user));
  const change = (...changes: readonly AccessChange[]) => fillRoles(server.test, changes);

  it('[I27] shows a guest nothing of the organisation', async () => {
    await change(...into('reader', 'rita'), ...into('portal-admin', 'ann'), ...into('administrator', 'ann'));
    const guest = as('nobody');
    assert.deepEqual(await guest.groups(), []);
    assert.deepEqual(
      [guest.templates(), guest.people(), guest.conflicts(), guest.roles.search('ann')],
      [[], [], [], []],
    );
    const { folder, files, partitions, templates, groups, assessments, openConflicts } = await guest.status();
    assert.deepEqual([folder, files, partitions], [null, [], []]);
    assert.deepEqual([templates, groups, assessments, openConflicts], [0, 0, 0, 0]);
  });

  it('[I27] shows a reader all but templates', async () => {
    await change(...into('administrator', 'ann'), ...into('reader', 'rita'));
    assert.equal((await as('rita').groups()).length, 2);
    assert.deepEqual(as('rita').templates(), []);
    assert.ok(as('ann').templates().length > 0);
    assert.ok(as('rita').people().length > 3);
  });

  it('[I27] shows who has a role for one assessment that one, without the score of the whole group', async () => {
    await change(...into('reader', 'rita'), granted(server.assessment.id, 'reader', 'gwen'));
    const groups = await as('gwen').groups();
    assert.deepEqual(
      groups.map(({ score, assessments }) => [score.possible, assessments.map(({ id }) => id)]),
      [[0, [server.assessment.id]]],
    );
    assert.notEqual(groups[0]?.assessments[0]?.score.possible, 0);
    const shared = (user: string) => {
      const related = as(user).related(server.assessment.id, 'C-1');
      assert.ok(related.ok);
      return new Set(related.value.shared.map(({ assessment }) => assessment)).has(sibling);
    };
    assert.deepEqual([shared('rita'), shared('gwen')], [true, false]);
    const status = await as('gwen').status();
    assert.deepEqual([status.groups, status.assessments], [1, 1]);
    assert.deepEqual(
      status.partitions.map(({ partition }) => partition),
      [server.partition],
    );
  });

  it('[I26] lets who may read some of a group hear of the rest only that something happened', async () => {
    const { test, useCases, partition } = server;
    await useCases.pushChanges(server.changes('c:2', [server.note('Patch', 'shared')]), {
      actor: 'ann' as UserId,
      channel: 'api',
    });
    await change(...into('reader', 'rita'), granted(sibling, 'reader', 'gwen'));
    const { epoch } = server.changes('x:1', [server.note('Patch', '')]);
    const changes = await as('gwen').changesSince({ partition, epoch, position: 0 }, 10);
    assert.ok(changes.kind === 'entries');
    assert.deepEqual(
      changes.entries.map(({ position, event }) => [position, event.kind, 'to' in event ? event.to : null]),
      [
        [1, 'hidden', null],
        [2, 'changed', 'shared'],
      ],
    );
    assert.ok(!JSON.stringify(changes.entries[0]).includes('seen'));
    const { image } = test.organisation.core;
    const org = await as('gwen').changesSince(
      { partition: test.organisation.core.id, epoch: image.epoch, position: 0 },
      1_000,
    );
    assert.ok(org.kind === 'entries');
    const told = org.entries.flatMap(({ event }) => ('entity' in event ? [event.entity] : []));
    assert.deepEqual([...new Set(told)].sort(), [`assessment/${sibling}`, `group/${server.assessment.group}`]);
  });

  it('[I28] makes a workbook for its reader', async () => {
    await change(...into('assessor', 'ann'), ...into('contributor', 'carl'), ...into('administrator', 'ann'));
    const given: unknown[] = [];
    const all: UseCases = {
      ...server.useCases,
      workbook: async (_, editable) => {
        given.push(editable);
        return null;
      },
    };
    for (const user of ['ann', 'carl', 'rita']) await seenBy(all, signedIn(user)).workbook(server.assessment.id);
    assert.deepEqual(given, [
      { data: true, testResults: true, assessment: true },
      { data: true, testResults: false, assessment: false },
      { data: false, testResults: false, assessment: false },
    ]);
  });
});
