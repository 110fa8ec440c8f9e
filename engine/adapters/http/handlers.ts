import { createHash } from 'node:crypto';
import { whoOf } from '../../app/access.ts';
import type { AttestationPreview } from '../../app/attestations.ts';
import type { EvidenceFile } from '../../app/evidence/evidence.ts';
import type { ImportPreview } from '../../app/import-template.ts';
import type { Clock } from '../../app/ports.ts';
import type { ChangesSince, UseCases } from '../../app/use-cases.ts';
import type { ErrorCode } from '../../contract/errors.ts';
import type { SignIn } from '../../contract/http/access-endpoints.ts';
import { limits } from '../../contract/http/limits.ts';
import type { EvidenceDates, Sha256 } from '../../contract/model/evidence.ts';
import type { AttestationField } from '../../contract/model/field.ts';
import type { Cursor, TemplateId } from '../../contract/model/ids.ts';
import type { ScoreNode } from '../../contract/model/score.ts';
import { templateFileSchema } from '../../contract/model/template-file.ts';
import type { TestResult } from '../../contract/model/vocabulary.ts';
import { protocolVersion } from '../../contract/version.ts';
import { refusedTypes } from '../../domain/evidence/file-type.ts';
import type { Attestation } from '../../domain/organisation/attestation.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Handlers } from './call.ts';
import type { Refused } from './problems.ts';
import { waitForChanges } from './wait-for-changes.ts';

