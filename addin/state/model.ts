import type { z } from 'zod';
import type { accessEndpoints, me, person } from '#engine/contract/http/access-endpoints';
import type { assessmentRequest, deletionPreview, groupSummary } from '#engine/contract/http/assessment';
import type { assessmentView } from '#engine/contract/http/assessment-view';
import type { evidence, evidenceLimits } from '#engine/contract/http/evidence';
import type { DeepReadonly } from '#engine/contract/http/shape';
import type {
  columnMapping,
  finding,
  importChoice,
  importPreview,
  inspection,
  templateSummary,
} from '#engine/contract/http/template';
import type { Presence } from '#engine/contract/live';
import type { EvidenceField, EvidenceId } from '#engine/contract/model/evidence';
import type { AssessmentField, FieldValue, RecordField } from '#engine/contract/model/field';
import type { ActionId, AssessmentId, ConflictId, EntityRef, GroupId, UserId } from '#engine/contract/model/ids';
import type { AccessChange } from '#engine/contract/model/permission';
import type { Score, ScoreNode } from '#engine/contract/model/score';
import type { Decision } from '#engine/contract/model/vocabulary';
import type { DownloadIntent, Loadable, LoadIntent, ReadName, SendIntent, SendName, Sent } from './asking.ts';

/**
 * Everything the pane shows, as one value. Nothing here is a sentence: codes and data are, and the words live in
 * addin/ui. What the engine says for people (`detail`) is passed on as it came. Times are ISO 8601 UTC.
 */
export type PaneState = {
  /** What it is shown in: beside a workbook, or on a page of its own, where nothing that needs a sheet is offered. */
  readonly surface: 'workbook' | 'web';
  readonly page: Page;
  readonly connection: Connection;
  readonly binding: Binding;
  /** What the engine says, live fields included; null until a workbook is bound. */
  readonly view: AssessmentView | null;
  readonly selection: Selection;
  /** Local edits on their way. A field is in it as soon as the edit is stored, and until its verdict. */
  readonly pending: Readonly<Record<FieldKey, PendingEdit>>;
  /** Values the engine (or the sheet's rules) did not take; the cell shows the value before. Until dismissed or typed anew. */
  readonly refused: Readonly<Record<FieldKey, RefusedEdit>>;
  /** Own edits that met somebody else's. The value in place stays in the cell; yours waits as this open conflict. */
  readonly conflicted: Readonly<Record<FieldKey, ConflictedEdit>>;
  /** Batches that look like a slip (one column sorted, a shifted paste, a mass clear): not sent until confirmed. */
  readonly held: readonly HeldEdit[];
  readonly outbox: OutboxState;
  /** Who has a pane open, this one included. */
  readonly present: readonly Presence[];
  readonly account: Account;
  /** Who I am to the engine, and what I may do. */
  readonly me: Me | null;
  /** What endpoints have answered, by question; read by `listOf`. */
  readonly lists: Readonly<Record<string, Loadable<unknown>>>;
  /** What came of what was sent to be shown in the page, by endpoint; read by `sentOf`. */
  readonly sent: Readonly<Record<string, Sent<unknown>>>;
  /** Explained numbers, by subject: `organisation`, `group/<id>` or `assessment/<id>`. */
  readonly scores: Readonly<Record<string, Loadable<ScoreNode>>>;
  readonly evidence: EvidenceState;
  readonly people: PeopleState;
  readonly importing: Importing;
  readonly bulk: BulkPreview | null;
  readonly deletion: DeletionPreview | null;
  readonly preferences: Preferences;
  readonly busy: readonly Busy[];
  /** Newest last. */
  readonly problems: readonly Problem[];
};

/** `home` follows the selection: an action, a control, or the assessment. */
export type Page = 'home' | 'items' | 'conflicts' | 'import' | 'new' | 'library' | 'settings' | AdministrationPage;

