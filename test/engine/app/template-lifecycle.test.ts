import assert from 'node:assert/strict';
import { type Caller, openAssessment } from '#engine/app/assessments';
import { bringInBuiltIn } from '#engine/app/bring-in-built-in';
import { createTemplateImports } from '#engine/app/import-template';
import { exportTemplate } from '#engine/app/template-export';
import { createTemplateLifecycle } from '#engine/app/template-lifecycle';
import { previewUpdates } from '#engine/app/template-updates';
import type { TemplateId, UserId } from '#engine/contract/model/ids';
import type { TemplateContent } from '#engine/contract/model/template';
import { approvalAt, approvedOf, templateOf, templatesOf } from '#engine/domain/organisation/documents';
import { ok } from '#engine/domain/result';
import { contentOf, createTestOrganisation } from '#test/support/test-organisation';

const bob = 'bob' as UserId;
const cleo = 'cleo' as UserId;
const dora = 'dora' as UserId;
const file = { name: 'own.xlsx', bytes: new Uint8Array([1]), companions: {} };
const asNew = { kind: 'new', name: 'Own', product: null, certification: null } as const;

async function withTwoPeople(peopleSignIn = true) {
  const test = await createTestOrganisation();
  const organisation = { ...test.organisation, peopleSignIn };
  let content: TemplateContent = contentOf('Own', { 'C-1': ['Lock doors'], 'C-2': ['Back up'] });
  const imports = createTemplateImports(organisation, {
    inspect: async () => ok({ format: 'format-a', sheets: [], proposal: null, needs: [] }),
    read: async () => ok({ kind: 'format-a', content, places: {}, findings: [] }),
    mark: async ({ bytes }) => ok(bytes),
  });
  const lifecycle = createTemplateLifecycle(organisation);
  const by = (actor: UserId): Caller => ({ ...test.caller(), actor });
  const image = organisation.core.image;
  const bring = async (choice: Parameters<typeof imports.preview>[1], actor?: UserId) => {
    const preview = await imports.preview(file, choice, null);
    assert.ok(preview.ok);
    const committed = await imports.commit(preview.value.id, actor === undefined ? test.caller() : by(actor));
    assert.ok(committed.ok, JSON.stringify(committed));
    return { preview: preview.value, committed: committed.value, id: committed.value.template as TemplateId };
  };
  const approve = async (id: TemplateId, version: number): Promise<void> => {
    assert.ok((await lifecycle.publish(id, version, test.caller())).ok);
    const result = await lifecycle.approve(id, version, by(bob));
    assert.ok(result.ok, JSON.stringify(result));
  };
  const open = (id: TemplateId, title = 'First') => {
    const request = { title, template: id, product: null, group: { name: 'G' }, copyFrom: null, inScopeServices: null };
    return openAssessment(organisation, request, test.caller());
  };
  return {
    ...{ test, organisation, imports, lifecycle, by, image, bring, approve, open },
    say: (next: TemplateContent) => {
      content = next;
    },
  };
}

function code(result: { readonly ok: boolean; readonly error?: { readonly code: string } }): string {
  return result.ok ? 'ok' : (result.error?.code ?? '');
}

