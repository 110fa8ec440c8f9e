import assert from 'node:assert/strict';
import { createMemoryJournal } from '#engine/adapters/store/memory';
import { viewAssessment } from '#engine/app/assessment-view';
import { activate, archive, deletionPreview, openAssessment, remove } from '#engine/app/assessments';
import { changeSettings } from '#engine/app/change-settings';
import type { LinkRequest } from '#engine/app/evidence/evidence';
import { createEvidence } from '#engine/app/evidence/evidence';
import type { EvidenceItem } from '#engine/app/evidence/evidence-items';
import { createGate } from '#engine/app/gate';
import { pushChanges } from '#engine/app/push-changes';
import type { Assessment } from '#engine/contract/model/assessment';
import { evidenceRef } from '#engine/contract/model/evidence';
import type { FieldValue } from '#engine/contract/model/field';
import type { CommandId, WorkbookId } from '#engine/contract/model/ids';
import { defaultSettings } from '#engine/contract/model/score';
import { addPeople, fillRoles, granted, into, signedIn } from '#test/support/access-builders';
import { sha256Of } from '#test/support/memory-evidence';
import {
  asAnn,
  codeOf,
  createTestEvidence,
  type TestEvidence,
  testLimits,
  threeAssessments,
  value,
} from '#test/support/test-evidence';
import { ann, createTestOrganisation } from '#test/support/test-organisation';

