import type { FieldValue } from './field.ts';
import type { ActionId, AssessmentId, EntityRef, GroupId, PartitionId, Position, UserId } from './ids.ts';

/** What people can be told of. `due`: a due date, or the expiry or reminder of evidence, is near or past. */
export const happeningKinds = ['assignment', 'status', 'test', 'evidence', 'comment', 'due', 'score'] as const;
export type HappeningKind = (typeof happeningKinds)[number];

/** What a score is of. */
export type ScoreSubject =
  | { readonly kind: 'organisation' }
  | { readonly kind: 'group'; readonly group: GroupId }
  | { readonly kind: 'assessment'; readonly assessment: AssessmentId };

/** Something that happened, by ids and values alone: names and texts are looked up when somebody reads it. */
export type Happening = {
  readonly kind: HappeningKind;
  readonly time: string;
  /** Null where the engine noticed it: due dates and scores. */
  readonly actor: UserId | null;
  /** Where its entry stands, or what it is about lives. */
  readonly partition: PartitionId;
  /** Of its entry; 0 where there is none. */
  readonly position: Position;
  /** The record or the piece of evidence; null for a score. */
  readonly entity: EntityRef | null;
  /** The actions concerned. */
  readonly actions: readonly ActionId[];
  readonly from: FieldValue;
  readonly to: FieldValue;
  /** The comment that says more. */
  readonly comment: EntityRef | null;
  readonly subject: ScoreSubject | null;
};

/** What those are called now that it is about: the words for it are whoever's shows it. */
export type HappeningNames = {
  /** Null where the engine noticed it. */
  readonly actor: string | null;
  /** Whom an action was given to. */
  readonly to: string | null;
  readonly actions: readonly string[];
  readonly evidence: string | null;
  /** The group or the assessment a score is of; null for the organisation's. */
  readonly subject: string | null;
};

/** Why somebody is told. */
export const noticeReasons = ['assigned', 'returned', 'commented', 'due', 'alert'] as const;
export type NoticeReason = (typeof noticeReasons)[number];

export type Notice = {
  /** 1, 2, 3 ... of this person. */
  readonly number: number;
  readonly reason: NoticeReason;
  /** The rule that asked for it; null for what everybody is told. */
  readonly rule: string | null;
  readonly email: boolean;
  readonly happening: Happening;
};

/** What somebody can do without; alert rules are switched off themselves. */
export const mutableReasons = ['assigned', 'returned', 'commented', 'due'] as const satisfies readonly NoticeReason[];

export type NoticePreferences = {
  /** Whether any notice goes by e-mail, too. */
  readonly email: boolean;
  /** What one does not want to be told of at all. */
  readonly without: readonly (typeof mutableReasons)[number][];
  /** What is worth no e-mail. */
  readonly withoutEmail: readonly NoticeReason[];
};

export const defaultPreferences: NoticePreferences = { email: true, without: [], withoutEmail: [] };

/** Notices kept for each person; older ones give their place to newer ones. */
export const keptNotices = 200;

export type AlertCondition =
  | {
      readonly kind: Exclude<HappeningKind, 'score'>;
      /** Words of the closed list the value becomes, for `status` and `test`; empty for any. */
      readonly values: readonly string[];
      /** Null for all. */
      readonly assessment: AssessmentId | null;
    }
  | {
      readonly kind: 'score';
      readonly subject: ScoreSubject;
      readonly is: 'below' | 'above' | 'changed-by';
      /** Percent, or percentage points. */
      readonly percent: number;
    };

/** Somebody is to be told when something happens: oneself, or, for the organisation, a list of people. */
export type AlertRule = {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
  /** Whose it is; null for the organisation's. */
  readonly owner: UserId | null;
  /** Of the organisation's; a person's own tells that person. */
  readonly recipients: readonly UserId[];
  readonly email: boolean;
  readonly when: AlertCondition;
};

export const mostRules = { person: 20, organisation: 200 } as const;

/** Another system that is told of what happens. Its secret signs what is sent and is shown once. */
export type Webhook = {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly kinds: readonly HappeningKind[];
  readonly secret: string;
  readonly active: boolean;
};

export const mostWebhooks = 20;

/** What became of one attempt to tell another system. */
export type Delivery = {
  readonly number: number;
  readonly time: string;
  /** The id sent with it: the same for every attempt. */
  readonly event: string;
  readonly attempt: number;
  /** The HTTP status; null when there was no answer. */
  readonly status: number | null;
  readonly problem: string | null;
};