/** Every endpoint of the contract, a line each: use cases decide, this translates. */
export function createHandlers(useCases: UseCases, { clock, signIn, waiters }: HandlerParts): Handlers {
  const { imports, attestations, evidence } = useCases;
  const { notifications, privacy, lifecycle, lists, library, activity } = useCases;
  const summary = (result: Result<TemplateId, Refused>) =>
    result.ok ? found(useCases.templateSummary(result.value), 'unknown-template') : result;
  const { webhooks } = notifications;
  const poll = pollFor(useCases, clock, waiters);
  return {
    status: async () => ok({ ...(await useCases.status()), protocol: protocolVersion }),
    people: () => ok({ people: useCases.people() }),
    me: ({ caller }) => ok(useCases.roles.me(whoOf(caller))),
    settings: () => ok(useCases.settings()),
    changeSettings: ({ body, caller }) => useCases.changeSettings(body, caller),

    identity: () => ok({ organisation: useCases.organisation, signIn }),
    searchPeople: ({ query }) => ok({ people: useCases.roles.search(query.q) }),
    access: () => ok(useCases.roles.view()),
    previewAccess: ({ body, caller }) => useCases.roles.preview(body.changes, caller),
    changeAccess: ({ body, caller }) => useCases.roles.change(body.changes, caller),
    importPeople: ({ body, caller }) => useCases.roles.importPeople(body.people, caller),
    tokens: ({ caller }) => ok({ tokens: useCases.tokens.list(whoOf(caller)) }),
    createToken: ({ body, caller }) => useCases.tokens.create(body, caller),
    revokeToken: ({ params, caller }) => useCases.tokens.revoke(params.token, caller),

    exportPerson: ({ params }) => found(privacy.export(params.person), 'unknown-person'),
    reassignPerson: ({ params, body, caller }) => privacy.reassign(params.person, body.to, caller),
    forgetPerson: ({ params, body, caller }) => privacy.forget(params.person, body.confirm, caller),

    templates: () => ok({ templates: useCases.templates() }),
    template: ({ params, query }) => found(useCases.template(params.template, query.version), 'unknown-template'),
    templateWorkbook: async ({ params, query }) =>
      found(await useCases.templateWorkbook(params.template, query.format), 'unknown-template'),
    templateJson: ({ params, query }) => useCases.templateFile(params.template, query.version),
    templateSchema: () => ok(templateFileSchema()),
    changeTemplate: async ({ params, body, caller }) => summary(await lifecycle.change(params.template, body, caller)),
    publishTemplate: async ({ params, body, caller }) =>
      summary(await lifecycle.publish(params.template, body.version, caller)),
    approveTemplate: async ({ params, body, caller }) =>
      summary(await lifecycle.approve(params.template, body.version, caller)),
    rejectTemplate: async ({ params, body, caller }) =>
      summary(await lifecycle.reject(params.template, body.version, body.reason, caller)),
    approvalRule: () => ok(lifecycle.rule()),
    changeApprovalRule: ({ body, caller }) => lifecycle.changeRule(body.rule, caller),
    starterWorkbook: async () => ok(await useCases.starterWorkbook()),
    inspectUpload: ({ file }) => imports.inspect(file),
    previewImport: async ({ file, fields }) =>
      then(await imports.preview(file, fields.choice, fields.mapping), previewAnswer),
    previewCopy: ({ params, body: { choice, ...edits } }) =>
      ok(
        previewAnswer(
          imports.previewCopy(params.template, choice, { ...edits, actions: edits.actions.map(newAction) }),
        ),
      ),
    markedUpload: async ({ params }) =>
      then(await imports.marked(params.preview), (bytes) => ({ name: 'Findings.xlsx', bytes })),
    commitImport: ({ params, caller }) => imports.commit(params.preview, caller),
    mappings: () => ok({ mappings: imports.mappings() }),
    saveMapping: ({ body, caller }) => imports.saveMapping(body, caller),

    dimensions: () => ok({ dimensions: lists.dimensions() }),
    addDimension: ({ body, caller }) => lists.addDimension(body, caller),
    changeDimension: ({ params, body, caller }) => lists.changeDimension(params.dimension, body, caller),
    deleteDimension: async ({ params, caller }) =>
      then(await lists.deleteDimension(params.dimension, caller), (id) => ({ id })),
    owners: () => ok({ owners: lists.owners() }),
    addOwner: ({ body, caller }) => lists.addOwner(body, caller),
    changeOwner: ({ params, body, caller }) => lists.describeOwner(params.owner, body.description, caller),
    deleteOwner: ({ params, query, caller }) => lists.deleteOwner(params.owner, query.replacement ?? null, caller),
    actions: ({ query }) => ok(library.list(query)),
    action: ({ params }) => found(library.one(params.action), 'unknown-action'),
    addAction: ({ body, caller }) => library.add(body, caller),
    changeAction: ({ params, body, caller }) => library.change(params.action, body, caller),
    deleteAction: async ({ params, caller }) => then(await library.remove(params.action, caller), (id) => ({ id })),

    attestations: () => ok({ attestations: attestations.all().map(typed) }),
    inspectAttestations: ({ file }) => attestations.inspect(file),
    previewAttestations: async ({ file, fields: { mapping, ...request } }) =>
      then(await attestations.preview(file, request, mapping), attestationAnswer),
    commitAttestations: async ({ params, caller }) =>
      then(await attestations.commit(params.preview, caller), (recorded) => ({ recorded })),
    withdrawAttestation: async ({ params, caller }) =>
      then(await attestations.withdraw(params.action, caller), (action) => ({ action })),

    groups: async () => ok({ groups: await useCases.groups() }),
    renameGroup: async ({ params, body, caller }) =>
      then(await useCases.renameGroup(params.group, body.name, caller), (id) => ({ id })),
    updates: async ({ params }) => then(await useCases.updates(params.group), (updates) => ({ updates })),
    acceptUpdates: async ({ params, body, caller }) =>
      then(await useCases.acceptUpdates(params.group, body.template, caller), (assessments) => ({ assessments })),
    openAssessment: ({ body, caller }) => useCases.openAssessment(body, caller),
    assessment: async ({ params }) => found(await useCases.view(params.assessment), 'unknown-assessment'),
    related: ({ params, query }) => useCases.related(params.assessment, query.control),
    history: async ({ params }) =>
      then(found(await useCases.view(params.assessment), 'unknown-assessment'), ({ history }) => ({ history })),
    workbook: async ({ params }) => found(await useCases.workbook(params.assessment), 'unknown-assessment'),
    report: async ({ params }) => found(await useCases.report(params.assessment), 'unknown-assessment'),
    archiveAssessment: ({ params, caller }) => useCases.archive(params.assessment, caller),
    activateAssessment: ({ params, caller }) => useCases.activate(params.assessment, caller),
    deletionPreview: ({ params }) => useCases.deletionPreview(params.assessment),
    deleteAssessment: async ({ params, caller }) =>
      then(await useCases.remove(params.assessment, caller), (group) => ({ group })),

    evidenceLimits: () => ok({ ...evidence.limits, refusedTypes: [...refusedTypes] }),
    dueEvidence: ({ query, caller }) => ok(evidence.due(query.on ?? null, whoOf(caller))),
    assessmentEvidence: async ({ params, query }) =>
      then(
        found(await evidence.ofAssessment(params.assessment, query.action ?? null), 'unknown-assessment'),
        (pieces) => ({ evidence: pieces }),
      ),
    uploads: ({ caller }) => ok({ uploads: evidence.uploads.all(whoOf(caller)) }),
    beginUpload: ({ body, caller }) => evidence.uploads.begin({ ...body, dates: given(body.dates) }, caller),
    upload: ({ params, caller }) => found(evidence.uploads.find(params.upload, whoOf(caller)), 'unknown-upload'),
    appendUpload: ({ params, query, bytes, caller }) =>
      evidence.uploads.append(params.upload, query.offset, bytes, whoOf(caller)),
    finishUpload: ({ params, caller }) => evidence.uploads.finish(params.upload, caller),
    abandonUpload: async ({ params, caller }) =>
      then(await evidence.uploads.abandon(params.upload, whoOf(caller)), (id) => ({ id })),
    linkEvidence: ({ body, caller }) => evidence.link({ ...body, dates: given(body.dates) }, caller),
    evidence: ({ params, caller }) => found(evidence.one(params.evidence, whoOf(caller)), 'unknown-evidence'),
    evidenceContent: ({ params, query, caller }) =>
      evidence.file(params.evidence, query.version ?? null, whoOf(caller)),
    attachEvidence: ({ params, body, caller }) => evidence.attach(params.evidence, body, caller),
    detachEvidence: ({ params, caller }) => evidence.detach(params.evidence, params.action, caller),
    removeEvidence: async ({ params, caller }) =>
      then(await evidence.remove(params.evidence, caller), (id) => ({ id })),

    workflowSettings: () => ok(useCases.workflow.settings()),
    changeWorkflowSettings: ({ body, caller }) => useCases.workflow.changeSettings(body, caller),
    assignAction: ({ params, body, caller }) => useCases.workflow.assign(params, body, caller),
    comments: async ({ params }) =>
      then(found(await useCases.workflow.comments(params), 'unknown-action'), (comments) => ({ comments })),
    addComment: ({ params, body, caller }) => useCases.workflow.comment(params, body.text, caller),
    removeComment: ({ params, caller }) => useCases.workflow.uncomment(params, caller),
    notices: async ({ caller }) => ok(await notifications.feed(whoOf(caller))),
    readNotices: ({ body, caller }) => notifications.markRead(body.upTo, caller),
    noticePreferences: ({ caller }) => ok(notifications.preferences(whoOf(caller))),
    changeNoticePreferences: ({ body, caller }) => notifications.changePreferences(body, caller),
    alerts: ({ caller }) => ok({ alerts: notifications.rules(whoOf(caller)) }),
    createAlert: ({ body, caller }) => notifications.saveRule(null, body, caller),
    changeAlert: ({ params, body, caller }) => notifications.saveRule(params.alert, body, caller),
    deleteAlert: ({ params, caller }) => notifications.deleteRule(params.alert, caller),
    webhooks: async () => ok({ webhooks: await webhooks.all() }),
    createWebhook: ({ body, caller }) => webhooks.create(body, caller),
    switchWebhook: ({ params, body, caller }) => webhooks.switch(params.webhook, body.active, caller),
    deleteWebhook: ({ params, caller }) => webhooks.remove(params.webhook, caller),
    deliveries: async ({ params }) =>
      then(found(await webhooks.deliveries(params.webhook), 'unknown-webhook'), (deliveries) => ({ deliveries })),

    secureScore: () => ok(useCases.secureScore.overview()),
    changeSecureScore: ({ body, caller }) => useCases.secureScore.change(body, caller),
    automateAction: ({ params, body, caller }) => useCases.secureScore.automate(params.action, body, caller),
    syncSecureScore: ({ caller }) => useCases.secureScore.sync(caller),

    pushChanges: async ({ body, caller }) =>
      then(await useCases.pushChanges(body, caller), (verdicts) => ({ verdicts })),
    changesSince: ({ query, gone }) => poll(query, gone),
    conflicts: () =>
      ok({ conflicts: useCases.conflicts().map(({ partition, ...conflict }) => ({ partition, conflict })) }),
    settleConflict: async ({ params: { partition, conflict }, body, caller }) =>
      then(await useCases.settle(partition, { conflict, ...body }, caller), (settled) => ({ settled })),

    activity: ({ query: { cursor = null, limit, ...filter }, caller }) =>
      activity.page(filter, { cursor, limit }, whoOf(caller)),
    exportActivity: async ({ query: { format, ...filter }, caller }) => {
      const lines = await activity.all(filter, whoOf(caller));
      if (!lines.ok) return lines;
      const { name, content } = await useCases.activityFile(lines.value, format);
      return ok(madeFile(name, content));
    },

    organisationScore: async ({ query }) => explained(await useCases.explain('organisation'), query.depth, 'internal'),
    groupScore: async ({ params, query }) => explained(await useCases.explain(params), query.depth, 'unknown-group'),
    assessmentScore: async ({ params, query }) =>
      explained(await useCases.explain(params), query.depth, 'unknown-assessment'),
  };
}