describe('the way of a template', () => {
  it('[T140] is from Imported over Pending Approval to Approved, each step with who and when', async () => {
    const { bring, lifecycle, by, image, open, test } = await withTwoPeople();
    const { preview, committed, id } = await bring(asNew);
    assert.deepEqual([preview.status, committed.status], ['Imported', 'Imported']);
    assert.equal(templateOf(image, id)?.status, 'Imported');
    assert.equal(code(await open(id)), 'template-closed');
    assert.equal(code(await lifecycle.approve(id, 1, by(bob))), 'wrong-status');
    assert.ok((await lifecycle.publish(id, 1, test.caller())).ok);
    assert.equal(templateOf(image, id)?.status, 'Pending Approval');
    assert.equal(code(await open(id)), 'template-closed');
    assert.ok((await lifecycle.approve(id, 1, by(bob))).ok);
    const approval = approvalAt(image, id, 1);
    assert.deepEqual(
      [approval?.imported?.by, approval?.published?.by, approval?.approved?.by, approval?.status],
      ['ann', 'ann', 'bob', 'Approved'],
    );
    assert.ok((approval?.approved?.at ?? '') > (approval?.published?.at ?? ''));
    assert.equal(code(await open(id)), 'ok');
    assert.equal(code(await lifecycle.approve(id, 1, by(cleo))), 'wrong-status');
  });

  it('[T141] needs a second person: neither who brought it in nor who published it approves it', async () => {
    const { bring, lifecycle, by } = await withTwoPeople();
    const { id } = await bring(asNew, bob);
    assert.ok((await lifecycle.publish(id, 1, by(cleo))).ok);
    assert.equal(code(await lifecycle.approve(id, 1, by(bob))), 'second-person');
    assert.equal(code(await lifecycle.approve(id, 1, by(cleo))), 'second-person');
    assert.equal(code(await lifecycle.approve(id, 1, by(dora))), 'ok');
  });

  it('[T141] counts who made the versions it goes on from that were never approved', async () => {
    const { bring, lifecycle, by, say } = await withTwoPeople();
    const { id } = await bring(asNew, bob);
    say(contentOf('Own', { 'C-1': ['Lock doors'], 'C-3': ['Train'] }));
    await bring({ kind: 'next', template: id }, cleo);
    assert.ok((await lifecycle.publish(id, 2, by(cleo))).ok);
    assert.equal(code(await lifecycle.approve(id, 2, by(bob))), 'second-person');
    assert.equal(code(await lifecycle.approve(id, 2, by(dora))), 'ok');
  });

  it('[T142] goes back to Imported with the reason when it is rejected, and is published again', async () => {
    const { bring, lifecycle, by, image, test } = await withTwoPeople();
    const { id } = await bring(asNew);
    await lifecycle.publish(id, 1, test.caller());
    assert.ok((await lifecycle.reject(id, 1, 'C-2 says nothing', by(bob))).ok);
    const rejected = approvalAt(image, id, 1);
    assert.deepEqual([rejected?.status, rejected?.published], ['Imported', null]);
    assert.deepEqual([rejected?.rejected?.by, rejected?.rejected?.reason], ['bob', 'C-2 says nothing']);
    assert.equal(code(await lifecycle.approve(id, 1, by(bob))), 'wrong-status');
    assert.ok((await lifecycle.publish(id, 1, test.caller())).ok);
    assert.equal(approvalAt(image, id, 1)?.rejected, null);
  });

  it('[T143] is taken step by step for the version that was looked at', async () => {
    const { bring, lifecycle, by, say, test } = await withTwoPeople();
    const { id } = await bring(asNew);
    await lifecycle.publish(id, 1, test.caller());
    say(contentOf('Own', { 'C-1': ['Lock doors'], 'C-3': ['Train'] }));
    await bring({ kind: 'next', template: id });
    assert.equal(code(await lifecycle.approve(id, 1, by(bob))), 'changed-meanwhile');
    assert.equal(code(await lifecycle.approve(id, 2, by(bob))), 'wrong-status');
    assert.equal(code(await lifecycle.publish('none' as TemplateId, 1, by(bob))), 'unknown-template');
  });

  it('[G17] leaves assessments and groups with the approved version while the next one waits', async () => {
    const { bring, approve, image, open, organisation, say, test } = await withTwoPeople();
    const { id } = await bring(asNew);
    await approve(id, 1);
    const first = await open(id);
    assert.ok(first.ok);
    say(contentOf('Own', { 'C-1': ['Lock doors'], 'C-3': ['Train'] }));
    await bring({ kind: 'next', template: id });
    assert.deepEqual([templateOf(image, id)?.version, approvedOf(image, id)?.version], [2, 1]);
    const waiting = await previewUpdates(organisation, first.value.group);
    assert.deepEqual(waiting.ok && waiting.value, []);
    const again = { title: 'Second', template: id, product: null, group: { name: 'H' }, copyFrom: null };
    const second = await openAssessment(organisation, { ...again, inScopeServices: null }, test.caller());
    assert.equal(second.ok && second.value.templateVersion, 1);
    await approve(id, 2);
    const offered = await previewUpdates(organisation, first.value.group);
    assert.deepEqual(offered.ok && offered.value.map(({ from, to }) => [from, to]), [[1, 2]]);
  });

  it('[T144] asks for nobody else where the person at the machine is alone, until the organisation does', async () => {
    const { bring, lifecycle, image, open, say, test } = await withTwoPeople(false);
    assert.deepEqual(lifecycle.rule(), { rule: 'by-sign-in', twoPeople: false });
    const { preview, committed, id } = await bring(asNew);
    assert.deepEqual(
      [preview.status, committed.status, templateOf(image, id)?.status],
      ['Approved', 'Approved', 'Approved'],
    );
    assert.deepEqual([approvalAt(image, id, 1)?.imported?.by, approvalAt(image, id, 1)?.approved?.by], ['ann', 'ann']);
    assert.equal(code(await open(id)), 'ok');
    const changed = await lifecycle.changeRule('two-people', test.caller());
    assert.deepEqual(changed.ok && changed.value, { rule: 'two-people', twoPeople: true });
    say(contentOf('Own', { 'C-1': ['Lock doors'] }));
    assert.equal((await bring({ kind: 'next', template: id })).committed.status, 'Imported');
  });

  it('[T144] is approved as it comes where the organisation asks for one person', async () => {
    const { bring, lifecycle, test } = await withTwoPeople();
    await lifecycle.changeRule('one-person', test.caller());
    assert.equal((await bring(asNew)).committed.status, 'Approved');
  });

  it('[T145] ends in the archive, where nothing can be done to it but to activate it', async () => {
    const { bring, lifecycle, by, image, imports, open, test } = await withTwoPeople();
    const { id } = await bring(asNew);
    assert.ok((await lifecycle.change(id, { archived: true }, test.caller())).ok);
    assert.equal(code(await lifecycle.publish(id, 1, test.caller())), 'template-archived');
    assert.equal(code(await lifecycle.change(id, { locked: true }, test.caller())), 'template-archived');
    assert.equal(code(await open(id)), 'template-closed');
    const copy = imports.previewCopy(
      id,
      { kind: 'customise' },
      { dimensions: [], controls: [{ kind: 'disable', id: 'C-1' }], actions: [] },
    );
    assert.deepEqual([copy.plan.outcome, copy.plan.findings[0]?.rule], ['refused', 'archived-template']);
    assert.ok((await lifecycle.change(id, { archived: false, locked: true }, test.caller())).ok);
    assert.deepEqual([templateOf(image, id)?.archived, templateOf(image, id)?.locked], [false, true]);
    await lifecycle.publish(id, 1, test.caller());
    await lifecycle.approve(id, 1, by(bob));
    assert.equal(code(await open(id)), 'template-closed');
    await lifecycle.change(id, { locked: false }, test.caller());
    assert.equal(code(await open(id)), 'ok');
  });

  it('[T145] writes nothing for what is so already', async () => {
    const { bring, lifecycle, organisation, test } = await withTwoPeople();
    const { id } = await bring(asNew);
    const { position } = organisation.core.head();
    assert.ok((await lifecycle.change(id, { archived: false, locked: false }, test.caller())).ok);
    assert.equal(organisation.core.head().position, position);
  });

  it('[T146] is gone on with after a new shipped version: approved changes approved, others still waiting', async () => {
    const { approve, image, imports, organisation, test } = await withTwoPeople();
    const shipped = (description: string) => {
      const content = contentOf('Shipped', { 'S-1': ['Ship it'] });
      const controls = content.controls.map((control) => ({ ...control, description }));
      const id = 'shipped' as TemplateId; // of the alphabet
      const actions = content.actions.map((action) => ({ ...action, id: 'ship-it' as never }));
      return { actions, templates: [{ id, content: { ...content, controls } }] };
    };
    const id = 'shipped' as TemplateId;
    await bringInBuiltIn(organisation, shipped('As it was.'));
    const own = (control: string) => ({
      ...{
        id: control,
        title: control,
        family: 'Own',
        description: 'Ours.',
        link: null,
        articleId: null,
        version: null,
      },
      actions: [{ title: 'Ship it', description: null }],
    });
    for (const control of ['Own-1', 'Own-2']) {
      const edits = { dimensions: [], controls: [{ kind: 'add', control: own(control) } as const], actions: [] };
      const preview = imports.previewCopy(id, { kind: 'customise' }, edits);
      assert.ok((await imports.commit(preview.id, test.caller())).ok);
      if (control === 'Own-1') await approve(id, 2);
    }
    assert.deepEqual([templateOf(image, id)?.version, approvedOf(image, id)?.version], [3, 2]);
    await bringInBuiltIn(organisation, shipped('As it is.'));
    const [newest, approved] = [templateOf(image, id), approvedOf(image, id)];
    assert.deepEqual([newest?.version, newest?.status, approved?.version], [6, 'Imported', 5]);
    assert.deepEqual(
      [newest, approved].map((template) => template?.controls.map((control) => control.id)),
      [
        ['S-1', 'Own-1', 'Own-2'],
        ['S-1', 'Own-1'],
      ],
    );
    assert.equal(approved?.controls[0]?.description, 'As it is.');
    assert.equal(approvalAt(image, id, 6)?.imported?.by, 'ann');
    assert.equal(templatesOf(image).length, 1);
  });

  it('[T150] ends in a JSON file for approved versions alone, the newest of them unless another is named', async () => {
    const { approve, bring, image, say } = await withTwoPeople();
    const { id } = await bring(asNew);
    assert.equal(code(exportTemplate(image, id, null)), 'not-approved');
    await approve(id, 1);
    say(contentOf('Own', { 'C-1': ['Lock doors'], 'C-3': ['Train'] }));
    await bring({ kind: 'next', template: id });
    const exported = exportTemplate(image, id, null);
    assert.deepEqual(exported.ok && exported.value.controls.map((control) => control.id), ['C-1', 'C-2']);
    assert.equal(code(exportTemplate(image, id, 1)), 'ok');
    assert.equal(code(exportTemplate(image, id, 2)), 'not-approved');
    assert.equal(code(exportTemplate(image, id, 3)), 'unknown-template');
    assert.equal(code(exportTemplate(image, 'none' as TemplateId, null)), 'unknown-template');
  });
});