/** What the organisation is run by: a page that lists the others, and these. */
export type AdministrationPage =
  | 'administration'
  | 'people'
  | 'templates'
  | 'dimensions'
  | 'owners'
  | 'actions'
  | 'activity'
  | 'privacy'
  | 'workflow'
  | 'alerts'
  | 'webhooks'
  | 'secureScore'
  | 'notices';

export type Connection =
  | { readonly kind: 'starting' }
  /** Edits of others arrive as they happen. */
  | { readonly kind: 'live' }
  /** The same over requests that wait, because the network does not let WebSockets through. */
  | { readonly kind: 'polling' }
  /** Nothing arrives; edits are kept and sent later. */
  | { readonly kind: 'offline'; readonly since: string; readonly retryAt: string | null }
  /** The engine speaks another protocol: the pane must be loaded anew. */
  | { readonly kind: 'outdated' };

export type Account =
  /** Nobody signs in here, or the engine has not asked for it yet. */
  | { readonly kind: 'none' }
  /** Nothing can be asked of the engine until somebody signs in; edits are kept. */
  | { readonly kind: 'signed-out'; readonly issuer: string }
  /** The provider's page is open. */
  | { readonly kind: 'signing-in'; readonly issuer: string }
  | { readonly kind: 'signed-in'; readonly issuer: string };

export type Binding =
  | { readonly kind: 'looking' }
  /** No Controlbook workbook: offer to join or to create an assessment. */
  | { readonly kind: 'unbound' }
  | { readonly kind: 'binding'; readonly step: BindingStep }
  | { readonly kind: 'bound'; readonly assessment: AssessmentId; readonly readOnly: boolean }
  /** A Controlbook workbook that cannot be used here; `detail` says why and what to do. */
  | { readonly kind: 'unusable'; readonly code: UnusableCode; readonly detail: string }
  /**
   * The workbook has values of a history the engine cannot compare with its own (it was restored, or too much has
   * happened since). Nothing is written or sent until `takeTheirs` or `sendMine`.
   */
  | {
      readonly kind: 'differs';
      readonly reason: 'other-history' | 'far-behind';
      readonly cells: readonly CellDifference[];
    };

export type BindingStep = 'asking' | 'inserting' | 'reading' | 'comparing' | 'writing';

export type UnusableCode =
  /** Its very hidden sheet is damaged. */
  | 'damaged'
  /** Written by a later version of Controlbook. */
  | 'newer-layout'
  /** Of another organisation than this engine's. */
  | 'foreign-organisation'
  /** Its assessment does not exist (any more). */
  | 'unknown-assessment';

export type CellDifference = {
  /** Null for the assessment's own fields. */
  readonly action: ActionId | null;
  readonly title: string;
  readonly field: RecordField | AssessmentField;
  readonly workbook: FieldValue;
  readonly engine: FieldValue;
};

export type AssessmentView = DeepReadonly<z.output<typeof assessmentView>>;
export type ActionView = AssessmentView['actions'][number];
export type ControlView = AssessmentView['controls'][number];
export type ConflictView = AssessmentView['conflicts'][number];
export type HistoryLine = AssessmentView['history'][number];
export type Me = DeepReadonly<z.output<typeof me>>;
export type Person = AssessmentView['people'][number];
export type GroupSummary = DeepReadonly<z.output<typeof groupSummary>>;
export type AssessmentSummary = GroupSummary['assessments'][number];
export type AssessmentRequest = DeepReadonly<z.input<typeof assessmentRequest>>;
export type TemplateSummary = DeepReadonly<z.output<typeof templateSummary>>;
export type ColumnMapping = DeepReadonly<z.output<typeof columnMapping>>;
export type ImportChoice = DeepReadonly<z.output<typeof importChoice>>;
export type ImportPreview = DeepReadonly<z.output<typeof importPreview>>;
export type Inspection = DeepReadonly<z.output<typeof inspection>>;
export type Finding = DeepReadonly<z.output<typeof finding>>;
export type DeletionPreview = DeepReadonly<z.output<typeof deletionPreview>>;