describe('evidence', () => {
  let all: TestEvidence;
  let mail: Assessment;
  let cloud: Assessment;
  let other: Assessment;
  beforeEach(async () => {
    all = await createTestEvidence();
    ({ mail, cloud, other } = await threeAssessments(all));
  });

  const patch = (assessment: Assessment) => ({ assessment: assessment.id, action: all.action('Patch') });
  const listed = async (assessment: Assessment, title: string | null = null) =>
    (await all.evidence.ofAssessment(assessment.id, title === null ? null : all.action(title))) ?? assert.fail();
  const names = async (assessment: Assessment, title: string | null = null) =>
    (await listed(assessment, title)).map(({ name }) => name);
  const view = async (assessment: Assessment) =>
    (await viewAssessment({ ...all.test, address: 'https://book.example.org' }, assessment.id, 'wb' as WorkbookId)) ??
    assert.fail();
  const link = (more: Partial<LinkRequest> = {}) =>
    all.evidence.link(
      { to: patch(mail), url: 'https://example.org/policy', name: null, dates: {}, ...more },
      all.test.caller(),
    );

  let sets = 0;
  const change = async ({ id, partition }: EvidenceItem, field: string, to: FieldValue) => {
    const kept = all.test.organisation.partition(partition) ?? assert.fail();
    sets += 1;
    const changes = [{ entity: evidenceRef(id), field, value: to, base: kept.image.position }];
    const set = { id: `set-${sets}` as CommandId, partition, epoch: kept.image.epoch, changes };
    const answer = await pushChanges(all.test.organisation, set, ann, 'pane');
    assert.ok(answer.ok);
    return answer.value[0];
  };

  it('[N30] shows in every assessment of the group that cites its action, and in no other group', async () => {
    const item = await all.upload(patch(mail), 'proof');
    assert.deepEqual(await listed(cloud, 'Patch'), [item]);
    assert.deepEqual([await names(mail, 'Train'), await names(other)], [[], []]);
    assert.equal(await all.text(item), 'proof');
    const [version] = item.versions;
    assert.deepEqual(version?.uploadedBy, { id: ann, name: 'Ann Archer' });
    assert.deepEqual([version?.kind, version?.fileName, version?.size], ['Text', 'proof.txt', 5]);
  });

  it('[N20] the same bytes are kept once, whatever they prove and whoever sends them', async () => {
    await all.upload(patch(mail), 'proof');
    await all.upload(patch(other), 'proof', { fileName: 'again.txt' });
    assert.equal(all.store.contents.size, 1);
  });

  it('[N31] a next version takes the place of the last, which stays to be had', async () => {
    const first = await all.upload(patch(mail), 'of June', { dates: { collectedOn: '2026-06-30' } });
    const second = await all.upload({ evidence: first.id }, 'of July', {
      fileName: 'july.txt',
      dates: { collectedOn: '2026-07-31' },
    });
    assert.deepEqual([second.id, second.name, second.collectedOn], [first.id, 'proof.txt', '2026-07-31']);
    assert.deepEqual(
      second.versions.map(({ number, fileName }) => [number, fileName]),
      [
        [1, 'proof.txt'],
        [2, 'july.txt'],
      ],
    );
    assert.equal(await all.text(second), 'of July');
    assert.equal(await all.text(second, 1), 'of June');
    assert.equal(codeOf(await all.evidence.file(second.id, 3, asAnn)), 'unknown-version');
  });

  it('[N32] can be a link instead of a file, to a web page and nothing else', async () => {
    const item = value(await link({ name: 'The policy' }));
    assert.deepEqual(
      [item.name, item.versions[0]?.kind, item.versions[0]?.url],
      ['The policy', 'Link', 'https://example.org/policy'],
    );
    assert.equal(codeOf(await all.evidence.file(item.id, null, asAnn)), 'not-a-file');
    for (const url of [
      'javascript:alert(1)',
      'file:///etc/passwd',
      'https://',
      'https://ann:secret@example.org/',
      'ftp://x',
      'https://x y',
    ]) {
      assert.equal(codeOf(await link({ url })), 'invalid-link', url);
    }
    const next = await all.upload({ evidence: item.id }, 'the policy itself');
    assert.deepEqual(
      next.versions.map(({ kind }) => kind),
      ['Link', 'Text'],
    );
  });

  it('[N33] one piece proves several actions, and at least one', async () => {
    const { id } = await all.upload(patch(mail), 'proof');
    const train = { assessment: mail.id, action: all.action('Train') };
    const both = value(await all.evidence.attach(id, train, all.test.caller()));
    assert.deepEqual(
      both.actions.map(({ title }) => title),
      ['Patch', 'Train'],
    );
    value(await all.evidence.attach(id, train, all.test.caller()));
    assert.deepEqual([await names(mail, 'Train'), await names(cloud)], [['proof.txt'], ['proof.txt']]);
    const one = value(await all.evidence.detach(id, all.action('Patch'), all.test.caller()));
    assert.equal(one.actions.length, 1);
    assert.deepEqual(await names(cloud), []);
    assert.equal(codeOf(await all.evidence.detach(id, all.action('Patch'), all.test.caller())), 'unknown-action');
    assert.equal(codeOf(await all.evidence.detach(id, all.action('Train'), all.test.caller())), 'last-action');
  });

  it('[N33] added to an action of another group it is a piece of its own there, of the same content', async () => {
    const item = await all.upload(patch(mail), 'proof');
    const caller = all.test.caller();
    const copy = value(await all.evidence.attach(item.id, patch(other), caller));
    assert.notEqual(copy.id, item.id);
    assert.deepEqual(await listed(other), [copy]);
    assert.deepEqual(value(await all.evidence.attach(item.id, patch(other), caller)), copy);
    value(await all.evidence.remove(item.id, all.test.caller()));
    assert.equal(await all.text(copy), 'proof');
  });

  it('[N34] name and dates change as other fields do, with their conflicts', async () => {
    const item = await all.upload(patch(mail), 'proof');
    assert.equal((await change(item, 'name', ' Patch report '))?.outcome, 'accepted');
    assert.equal((await change(item, 'expiresOn', '2027-01-31'))?.outcome, 'accepted');
    const [now] = await listed(mail);
    assert.deepEqual([now?.name, now?.expiresOn], ['Patch report', '2027-01-31']);
    for (const [field, to] of [
      ['name', ''],
      ['expiresOn', 'soon'],
      ['actions', []],
      ['versions', 'x'],
    ] as const) {
      assert.equal((await change(item, field, to))?.outcome, 'refused', field);
    }
    const kept = all.test.organisation.partition(item.partition) ?? assert.fail();
    const late = { entity: evidenceRef(item.id), field: 'name', value: 'Other', base: 1 };
    const answer = await pushChanges(
      all.test.organisation,
      { id: 'late' as CommandId, partition: kept.id, epoch: kept.image.epoch, changes: [late] },
      ann,
      'pane',
    );
    assert.ok(answer.ok && answer.value[0]?.outcome === 'conflict');
    assert.deepEqual(
      (await view(mail)).conflicts.map(({ item: what, field, yours }) => [what, field, yours]),
      [['Patch report', 'Name', 'Other']],
    );
  });

  it('[N35] is due when its reminder comes, and when it has expired, the longest ago first', async () => {
    const dates = { expiresOn: '2026-03-31', remindOn: '2026-03-01' };
    await all.upload(patch(mail), 'one', { name: 'One', dates });
    await all.upload(patch(other), 'two', { name: 'Two', dates: { remindOn: '2026-02-01' } });
    await all.upload(patch(mail), 'never', { name: 'Never' });
    const due = (day: string) =>
      all.evidence.due(day, asAnn).due.map(({ reason, date, evidence }) => `${evidence.name} ${reason} ${date}`);
    assert.deepEqual(due('2026-01-31'), []);
    assert.deepEqual(due('2026-03-01'), ['Two reminder 2026-02-01', 'One reminder 2026-03-01']);
    assert.deepEqual(due('2026-03-31'), ['Two reminder 2026-02-01', 'One reminder 2026-03-01']);
    assert.deepEqual(due('2026-04-01'), ['Two reminder 2026-02-01', 'One expired 2026-03-31']);
    assert.equal(all.evidence.due(null, asAnn).day, '2026-01-01');
  });

  it('[N36] once removed is gone everywhere, and stays in the journal with its hash', async () => {
    const item = await all.upload(patch(mail), 'proof');
    const caller = all.test.caller();
    value(await all.evidence.remove(item.id, caller));
    value(await all.evidence.remove(item.id, caller));
    assert.equal(codeOf(await all.evidence.remove(item.id, all.test.caller())), 'unknown-evidence');
    assert.deepEqual([await names(mail), await names(cloud)], [[], []]);
    assert.equal(codeOf(await all.evidence.file(item.id, null, asAnn)), 'unknown-evidence');
    const lines = (await view(mail)).history.filter(({ field }) => field === 'Evidence');
    assert.deepEqual(
      lines.map(({ what, item: name, who }) => [what, name, who]),
      [
        ['removed', 'proof.txt', 'Ann Archer'],
        ['uploaded', 'proof.txt', 'Ann Archer'],
      ],
    );
    assert.ok(lines[1]?.to.includes(`proof.txt, 5 bytes, SHA-256 ${sha256Of('proof')}`));
    assert.equal(all.store.contents.size, 1);
  });

  it('[N36] that is removed does not come back by an edit that was on its way', async () => {
    const item = await all.upload(patch(mail), 'proof');
    const edit = change(item, 'name', 'Late');
    const gone = all.evidence.remove(item.id, all.test.caller());
    const late = change(item, 'name', 'Later');
    await Promise.all([edit, gone, late]);
    assert.deepEqual(await names(mail), []);
  });

  it('[N37] bytes that nothing shows are cleared when the set time has passed, and no others', async () => {
    const removed = await all.upload(patch(mail), 'removed');
    const shown = await all.upload(patch(mail), 'shown twice');
    await all.upload(patch(other), 'shown twice', { fileName: 'again.txt' });
    const archived = await all.upload(patch(other), 'archived');
    assert.ok((await archive(all.test.organisation, other.id, all.test.caller())).ok);
    for (const { id } of [removed, shown]) value(await all.evidence.remove(id, all.test.caller()));
    const clearOn = async (day: string, keepRemovedDays: number | null) => {
      const clock = { ...all.test.organisation.clock, now: () => `${day}T12:00:00.000Z` };
      const organisation = { ...all.test.organisation, clock };
      const limits = { ...testLimits, keepRemovedDays };
      await createEvidence({ organisation, store: all.store, uploads: all.uploads, limits }).clearRemoved();
      return [...all.store.contents.values()].map((bytes) => Buffer.from(bytes).toString()).sort();
    };
    const everything = ['archived', 'removed', 'shown twice'];
    assert.deepEqual(await clearOn('2036-01-01', null), everything);
    assert.deepEqual(await clearOn('2026-01-31', 30), everything);
    assert.deepEqual(await clearOn('2026-02-01', 30), ['archived', 'shown twice']);
    assert.equal(await all.text(archived), 'archived');
  });

  it('[N38] an archived assessment keeps what it had: versions, names, and what was removed since', async () => {
    const item = await all.upload(patch(mail), 'of June', { dates: { collectedOn: '2026-06-30' } });
    const gone = await all.upload(patch(mail), 'removed later', { name: 'Removed' });
    assert.ok((await archive(all.test.organisation, mail.id, all.test.caller())).ok);
    const then = await listed(mail);
    const shownThen = await view(mail);
    await all.upload({ evidence: item.id }, 'of July', { dates: { collectedOn: '2026-07-31' } });
    await change(item, 'name', 'Renamed');
    value(await all.evidence.remove(gone.id, all.test.caller()));
    await all.upload(patch(cloud), 'a new one');
    assert.deepEqual(await listed(mail), then);
    const { workbook: _, ...shownNow } = await view(mail);
    const { workbook: __, ...before } = shownThen;
    assert.deepEqual(shownNow, before);
    assert.equal(await all.text(gone), 'removed later');
    assert.deepEqual(await names(cloud), ['Renamed', 'proof.txt']);
    assert.ok((await activate(all.test.organisation, mail.id, all.test.caller())).ok);
    assert.deepEqual(await names(mail), ['Renamed', 'proof.txt']);
    assert.equal(codeOf(await all.evidence.file(gone.id, null, asAnn)), 'unknown-evidence');
  });

  it('[N38] of archived assessments alone takes no change', async () => {
    const item = await all.upload(patch(other), 'proof');
    assert.ok((await archive(all.test.organisation, other.id, all.test.caller())).ok);
    const caller = () => all.test.caller();
    assert.equal(codeOf(await all.evidence.remove(item.id, caller())), 'archived');
    assert.equal(codeOf(await all.evidence.detach(item.id, all.action('Patch'), caller())), 'archived');
    assert.equal(codeOf(await link({ to: { evidence: item.id } })), 'archived');
    assert.equal(codeOf(await link({ to: patch(other) })), 'archived');
    const verdict = await change(item, 'name', 'New');
    assert.equal(verdict?.outcome === 'refused' && verdict.code, 'archived');
  });

  it('[N39] a new group is filled with the documents of another, as they stood, where that was asked', async () => {
    const item = await all.upload(patch(mail), 'of June', { name: 'Report' });
    await all.upload({ evidence: item.id }, 'of July');
    await all.upload({ assessment: mail.id, action: all.action('Train') }, 'not cited there');
    const copyInto = async (name: string, documents: boolean) => {
      const options = { implementationDetails: false, testPlanAndInformation: false, documents };
      const opened = await openAssessment(
        all.test.organisation,
        {
          ...{ title: name, template: other.template, product: null, group: { name }, inScopeServices: null },
          copyFrom: { group: mail.group, options },
        },
        all.test.caller(),
      );
      assert.ok(opened.ok);
      return opened.value;
    };
    assert.deepEqual(await names(await copyInto('Without', false)), []);
    const filled = await copyInto('With', true);
    const [copy] = await listed(filled);
    assert.deepEqual([(await names(filled)).length, copy?.name, copy?.versions.length], [1, 'Report', 2]);
    assert.deepEqual(copy?.versions[0]?.uploadedBy.name, 'Ann Archer');
    assert.equal(all.store.contents.size, 3);
    value(await all.evidence.remove(item.id, all.test.caller()));
    assert.equal(copy && (await all.text(copy)), 'of July');
  });

  it('[N40] sharing technical actions joins what proves them; ending it leaves every group with all of it', async () => {
    const technical = async (name: string, group: string) => {
      const template = await all.test.template(
        name,
        { 'T-1': ['Encrypt'] },
        {
          actions: [
            {
              ...{
                title: 'Encrypt',
                descriptions: [{ title: '', text: 'How' }],
                points: 9,
                responsibility: 'customer',
              },
              ...{ type: 'Technical', category: null, purpose: null, enforcement: null, owners: [], dimensions: [] },
              ...{ parents: [], secureScoreControl: null, oldTitle: null, operation: null },
            },
          ],
        },
      );
      return all.test.open(name, template, group);
    };
    const one = await technical('One', 'First');
    const two = await technical('Two', 'Second');
    const encrypt = (assessment: Assessment) => ({ assessment: assessment.id, action: all.action('Encrypt') });
    const both = await all.upload(encrypt(one), 'of one', { name: 'Of one' });
    await all.upload(encrypt(one), 'of both', { name: 'Of both' });
    await all.upload(encrypt(two), 'of both', { name: 'Of both' });
    const share = async (shareTechnicalActions: boolean) => {
      const settings = { ...defaultSettings, shareTechnicalActions };
      assert.ok((await changeSettings(all.test.organisation, settings, all.test.caller())).ok);
    };
    await share(true);
    const joined = ['Of one', 'Of both'];
    assert.deepEqual([await names(one), await names(two)], [joined, joined]);
    assert.equal(all.evidence.one(both.id, asAnn), null);
    await all.upload(encrypt(two), 'while shared', { name: 'While shared' });
    assert.deepEqual(await names(one), [...joined, 'While shared']);
    await share(false);
    assert.deepEqual(
      [await names(one), await names(two)],
      [
        [...joined, 'While shared'],
        [...joined, 'While shared'],
      ],
    );
    const [mine] = await listed(one);
    value(await all.evidence.remove(mine?.id ?? assert.fail(), all.test.caller()));
    assert.equal((await names(two)).length, 3);
    await share(true);
    assert.deepEqual((await names(one)).sort(), ['Of both', 'Of one', 'While shared']);
  });

  it('[N41] goes with the records that an assessment takes along, which is said before', async () => {
    const item = await all.upload({ assessment: cloud.id, action: all.action('Review') }, 'proof', { name: 'Review' });
    const kept = await all.upload(patch(cloud), 'patched', { name: 'Both' });
    value(
      await all.evidence.attach(kept.id, { assessment: cloud.id, action: all.action('Review') }, all.test.caller()),
    );
    const preview = await deletionPreview(all.test.organisation, cloud.id);
    assert.ok(preview.ok);
    assert.equal(preview.value.evidence, 1);
    assert.ok((await remove(all.test.organisation, cloud.id, all.test.caller())).ok);
    assert.equal(all.evidence.one(item.id, asAnn), null);
    assert.deepEqual(
      all.evidence.one(kept.id, asAnn)?.actions.map(({ title }) => title),
      ['Patch'],
    );
  });

  it('[N42] is counted and listed in the view, a row for each action, with a link for good and its SHA-256', async () => {
    const item = await all.upload(patch(mail), 'proof', {
      dates: { collectedOn: '2026-01-31', expiresOn: '2027-01-31' },
    });
    value(await all.evidence.attach(item.id, { assessment: mail.id, action: all.action('Train') }, all.test.caller()));
    value(await link({ name: 'Elsewhere' }));
    const shown = await view(mail);
    assert.deepEqual(
      shown.actions.map(({ title, evidence }) => [title, evidence]),
      [
        ['Patch', 2],
        ['Train', 1],
      ],
    );
    const rows = shown.evidence;
    assert.deepEqual(
      rows.map(({ actionTitle, name, kind, version }) => [actionTitle, name, kind, version]),
      [
        ['Patch', 'proof.txt', 'Text', 1],
        ['Patch', 'Elsewhere', 'Link', 1],
        ['Train', 'proof.txt', 'Text', 1],
      ],
    );
    assert.equal(new Set(rows.map(({ id }) => id)).size, 3);
    const [row, web] = rows;
    assert.equal(row?.link, `https://book.example.org/api/v1/evidence/${item.id}/content?version=1`);
    assert.deepEqual([row?.sha256, row?.collected, row?.expires], [sha256Of('proof'), '2026-01-31', '2027-01-31']);
    assert.deepEqual([web?.link, web?.sha256], ['https://example.org/policy', null]);
    const { evidence } = (await viewAssessment(all.test, mail.id, 'wb' as WorkbookId)) ?? assert.fail();
    assert.equal(evidence[0]?.link, null);
  });

  it('[N42] brings the workbooks that show it up to date, and no others; scores stay', async () => {
    const heard: string[] = [];
    const { concernedAssessments } = await import('#engine/app/concerned-assessments');
    all.test.organisation.listen((entries) => {
      const concerned = concernedAssessments(
        all.test.organisation,
        entries.map(({ entry }) => entry),
      );
      heard.push(concerned === 'all' ? 'all' : [...concerned].sort().join());
    });
    const before = (await all.test.scores.assessment(mail.id))?.total();
    const item = await all.upload({ assessment: mail.id, action: all.action('Train') }, 'proof');
    value(await all.evidence.attach(item.id, patch(mail), all.test.caller()));
    value(await all.evidence.detach(item.id, all.action('Train'), all.test.caller()));
    const both = [mail.id, cloud.id].sort().join();
    assert.deepEqual(heard, [mail.id, both, both]);
    assert.deepEqual((await all.test.scores.assessment(mail.id))?.total(), before);
  });

  it('[N7] is heard of, removed too, by who may read an assessment it proves something in, and by nobody else', async () => {
    const item = await all.upload({ assessment: mail.id, action: all.action('Train') }, 'proof');
    await addPeople(all.test, 'rita', 'max', 'cleo');
    await fillRoles(all.test, [
      ...into('administrator', ann),
      ...into('reader', 'rita'),
      granted(mail.id, 'reader', 'max'),
      granted(cloud.id, 'reader', 'cleo'),
    ]);
    const { hearing } = createGate(all.test.organisation);
    const hears = (user: string): boolean => hearing(signedIn(user), item.partition)?.(evidenceRef(item.id)) ?? true;
    const everybody = () => ['rita', 'max', 'cleo', 'nobody'].map(hears);
    assert.deepEqual(everybody(), [true, true, false, false]);
    value(await all.evidence.remove(item.id, all.test.caller()));
    assert.deepEqual(everybody(), [true, true, false, false]);
  });

  it('[N43] is the same after a restart', async () => {
    const journal = createMemoryJournal();
    const first = await createTestEvidence({}, await createTestOrganisation(journal));
    const template = await first.test.template('Mail', { 'M-1': ['Patch', 'Train'] });
    const assessment = await first.test.open('Mail', template);
    const to = { assessment: assessment.id, action: first.action('Patch') };
    const { id } = await first.upload(to, 'proof', { name: 'Proof', dates: { remindOn: '2026-05-01' } });
    await first.upload({ evidence: id }, 'proof again');
    value(await first.evidence.attach(id, { ...to, action: first.action('Train') }, first.test.caller()));
    const before = await first.evidence.ofAssessment(assessment.id, null);
    const second = await createTestEvidence({}, await createTestOrganisation(journal));
    assert.deepEqual(await second.evidence.ofAssessment(assessment.id, null), before);
  });
});
