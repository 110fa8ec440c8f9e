import type { JournalEvent } from '../contract/model/entry.ts';
import type { TemplateId } from '../contract/model/ids.ts';
import type { Finding, Template } from '../contract/model/template.ts';
import type { TemplateStatus } from '../contract/model/vocabulary.ts';
import { type Arrival, putTemplate } from '../domain/organisation/approve-template.ts';
import { documentRef, documentsOf, putDocument, templatesOf } from '../domain/organisation/documents.ts';
import { nameKey } from '../domain/organisation/name-key.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { type ReadImage, refKind } from '../domain/state/image.ts';
import { type CopyChoice, planCopy, type TemplateEdits } from '../domain/templates/copy.ts';
import type { ImportChoice, TemplateLibrary } from '../domain/templates/library.ts';
import { type ImportPlan, planImport } from '../domain/templates/plan-import.ts';
import { planTexts } from '../domain/templates/plan-texts.ts';
import type { Caller } from './assessments.ts';
import type { Organisation } from './organisation.ts';
import type { StoreProblem } from './partition.ts';
import type { ColumnMapping, FileProblem, Inspection, SubmittedFile, TemplateFiles } from './ports.ts';
import { needsTwoPeople } from './template-lifecycle.ts';

/** What becomes of a file: a template, or the official texts of one (`texts`). */
export type PreviewChoice = ImportChoice | { readonly kind: 'texts'; readonly template: TemplateId };

/** What somebody submitted, looked at and may commit. Kept in memory for a while; submitting again costs nothing. */
export type ImportPreview = {
  readonly id: string;
  readonly file: string;
  readonly choice: PreviewChoice;
  readonly plan: ImportPlan;
  /** What the version would be: approved as it comes, or waiting for somebody else. */
  readonly status: TemplateStatus;
};

export type ImportProblem =
  | FileProblem
  | StoreProblem
  | {
      readonly code: 'unknown-preview' | 'has-errors' | 'unknown-mapping' | 'unknown-template';
      readonly message: string;
    };

export interface TemplateImports {
  inspect(file: SubmittedFile): Promise<Result<Inspection, FileProblem>>;
  /** Reads and plans; nothing is stored. */
  preview(
    file: SubmittedFile,
    choice: PreviewChoice,
    mapping: ColumnMapping | null,
  ): Promise<Result<ImportPreview, ImportProblem>>;
  /** Plans a copy of a template with own controls and actions, or changes to the template itself; nothing is stored. */
  previewCopy(template: TemplateId, choice: CopyChoice, edits: TemplateEdits): ImportPreview;
  /** The submitted workbook with its findings marked in its cells. */
  marked(preview: string): Promise<Result<Uint8Array, ImportProblem>>;
  commit(preview: string, caller: Caller): Promise<Result<CommittedImport, ImportProblem>>;
  mappings(): readonly ColumnMapping[];
  saveMapping(mapping: ColumnMapping, caller: Caller): Promise<Result<ColumnMapping, StoreProblem>>;
}

export type CommittedImport = {
  readonly outcome: ImportPlan['outcome'];
  readonly template: TemplateId | null;
  readonly version: number | null;
  /** Of the new version; null when there is none. */
  readonly status: TemplateStatus | null;
  readonly findings: readonly Finding[];
};

/** Planned again when it is committed: somebody may have imported something else since the preview was made. */
type Held = ImportPreview & {
  readonly planOn: (image: ReadImage) => ImportPlan;
  /** Null for a copy, which has no cells to mark. */
  readonly submitted: SubmittedFile | null;
};
const heldPreviews = 8;