/** What is selected in the sheet, by the row's key wherever it was sorted to. */
export type Selection =
  | { readonly kind: 'none' }
  | { readonly kind: 'action'; readonly action: ActionId; readonly field: RecordField | null }
  | { readonly kind: 'providerAction'; readonly action: ActionId }
  | { readonly kind: 'control'; readonly control: string }
  | { readonly kind: 'conflict'; readonly conflict: ConflictId };

/** `<entity>#<field>`, e.g. `record/a1#testDate` or `assessment/x#title`; made by `fieldKey` in select.ts. */
export type FieldKey = string;

/** What a person typed, as it stands in the cell. */
export type TypedValue = FieldValue;

export type PendingEdit = {
  readonly entity: EntityRef;
  readonly field: RecordField | AssessmentField;
  readonly value: TypedValue;
  readonly since: string;
};

export type RefusedEdit = PendingEdit & { readonly code: string; readonly detail: string };

export type ConflictedEdit = PendingEdit & {
  /** As in `view.conflicts`. */
  readonly conflict: ConflictId;
  readonly inPlace: FieldValue;
};

export type HeldEdit = {
  readonly id: string;
  readonly reason: 'one-column-sort' | 'shifted-paste' | 'mass-clear';
  readonly field: RecordField;
  readonly changes: readonly { readonly action: ActionId; readonly from: FieldValue; readonly to: TypedValue }[];
};

/** `stored`: false when this pane's storage refuses to keep edits, so that closing the pane would lose them. */
export type OutboxState = { readonly waiting: number; readonly oldest: string | null; readonly stored: boolean };

export type Access = DeepReadonly<z.output<typeof accessEndpoints.access.response>>;
export type AccessPreview = DeepReadonly<z.output<typeof accessEndpoints.previewAccess.response>>;
/** Somebody of the directory, with where they are known from. */
export type DirectoryPerson = DeepReadonly<z.output<typeof person>>;

/** Who is in which role, who could be, and what a change of it would do. */
export type PeopleState = {
  readonly access: Loadable<Access>;
  /** Found by what was typed last. */
  readonly found: readonly DirectoryPerson[];
  /** Names of all that were found since the pane was opened. */
  readonly names: Readonly<Record<UserId, string>>;
  /** The changes that were asked about; null when nothing was. */
  readonly asked: { readonly changes: readonly AccessChange[]; readonly preview: Loadable<AccessPreview> } | null;
};

export type Evidence = DeepReadonly<z.output<typeof evidence>>;
export type EvidenceLimits = DeepReadonly<z.output<typeof evidenceLimits>>;

/** What proves the action that is looked at, and what is on its way to prove it and others. */
export type EvidenceState = {
  /** What the engine takes; null until it has said so. */
  readonly limits: EvidenceLimits | null;
  /** The action that is looked at, and what proves it. */
  readonly of: ActionId | null;
  readonly pieces: Loadable<readonly Evidence[]>;
  /** In the order they were chosen. */
  readonly uploads: readonly EvidenceUpload[];
};

/** A file on its way. `piece` is what it becomes the next version of; null for a new piece. */
export type EvidenceUpload = {
  readonly id: string;
  readonly action: ActionId;
  readonly piece: EvidenceId | null;
  readonly name: string;
  /** Bytes. */
  readonly done: number;
  readonly total: number;
  readonly standing: UploadStanding;
};

export type UploadStanding =
  /** Others go first. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'sending' }
  /** The line broke; it goes on by itself. */
  | { readonly kind: 'broken' }
  | { readonly kind: 'paused' }
  /** All bytes are there; the engine checks and keeps them. */
  | { readonly kind: 'checking' }
  /** An earlier pane began it: the file has to be chosen again to go on. */
  | { readonly kind: 'needs-file' }
  | { readonly kind: 'failed'; readonly code: string; readonly detail: string | null };

/** A file as a person chose or dropped it; its bytes are read when they are sent. */
export type FileToSend = Pick<File, 'name' | 'size' | 'lastModified' | 'slice'>;

/** Null takes a date away; what is left out stays. */
export type EvidenceChange = Readonly<Partial<Record<EvidenceField, string | null>>>;

