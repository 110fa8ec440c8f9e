import type { EvidenceId } from '../../contract/model/evidence.ts';
import type { FieldValue, RecordField } from '../../contract/model/field.ts';
import type { ActionId, AssessmentId, ConflictId, Cursor, UserId, WorkbookId } from '../../contract/model/ids.ts';
import type { Progress, Score, ScoringSettings } from '../../contract/model/score.ts';
import type {
  ActionEnforcement,
  ActionPurpose,
  ControlState,
  Responsibility,
} from '../../contract/model/vocabulary.ts';

/**
 * Everything an assessment workbook shows, flat and serialisable: the projection's only input. Times are ISO 8601 UTC,
 * dates `YYYY-MM-DD`; people are display names except where a type says UserId. Texts may be of any length: what no cell
 * can hold is cut at the end of the cell, with a mark.
 */
export type AssessmentView = {
  readonly workbook: WorkbookIdentity;
  /** The time this view was taken; shown as the last sync. */
  readonly asOf: string;
  readonly assessment: {
    readonly title: string;
    readonly product: string;
    readonly certification: string;
    readonly inScopeServices: readonly string[];
    readonly created: string;
  };
  readonly group: string;
  readonly template: { readonly name: string; readonly version: number; readonly acknowledgement: string | null };
  /** When the assessment was archived; null while it is active. */
  readonly archived: string | null;
  readonly scoring: ScoringSettings;
  readonly providerName: string;
  /** In template order, disabled ones left out. */
  readonly controls: readonly ControlView[];
  /** Customer actions, each once, in order of appearance in the controls. */
  readonly actions: readonly ActionView[];
  readonly providerActions: readonly ProviderActionView[];
  readonly evidence: readonly EvidenceView[];
  readonly conflicts: readonly ConflictView[];
  /** Newest first. */
  readonly history: readonly HistoryView[];
  readonly score: Score;
  /** Oldest first, at most one point a day; the sheet shows the last 24. */
  readonly scoreHistory: readonly ScorePoint[];
  /** In order of appearance in the controls. */
  readonly families: readonly FamilyView[];
  readonly progress: { readonly customer: Progress; readonly provider: Progress };
  /** Offered as assignees, and the names behind `assignedTo`. */
  readonly people: readonly PersonView[];
  /** What the engine has to say about the assessment as a whole (a refused title, an update to accept); may be empty. */
  readonly notice: string;
};

/** Written to the very hidden sheet: whose workbook this is, and what it has seen. */
export type WorkbookIdentity = {
  readonly organisation: string;
  readonly workbook: WorkbookId;
  readonly assessment: AssessmentId;
  readonly templateVersion: number;
  /** One per partition the workbook shows, at most 8. */
  readonly cursors: readonly Cursor[];
};

export type ControlView = {
  readonly id: string;
  readonly title: string;
  readonly family: string;
  /** The standard's own sentences where the template has them, then the description. */
  readonly description: string;
  readonly link: string | null;
  readonly articleId: string | null;
  readonly parent: string | null;
  readonly labels: readonly string[];
  readonly responsibility: Responsibility;
  readonly state: ControlState;
  readonly assessed: boolean;
  readonly achieved: number;
  readonly possible: number;
  /** Titles of its actions, customer and provider ones. */
  readonly actions: readonly string[];
  /** Related controls as people read them, e.g. `ISO 27001: A.9.2.1`. */
  readonly related: readonly string[];
};

export type ActionView = {
  readonly id: ActionId;
  readonly title: string;
  /** Ids of the controls of this assessment that cite it. */
  readonly controls: readonly string[];
  readonly description: string;
  readonly type: string;
  readonly category: string | null;
  readonly purpose: ActionPurpose | null;
  readonly enforcement: ActionEnforcement | null;
  readonly owners: readonly string[];
  readonly points: number;
  readonly achieved: number;
  readonly possible: number;
  /** The high-water mark counts and a parent action finishes this one. */
  readonly finishedByParent: boolean;
  readonly parents: readonly string[];
  readonly secureScore: string | null;
  /** `assignedTo` is a UserId; a field never filled in may be left out. */
  readonly fields: Readonly<Partial<Record<RecordField, FieldView>>>;
  /** Number of evidence records. */
  readonly evidence: number;
  /** What the engine has to say about this row: refused values and open conflicts; may be empty. */
  readonly notice: string;
  /** What Secure Score keeps of it and has seen; left out where it keeps nothing of it or has seen nothing yet. */
  readonly automatic?: { readonly fields: readonly RecordField[]; readonly sentence: string };
};

export type FieldView = { readonly value: FieldValue; readonly by: string | null; readonly at: string | null };

export type ProviderActionView = {
  readonly id: ActionId;
  readonly title: string;
  readonly controls: readonly string[];
  readonly description: string;
  readonly points: number;
  /** 0 while provider points do not count. */
  readonly achieved: number;
  readonly possible: number;
  /** Null where nothing is recorded. */
  readonly attestation: string | null;
  readonly testResult: string | null;
  readonly testDate: string | null;
  readonly tester: string | null;
  readonly notes: string | null;
  readonly source: string | null;
};

/** One piece of evidence beside one of the actions it proves. */
export type EvidenceView = {
  /** Unique in the assessment. */
  readonly id: string;
  /** The piece; the same in every row of it. */
  readonly evidence: EvidenceId;
  readonly action: ActionId;
  readonly actionTitle: string;
  readonly name: string;
  /** Of its content, which is the last: version 1, 2 ... */
  readonly version: number;
  readonly kind: string;
  readonly size: number;
  readonly sha256: string | null;
  readonly collected: string | null;
  /** The last day it proves anything; null for no such day. */
  readonly expires: string | null;
  readonly uploadedBy: string;
  readonly uploadedAt: string;
  readonly link: string | null;
};

/** An open conflict or held batch, values as people read them. */
export type ConflictView = {
  readonly id: ConflictId;
  /** The action's title, the assessment's title, or for a held batch e.g. `12 cells in 12 rows`. */
  readonly item: string;
  readonly field: string;
  readonly base: string;
  readonly inPlace: string;
  readonly yours: string;
  readonly who: string;
  readonly when: string;
  /** Why a batch is held, or what was wrong with the last decision; empty for none. */
  readonly notice: string;
};

export type HistoryView = {
  /** Unique: partition and position, and the index where one entry gives several lines. */
  readonly id: string;
  readonly when: string;
  readonly who: string;
  readonly channel: string;
  readonly item: string;
  readonly field: string;
  readonly from: string;
  readonly to: string;
  /** `changed`, `conflict`, `settled`, `refused`, `held` ... */
  readonly what: string;
};

export type ScorePoint = { readonly date: string; readonly percent: number | null };

export type FamilyView = {
  readonly family: string;
  readonly progress: { readonly customer: Progress; readonly provider: Progress };
  readonly achieved: number;
  readonly possible: number;
};

export type PersonView = { readonly id: UserId; readonly name: string; readonly email: string | null };