/** Without the dates that were left out. */
function given(
  dates: { readonly [Key in keyof EvidenceDates]?: EvidenceDates[Key] | undefined },
): Partial<EvidenceDates> {
  return Object.fromEntries(Object.entries(dates).filter(([, date]) => date !== undefined));
}

function then<T, To>(result: Result<T, Refused>, answer: (value: T) => To): Result<To, Refused> {
  return result.ok ? ok(answer(result.value)) : result;
}

/** A file that was made for this answer. */
function madeFile(name: string, content: string | Uint8Array): EvidenceFile {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return {
    ...{ name, size: bytes.length },
    sha256: createHash('sha256').update(bytes).digest('hex') as Sha256, // of its form
    read: async (from, to) => ok(oneChunk(bytes.subarray(from, to))),
  };
}

async function* oneChunk(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

function found<T>(value: T | null, code: ErrorCode): Result<T, Refused> {
  return value === null ? err({ code, message: 'There is none of this id. It may have been deleted.' }) : ok(value);
}

function explained(node: ScoreNode | null, depth: number, code: ErrorCode): Result<ScoreNode, Refused> {
  return then(found(node, code), (score) => expandTo(score, depth));
}

function expandTo(node: ScoreNode, depth: number): ScoreNode {
  return { ...node, parts: depth === 0 ? [] : node.parts.map((part) => expandTo(part, depth - 1)) };
}

/** What a person decides by; the documents to be stored stay here. */
/** What a new action does not say about an older one. */
function newAction<A>(action: A) {
  return { ...action, oldTitle: null, operation: null } as const;
}

/** An attestation's fields by their kinds, which planning and journal have seen to. */
function typed<A extends Attestation>(attestation: A) {
  return attestation as A & { readonly [Field in AttestationField]: string | null } & {
    readonly testResult: TestResult | null;
  };
}

function attestationAnswer({ id, source, plan: { records, unchanged, findings } }: AttestationPreview) {
  const shown = records.map(({ before, after, ...rest }) => ({
    ...rest,
    before: before === null ? null : typed(before),
    after: typed(after),
  }));
  return { id, source, records: shown, unchanged, findings };
}

function previewAnswer({ id, file, choice, plan, status }: ImportPreview) {
  const { outcome, summary, difference, affected, findings } = plan;
  const template = plan.template === null ? null : { ...plan.template, status };
  return { id, file, choice, outcome, template, summary, difference, affected, findings };
}

type Poll = {
  readonly partition: Cursor['partition'];
  readonly epoch: string;
  readonly after: number;
  readonly limit: number;
  readonly wait: number;
};
type Changes = Exclude<ChangesSince, { kind: 'unknown-partition' }>;

export type HandlerParts = {
  readonly clock: Clock;
  readonly signIn: SignIn;
  /** How many requests wait for something to happen, whoever sent them. */
  readonly waiters: { count: number };
};

function pollFor(useCases: UseCases, clock: Clock, waiters: HandlerParts['waiters']) {
  return async (query: Poll, gone: AbortSignal): Promise<Result<Changes, Refused>> => {
    if (query.wait > 0 && waiters.count >= limits.waitersAtOnce) {
      return err({
        code: 'too-many-requests',
        message: 'Too many requests are waiting already. Ask again without `wait`.',
      });
    }
    const { partition, epoch, after, limit, wait } = query;
    waiters.count += 1;
    try {
      const changes = await waitForChanges(useCases, clock, { partition, epoch, position: after }, limit, wait, gone);
      return changes.kind === 'unknown-partition'
        ? err({ code: changes.kind, message: `There is no partition ${partition}.` })
        : ok(changes);
    } finally {
      waiters.count -= 1;
    }
  };
}