/** A template import from the open workbook or from a chosen file. */
export type Importing =
  | { readonly kind: 'none' }
  | { readonly kind: 'reading' }
  | { readonly kind: 'inspected'; readonly source: ImportSource; readonly inspection: Inspection }
  | {
      readonly kind: 'previewed';
      readonly source: ImportSource;
      readonly inspection: Inspection;
      readonly mapping: ColumnMapping | null;
      readonly preview: ImportPreview;
      /** How many findings are marked in cells of the open workbook. */
      readonly marked: number;
    }
  | {
      readonly kind: 'imported';
      readonly source: ImportSource;
      readonly outcome: ImportPreview['outcome'];
      readonly template: TemplateSummary['id'] | null;
      /** Of the new version; null where there is none. */
      readonly status: TemplateSummary['status'] | null;
    };

/** A file as a person chose it. */
export type ChosenFile = { readonly name: string; readonly bytes: Uint8Array };

export type ImportSource = { readonly kind: 'open-workbook' | 'file'; readonly name: string };

/** What a bulk change would do, before it is done. */
export type BulkPreview = {
  readonly change: BulkChange;
  readonly rows: readonly BulkRow[];
  /** What it does to the assessment's score; null as long as that is not counted, and where nothing of it counts. */
  readonly score: ScoreEffect | null;
};

export type ScoreEffect = { readonly before: Score; readonly after: Score };

export type BulkChange =
  | { readonly kind: 'assign'; readonly to: UserId | null; readonly message: string }
  | { readonly kind: 'set'; readonly field: RecordField; readonly value: FieldValue };

/**
 * `same`: nothing to do. `pending`: a local edit of the field is on its way; it is left alone. `too-early`: there is nothing
 * to test before an implementation status was chosen. `automatic`: Secure Score keeps the field.
 */
export type BulkRow = {
  readonly action: ActionId;
  readonly title: string;
  readonly from: FieldValue;
  readonly to: FieldValue;
  readonly effect: 'change' | 'same' | 'pending' | 'too-early' | 'automatic';
};

/** Kept in this pane's storage. */
export type Preferences = {
  readonly language: 'auto' | 'en' | 'de';
  /** Whether others see that this pane is open. */
  readonly showPresence: boolean;
};

/** Something under way that a person waits for. */
export type Busy = { readonly id: string; readonly what: BusyWhat; readonly progress: Progress | null };
export type Progress = { readonly done: number; readonly total: number };
export type BusyWhat =
  | 'syncing'
  | 'creating-assessment'
  | 'inserting-sheets'
  | 'reading-workbook'
  | 'previewing-import'
  | 'importing'
  | 'settling'
  | 'saving'
  | 'deleting'
  | 'keeping-evidence'
  | 'changing-roles'
  | 'downloading';

/**
 * Something that went wrong, with what to do next. `code` is one of the engine's (contract/errors.ts) or of `PaneCode`;
 * `detail` is the engine's sentence, or null where the words for the code say it all. `data` fills the words.
 */
export type Problem = {
  readonly id: string;
  readonly code: PaneCode | string;
  readonly detail: string | null;
  readonly data: Readonly<Record<string, string | number>>;
  /** What to offer, most useful first. */
  readonly remedies: readonly Intent[];
};

type PaneCode =
  /** The engine does not answer. data: address */
  | 'no-engine'
  /** The answer is not Controlbook's (a proxy, another program). data: address */
  | 'strange-answer'
  /** This Excel cannot do what is needed. data: what (`insert-sheets`, `read-file`, `write`) */
  | 'excel-cannot'
  /** A sheet or workbook is protected, so nothing can be written to it. data: sheet */
  | 'protected'
  /** Excel refused or failed. data: excelCode */
  | 'excel-failed'
  /** A person is editing a cell or a dialog is open: finish that and try again. */
  | 'excel-busy'
  /** A place that is not in the open workbook. data: place */
  | 'gone'
  /** The pane's storage is full or switched off. */
  | 'storage'
  /** Rows or columns of a sheet that were not read. data: place; detail says what and what to do. */
  | 'sheet'
  /** The history of the engine changed while the pane was open (a backup was restored). */
  | 'other-history'
  /** The provider of identities does not answer. detail: its address */
  | 'provider-away'
  /** The provider did not let the person in, or what came back is nobody's answer. detail: as it says */
  | 'sign-in-failed'
  /** The engine names no client that a pane could sign in as. */
  | 'no-sign-in-client'
  /** Another file than the one whose upload is to go on. data: name, size */
  | 'other-file'
  /** Somebody else changed the evidence meanwhile: both values wait for a decision. data: name */
  | 'evidence-conflict'
  /** An assessment that is archived takes no edits: what was typed was put back. data: cells */
  | 'archived';