export function createTemplateImports(organisation: Organisation, files: TemplateFiles): TemplateImports {
  const { core, ids, digest } = organisation;
  const statusOnArrival = (image: ReadImage): TemplateStatus =>
    needsTwoPeople(organisation, image) ? 'Imported' : 'Approved';
  const previews = new Map<string, Held>();
  /** Kept a while longer, so that a retry of the commit can be answered. */
  const committed = new Set<string>();

  const hold = (
    { file, choice, submitted }: Pick<Held, 'file' | 'choice' | 'submitted'>,
    planOn: Held['planOn'],
  ): ImportPreview => {
    const preview = { id: ids.next(), file, choice, plan: planOn(core.image), status: statusOnArrival(core.image) };
    previews.set(preview.id, { ...preview, planOn, submitted });
    for (const old of [...previews.keys()].slice(0, -heldPreviews)) {
      previews.delete(old);
      committed.delete(old);
    }
    return preview;
  };

  return {
    inspect: (file) => files.inspect(file),
    async preview(file, choice, mapping) {
      const read = await files.read(file, mapping);
      if (!read.ok) return read;
      const source = { kind: read.value.kind, file: file.name, sha256: organisation.digestBytes(file.bytes) };
      const planOn = (image: ReadImage) =>
        choice.kind === 'texts'
          ? planTexts(read.value, source, choice.template, templateLibrary(image))
          : planImport(read.value, source, choice, templateLibrary(image), ids.next);
      return ok(hold({ file: file.name, choice, submitted: file }, planOn));
    },
    previewCopy(template, choice, edits) {
      const as: ImportChoice =
        choice.kind === 'customise' ? { kind: 'next', template } : { ...choice, kind: 'extend', template };
      const planOn = (image: ReadImage) => planCopy(template, choice, edits, templateLibrary(image), ids.next);
      return hold({ file: '', choice: as, submitted: null }, planOn);
    },
    async marked(id) {
      const held = previews.get(id);
      if (held === undefined) return err(unknownPreview);
      if (held.submitted === null) return err(nothingToMark);
      return files.mark(held.submitted, held.plan.findings);
    },
    async commit(id, caller) {
      const held = previews.get(id);
      if (held === undefined) return err(unknownPreview);
      const result = await core.execute<CommittedImport, ImportProblem>({
        meta: organisation.meta(caller.command, caller.actor, caller.channel),
        decide: (draft) => {
          if (committed.has(id)) return err(committedPreview);
          const plan = held.planOn(draft.image);
          if (plan.outcome === 'refused') {
            return err({
              code: 'has-errors',
              message: 'The file has errors. Mend every one of them and submit it again.',
            });
          }
          const approved = !needsTwoPeople(organisation, draft.image);
          putPlan(draft.image, draft.emit, plan, { by: caller.actor, at: draft.meta.time, approved });
          const { outcome, template, findings } = plan;
          return ok({
            outcome,
            template: template?.id ?? continuedTemplate(held.choice),
            version: template?.version ?? null,
            status: template === null ? null : statusOnArrival(draft.image),
            findings,
          });
        },
        recall: (entries) => {
          const version = entries.flatMap(({ entry: { event } }) =>
            event.kind === 'put' && refKind(event.entity) === 'version' ? [event.value as unknown as Template] : [],
          )[0]; // put by this very command
          const { outcome, findings } = held.plan;
          const template = version?.id ?? continuedTemplate(held.choice);
          return { outcome, template, version: version?.version ?? null, status: version?.status ?? null, findings };
        },
      });
      if (result.ok) committed.add(id);
      return result;
    },
    mappings: () => documentsOf(core.image, 'mapping') as unknown as readonly ColumnMapping[], // put by saveMapping alone
    saveMapping: (mapping, caller) =>
      core.execute<ColumnMapping, never>({
        meta: organisation.meta(caller.command, caller.actor, caller.channel),
        decide: (draft) => {
          const ref = documentRef('mapping', digest(mapping.name).slice(0, 32));
          putDocument<'mapping'>(draft.emit, ref, { ...mapping, columns: { ...mapping.columns } });
          return ok(mapping);
        },
        recall: () => mapping,
      }),
  };
}

const unknownPreview = {
  code: 'unknown-preview',
  message: 'This preview is no longer there. Submit the file again.',
} as const;

function continuedTemplate(choice: PreviewChoice): TemplateId | null {
  return choice.kind === 'next' || choice.kind === 'texts' ? choice.template : null;
}

const committedPreview = {
  code: 'unknown-preview',
  message: 'This preview has been imported already.',
} as const;

const nothingToMark = {
  code: 'unknown-preview',
  message: 'This preview is of a copy; there is no workbook to mark.',
} as const;

/** What the organisation has when a template comes in. */
export function templateLibrary(image: ReadImage): TemplateLibrary {
  return {
    templates: templatesOf(image),
    actions: documentsOf(image, 'action'),
    owners: documentsOf(image, 'owner'),
    dimensions: documentsOf(image, 'dimension'),
  };
}

/** Stores what a plan names. Without an arrival a template is the program's own. */
export function putPlan(
  image: ReadImage,
  emit: (event: JournalEvent) => void,
  plan: Pick<ImportPlan, 'template' | 'actions' | 'owners' | 'dimensions'>,
  arrival: Arrival | null = null,
): void {
  const { template } = plan;
  for (const action of plan.actions) putDocument<'action'>(emit, documentRef('action', action.id), action);
  for (const owner of plan.owners) putDocument<'owner'>(emit, documentRef('owner', nameKey(owner.name)), owner);
  for (const dimension of plan.dimensions) {
    putDocument<'dimension'>(emit, documentRef('dimension', nameKey(dimension.key)), dimension);
  }
  if (template !== null) putTemplate(image, emit, template, arrival);
}
