import type { UserId } from './ids.ts';
import type { TemplateStatus } from './vocabulary.ts';

/**
 * What becomes of a template that somebody brings in. `two-people`: it is published, and approved by somebody who did
 * neither bring it in nor publish it. `one-person`: it is approved as it comes. `by-sign-in`: two people where people sign in,
 * one where the person at the machine is alone.
 */
export const approvalRules = ['by-sign-in', 'two-people', 'one-person'] as const;
export type ApprovalRule = (typeof approvalRules)[number];

type Step = { readonly by: UserId; readonly at: string };

/** How far one version of a template has come. Kept beside the version, which never changes. */
export type Approval = {
  readonly status: TemplateStatus;
  readonly imported: Step | null;
  readonly published: Step | null;
  readonly approved: Step | null;
  /** Until it is published again. */
  readonly rejected: (Step & { readonly reason: string }) | null;
};
