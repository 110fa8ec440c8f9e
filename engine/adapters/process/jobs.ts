import type {
  AttestationInspection,
  AttestationMapping,
  ColumnMapping,
  FileProblem,
  Inspection,
  PatchedWorkbook,
  ReadAttestations,
  ReadTemplate,
  SubmittedFile,
  UpdatedWorkbook,
} from '../../app/ports.ts';
import type { WorkbookPatch } from '../../contract/model/cells.ts';
import type { ShownWorkbook } from '../../contract/model/shown-workbook.ts';
import type { Finding } from '../../contract/model/template.ts';
import type { Result } from '../../domain/result.ts';
import type { PackedUpdate, PackedWorkbook } from './packed.ts';

/** What the process is asked to do with a file, by kind of job. */
export type JobInput = {
  readonly read: { readonly bytes: Uint8Array };
  readonly show: { readonly bytes: Uint8Array };
  readonly patch: { readonly bytes: Uint8Array; readonly patch: WorkbookPatch };
  readonly update: { readonly bytes: Uint8Array; readonly update: PackedUpdate };
  readonly inspect: { readonly file: SubmittedFile };
  readonly readTemplate: { readonly file: SubmittedFile; readonly mapping: ColumnMapping | null };
  readonly mark: { readonly file: SubmittedFile; readonly findings: readonly Finding[] };
  readonly inspectAttestations: { readonly file: SubmittedFile };
  readonly readAttestations: { readonly file: SubmittedFile; readonly mapping: AttestationMapping | null };
};

export type JobOutput = {
  readonly read: PackedWorkbook;
  readonly show: ShownWorkbook;
  readonly patch: PatchedWorkbook;
  readonly update: UpdatedWorkbook;
  readonly inspect: Inspection;
  readonly readTemplate: ReadTemplate;
  readonly mark: Uint8Array;
  readonly inspectAttestations: AttestationInspection;
  readonly readAttestations: ReadAttestations;
};

export type JobKind = keyof JobInput;

/** One message each way; a process has at most one job at a time. */
export type JobMessage = { [K in JobKind]: { readonly kind: K; readonly input: JobInput[K] } }[JobKind];

export type JobAnswer = Result<JobOutput[JobKind], FileProblem>;