/** What a person can ask for. The session does it; every intent is safe to dispatch at any time. */
export type Intent =
  /** Shows a page. */
  | { readonly do: 'goTo'; readonly page: Page }
  /** Looks at the open workbook again and binds it (after `unusable`, or when another was opened). */
  | { readonly do: 'bind' }
  /** Sends, fetches and writes everything now; re-reads the whole workbook. */
  | { readonly do: 'syncNow' }
  /** Inserts the sheets of an existing assessment into the open workbook and binds it. */
  | { readonly do: 'join'; readonly assessment: AssessmentId }
  /** Opens a new assessment on the engine; with `insert` its sheets go into the open workbook. */
  | { readonly do: 'create'; readonly request: AssessmentRequest; readonly insert: boolean }
  /** With `differs`: the engine's values are written over the workbook's. */
  | { readonly do: 'takeTheirs' }
  /** With `differs`: the workbook's values are sent as new edits. */
  | { readonly do: 'sendMine' }
  /** Selects a row in the sheet (and, in an input column, the field's cell), so that the pane follows. */
  | { readonly do: 'selectAction'; readonly action: ActionId; readonly field?: RecordField }
  | { readonly do: 'selectControl'; readonly control: string }
  /** Changes a field of an action: written into its cell and sent like typing. `value` may be raw text. */
  | { readonly do: 'changeField'; readonly action: ActionId; readonly field: RecordField; readonly value: FieldValue }
  /** Changes the assessment's title or in-scope services, like typing on the Overview. */
  | { readonly do: 'changeAssessment'; readonly field: AssessmentField; readonly value: FieldValue }
  /** Assigns (null: takes the assignment back). A message, where not empty, goes on top of the implementation notes. */
  | {
      readonly do: 'assign';
      readonly actions: readonly ActionId[];
      readonly to: UserId | null;
      readonly message: string;
    }
  /** Works out `bulk`. */
  | { readonly do: 'previewBulk'; readonly actions: readonly ActionId[]; readonly change: BulkChange }
  /** Does what `bulk` shows. */
  | { readonly do: 'applyBulk' }
  | { readonly do: 'dropBulk' }
  /** Settles a conflict or held batch of `view.conflicts`; `value` counts only with `other`. */
  | { readonly do: 'settle'; readonly conflict: ConflictId; readonly decision: Decision; readonly value: FieldValue }
  /** Sends a held local batch after all. */
  | { readonly do: 'confirmHeld'; readonly held: string }
  /** Puts the cells of a held local batch back. */
  | { readonly do: 'dropHeld'; readonly held: string }
  | { readonly do: 'dismissProblem'; readonly problem: string }
  | { readonly do: 'dismissRefused'; readonly key: FieldKey }
  | LoadIntent
  | SendIntent
  /** The page no longer shows what this endpoint has answered, nor what came of what it was sent. */
  | { readonly do: 'forget'; readonly what: ReadName | SendName }
  | DownloadIntent
  /** Explains a number into `scores`. `depth` 0 to 5. */
  | { readonly do: 'explain'; readonly subject: ScoreSubject; readonly depth: number }
  | { readonly do: 'setPreferences'; readonly preferences: Partial<Preferences> }
  /** Works out `deletion`. */
  | { readonly do: 'previewDeletion'; readonly assessment: AssessmentId }
  /** Deletes what `deletion` shows. */
  | { readonly do: 'confirmDeletion' }
  | { readonly do: 'dropDeletion' }
  /** Reads the open workbook as a file and looks into it. */
  | { readonly do: 'inspectOpenWorkbook' }
  /** The same with a file a person chose; `companions` are what an OSCAL profile imports. */
  | { readonly do: 'inspectFile'; readonly file: ChosenFile; readonly companions?: readonly ChosenFile[] }
  /** Previews the import of what was inspected, and marks findings in the open workbook's cells where it is the source. */
  | { readonly do: 'previewImport'; readonly choice: ImportChoice; readonly mapping: ColumnMapping | null }
  /** Selects a finding's cell (`Sheet!C5`) in the open workbook. */
  | { readonly do: 'showPlace'; readonly place: string }
  /** Takes the marks of findings away again. */
  | { readonly do: 'clearMarks' }
  | { readonly do: 'commitImport' }
  | { readonly do: 'dropImport' }
  /** Loads who is in which role. */
  | { readonly do: 'loadAccess' }
  /** Finds people by how their names or addresses begin. */
  | { readonly do: 'findPeople'; readonly text: string }
  /** Works out what changes of roles would do to everybody. */
  | { readonly do: 'previewAccess'; readonly changes: readonly AccessChange[] }
  /** Makes the changes that were asked about. */
  | { readonly do: 'changeAccess' }
  | { readonly do: 'dropAccess' }
  /** Opens the provider's page. */
  | { readonly do: 'signIn' }
  | { readonly do: 'signOut' }
  /** Loads what proves an action, and what is still on its way to it. */
  | { readonly do: 'loadEvidence'; readonly action: ActionId }
  /** Files that prove an action; with `piece` the one file is its next version. */
  | {
      readonly do: 'uploadEvidence';
      readonly action: ActionId;
      readonly piece: EvidenceId | null;
      readonly files: readonly FileToSend[];
    }
  | { readonly do: 'pauseUpload'; readonly upload: string }
  /** Goes on after a pause or a failure. */
  | { readonly do: 'resumeUpload'; readonly upload: string }
  /** Goes on where an earlier pane stopped. */
  | { readonly do: 'continueUpload'; readonly upload: string; readonly file: FileToSend }
  | { readonly do: 'dropUpload'; readonly upload: string }
  /** Evidence that is kept elsewhere; with `piece` its next version. */
  | {
      readonly do: 'linkEvidence';
      readonly action: ActionId;
      readonly piece: EvidenceId | null;
      readonly url: string;
      readonly name: string | null;
      readonly collectedOn: string | null;
    }
  | { readonly do: 'changeEvidence'; readonly evidence: EvidenceId; readonly change: EvidenceChange }
  | { readonly do: 'attachEvidence'; readonly evidence: EvidenceId; readonly action: ActionId }
  | { readonly do: 'detachEvidence'; readonly evidence: EvidenceId; readonly action: ActionId }
  | { readonly do: 'removeEvidence'; readonly evidence: EvidenceId };

export type ScoreSubject =
  | { readonly kind: 'organisation' }
  | { readonly kind: 'group'; readonly group: GroupId }
  | { readonly kind: 'assessment'; readonly assessment: AssessmentId };

export const initialState: PaneState = {
  surface: 'workbook',
  page: 'home',
  connection: { kind: 'starting' },
  binding: { kind: 'looking' },
  view: null,
  selection: { kind: 'none' },
  pending: {},
  refused: {},
  conflicted: {},
  held: [],
  outbox: { waiting: 0, oldest: null, stored: true },
  present: [],
  account: { kind: 'none' },
  me: null,
  lists: {},
  sent: {},
  scores: {},
  evidence: { limits: null, of: null, pieces: { kind: 'none' }, uploads: [] },
  people: { access: { kind: 'none' }, found: [], names: {}, asked: null },
  importing: { kind: 'none' },
  bulk: null,
  deletion: null,
  preferences: { language: 'auto', showPresence: true },
  busy: [],
  problems: [],
};
