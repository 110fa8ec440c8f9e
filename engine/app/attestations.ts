import type { AttestationField, FieldValue } from '../contract/model/field.ts';
import { type ActionId, attestationRef, type TemplateId } from '../contract/model/ids.ts';
import {
  type AttestationDefaults,
  type AttestationPlan,
  planAttestations,
} from '../domain/attestations/plan-attestations.ts';
import type { Draft } from '../domain/journal/draft.ts';
import {
  type Attestation,
  attestationFieldNames,
  attestationOf,
  attestationState,
} from '../domain/organisation/attestation.ts';
import { actionOf, documentsOf, templateOf } from '../domain/organisation/documents.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { ReadImage } from '../domain/state/image.ts';
import { isError } from '../domain/templates/finding.ts';
import type { Caller } from './assessments.ts';
import type { Organisation } from './organisation.ts';
import type { StoreProblem } from './partition.ts';
import type {
  AttestationFiles,
  AttestationInspection,
  AttestationMapping,
  FileProblem,
  ReadAttestations,
  SubmittedFile,
} from './ports.ts';

/** What an import of attestations would record, looked at and possibly committed. Kept in memory for a while. */
export type AttestationPreview = { readonly id: string; readonly source: string; readonly plan: AttestationPlan };

export type AttestationProblem =
  | FileProblem
  | StoreProblem
  | {
      readonly code: 'unknown-preview' | 'has-errors' | 'unknown-template' | 'unknown-action';
      readonly message: string;
    };

/** What is on record about one provider action, and who put it there when. */
export type RecordedAttestation = Attestation & {
  readonly action: ActionId;
  readonly title: string;
  readonly by: string;
  readonly at: string;
};

export type AttestationRequest = AttestationDefaults & { readonly template: TemplateId | null };

/** What providers attest, as the organisation takes it from documents. The program itself never attests anything. */
export interface Attestations {
  all(): readonly RecordedAttestation[];
  inspect(file: SubmittedFile): Promise<Result<AttestationInspection, FileProblem>>;
  /** Reads and plans; nothing is stored. */
  preview(
    file: SubmittedFile,
    request: AttestationRequest,
    mapping: AttestationMapping | null,
  ): Promise<Result<AttestationPreview, AttestationProblem>>;
  /** Records what a preview showed; returns how many actions have a new record. */
  commit(preview: string, caller: Caller): Promise<Result<number, AttestationProblem>>;
  /** Takes a record back; the journal keeps what it said. */
  withdraw(action: ActionId, caller: Caller): Promise<Result<ActionId, AttestationProblem>>;
}

const heldPreviews = 8;

type Held = { readonly preview: AttestationPreview; readonly planOn: (image: ReadImage) => AttestationPlan };

export function createAttestations(organisation: Organisation, files: AttestationFiles): Attestations {
  const { core, ids, directory } = organisation;
  const held = new Map<string, Held>();

  const planWith =
    (read: ReadAttestations, request: AttestationRequest) =>
    (image: ReadImage): AttestationPlan => {
      const template = request.template === null ? null : templateOf(image, request.template);
      return planAttestations(read, request, template, documentsOf(image, 'action'), (action) =>
        attestationOf(image, action, null),
      );
    };

  return {
    all: () =>
      documentsOf(core.image, 'action').flatMap(({ id, title }) => {
        const recorded = attestationOf(core.image, id, null);
        const latest = attestationFieldNames
          .flatMap((field) => attestationState(core.image, id, field, null) ?? [])
          .sort((one, other) => other.at - one.at)[0];
        if (recorded === null || latest === undefined) return [];
        return [{ ...recorded, action: id, title, by: directory.byId(latest.by)?.name ?? latest.by, at: latest.time }];
      }),
    inspect: (file) => files.inspect(file),
    async preview(file, request, mapping) {
      if (request.template !== null && templateOf(core.image, request.template) === null) {
        return err({ code: 'unknown-template', message: 'There is no such template.' });
      }
      const read = await files.read(file, mapping);
      if (!read.ok) return read;
      const planOn = planWith(read.value, request);
      const preview = { id: ids.next(), source: read.value.source, plan: planOn(core.image) };
      held.set(preview.id, { preview, planOn });
      for (const old of [...held.keys()].slice(0, -heldPreviews)) held.delete(old);
      return ok(preview);
    },
    async commit(id, caller) {
      const found = held.get(id);
      if (found === undefined) {
        return err({ code: 'unknown-preview', message: 'This preview is no longer there. Submit the file again.' });
      }
      return core.execute<number, AttestationProblem>({
        meta: organisation.meta(caller.command, caller.actor, caller.channel),
        decide: (draft) => {
          const { records, findings } = found.planOn(draft.image);
          if (findings.some(isError)) {
            return err({
              code: 'has-errors',
              message: 'The file has errors. Mend every one of them and submit it again.',
            });
          }
          for (const { action, after } of records) record(draft, action, after);
          return ok(records.length);
        },
        recall: (entries) =>
          new Set(entries.flatMap(({ entry: { event } }) => ('entity' in event ? [event.entity] : []))).size,
      });
    },
    withdraw: (action, caller) =>
      core.execute<ActionId, AttestationProblem>({
        meta: organisation.meta(caller.command, caller.actor, caller.channel),
        decide: (draft) => {
          if (actionOf(draft.image, action)?.responsibility !== 'provider') {
            return err({ code: 'unknown-action', message: 'There is no such provider action.' });
          }
          record(draft, action, null);
          return ok(action);
        },
        recall: () => action,
      }),
  };
}

/** Field by field, so that each has its history. */
function record(draft: Draft, action: ActionId, attestation: Attestation | null): void {
  for (const field of attestationFieldNames) {
    const state = attestationState(draft.image, action, field, null);
    const from: FieldValue = state?.value ?? null;
    const to: FieldValue = attestation?.[field as AttestationField] ?? null;
    if (from !== to) {
      draft.emit({ kind: 'changed', entity: attestationRef(action), field, from, to, base: state?.at ?? 0 });
    }
  }
}
