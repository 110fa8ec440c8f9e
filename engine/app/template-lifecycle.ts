import type { ApprovalRule } from '../contract/model/approval.ts';
import type { TemplateId } from '../contract/model/ids.ts';
import type { Draft } from '../domain/journal/draft.ts';
import {
  approveTemplate,
  changeTemplate,
  publishTemplate,
  rejectTemplate,
  type TemplateChange,
  type TemplateProblem,
} from '../domain/organisation/approve-template.ts';
import { documentAt, documentRef, putDocument } from '../domain/organisation/documents.ts';
import { ok, type Result } from '../domain/result.ts';
import type { ReadImage } from '../domain/state/image.ts';
import type { Caller } from './assessments.ts';
import type { Organisation } from './organisation.ts';
import type { StoreProblem } from './partition.ts';

type Outcome = Promise<Result<TemplateId, TemplateProblem | StoreProblem>>;
type ApprovalSetting = { readonly rule: ApprovalRule; readonly twoPeople: boolean };

/** What becomes of a template once it is in: publishing, approval, the archive, the lock. */
export interface TemplateLifecycle {
  /** `version` is the one that was looked at. */
  publish(id: TemplateId, version: number, caller: Caller): Outcome;
  approve(id: TemplateId, version: number, caller: Caller): Outcome;
  reject(id: TemplateId, version: number, reason: string, caller: Caller): Outcome;
  change(id: TemplateId, change: TemplateChange, caller: Caller): Outcome;
  rule(): ApprovalSetting;
  changeRule(rule: ApprovalRule, caller: Caller): Promise<Result<ApprovalSetting, StoreProblem>>;
}

export function createTemplateLifecycle(organisation: Organisation): TemplateLifecycle {
  const { core } = organisation;
  const act = (
    id: TemplateId,
    { command, actor, channel }: Caller,
    decide: (draft: Draft) => Result<TemplateId, TemplateProblem>,
  ): Outcome =>
    core.execute<TemplateId, TemplateProblem>({
      meta: organisation.meta(command, actor, channel),
      decide,
      recall: () => id,
    });
  const setting = (): ApprovalSetting => ({
    rule: approvalRuleOf(core.image),
    twoPeople: needsTwoPeople(organisation, core.image),
  });
  return {
    publish: (id, version, caller) => act(id, caller, (draft) => publishTemplate(draft, id, version)),
    approve: (id, version, caller) =>
      act(id, caller, (draft) => approveTemplate(draft, id, version, needsTwoPeople(organisation, draft.image))),
    reject: (id, version, reason, caller) => act(id, caller, (draft) => rejectTemplate(draft, id, version, reason)),
    change: (id, change, caller) => act(id, caller, (draft) => changeTemplate(draft, id, change)),
    rule: setting,
    async changeRule(rule, { command, actor, channel }) {
      const result = await core.execute<null, never>({
        meta: organisation.meta(command, actor, channel),
        decide(draft) {
          putDocument<'approvalrule'>(draft.emit, documentRef('approvalrule'), { rule });
          return ok(null);
        },
        recall: () => null,
      });
      return result.ok ? ok(setting()) : result;
    },
  };
}

function approvalRuleOf(image: ReadImage): ApprovalRule {
  return documentAt(image, 'approvalrule', documentRef('approvalrule'))?.rule ?? 'by-sign-in';
}

/** Whether what somebody brings in has to be approved by somebody else. */
export function needsTwoPeople({ peopleSignIn }: Organisation, image: ReadImage): boolean {
  const rule = approvalRuleOf(image);
  return rule === 'by-sign-in' ? peopleSignIn : rule === 'two-people';
}
