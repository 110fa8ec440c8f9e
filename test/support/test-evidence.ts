import assert from 'node:assert/strict';
import { createEvidence, type EvidenceUseCases } from '#engine/app/evidence/evidence';
import type { EvidenceItem } from '#engine/app/evidence/evidence-items';
import type { EvidenceProblem } from '#engine/app/evidence/evidence-parts';
import type { EvidenceLimits, UploadArea } from '#engine/app/evidence/ports';
import type { UploadRequest } from '#engine/app/evidence/uploads';
import type { Assessment } from '#engine/contract/model/assessment';
import type { ActionId } from '#engine/contract/model/ids';
import type { Who } from '#engine/contract/model/permission';
import { documentsOf } from '#engine/domain/organisation/documents';
import type { Result } from '#engine/domain/result';
import {
  bytesOf,
  collect,
  createMemoryStore,
  createMemoryUploads,
  type MemoryStore,
} from '#test/support/memory-evidence';
import { ann, createTestOrganisation, type TestOrganisation } from '#test/support/test-organisation';

export const asAnn: Who = { user: ann, scope: null };

export type TestEvidence = {
  readonly test: TestOrganisation;
  readonly evidence: EvidenceUseCases;
  readonly store: MemoryStore;
  readonly uploads: UploadArea;
  action(title: string): ActionId;
  /** Uploads a text and finishes it. */
  upload(to: UploadRequest['to'], text: string, more?: Partial<UploadRequest>): Promise<EvidenceItem>;
  /** What of a text is shown under an id: the bytes of a version. */
  text(item: EvidenceItem, version?: number): Promise<string>;
};

export const testLimits: EvidenceLimits = { fileBytes: 1_000_000, types: null, keepRemovedDays: null };

/** Evidence in memory, beside an organisation in memory. */
export async function createTestEvidence(
  limits: Partial<EvidenceLimits> = {},
  given: TestOrganisation | null = null,
): Promise<TestEvidence> {
  const test = given ?? (await createTestOrganisation());
  const { organisation } = test;
  const [store, uploads] = [createMemoryStore(), createMemoryUploads()];
  const evidence = createEvidence({ organisation, store, uploads, limits: { ...testLimits, ...limits } });
  return {
    ...{ test, evidence, store, uploads },
    action(title) {
      const found = documentsOf(organisation.core.image, 'action').find((one) => one.title === title);
      assert.ok(found !== undefined);
      return found.id;
    },
    async upload(to, text, more = {}) {
      const request = { to, fileName: 'proof.txt', size: Buffer.byteLength(text), sha256: null, name: null, dates: {} };
      const begun = value(await evidence.uploads.begin({ ...request, ...more }, test.caller()));
      value(await evidence.uploads.append(begun.id, 0, bytesOf(text), asAnn));
      return value(await evidence.uploads.finish(begun.id, test.caller()));
    },
    async text(item, version) {
      const file = value(await evidence.file(item.id, version ?? null, asAnn));
      return Buffer.from(await collect(value(await file.read(0, file.size)))).toString();
    },
  };
}

/** What was answered; fails on a refusal. */
export function value<T>(result: Result<T, EvidenceProblem>): T {
  if (!result.ok) assert.fail(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

/** The code of a refusal; null for an answer. */
export function codeOf(result: Result<unknown, { readonly code: string }>): string | null {
  return result.ok ? null : result.error.code;
}

/** Two assessments of one group that share "Patch", and one of another group. */
export async function threeAssessments({ test }: Pick<TestEvidence, 'test'>): Promise<{
  readonly mail: Assessment;
  readonly cloud: Assessment;
  readonly other: Assessment;
}> {
  const mail = await test.open('Mail', await test.template('Mail', { 'M-1': ['Patch', 'Train'] }));
  const cloud = await test.open('Cloud', await test.template('Cloud', { 'C-1': ['Patch', 'Review'] }));
  const other = await test.open('Other', await test.template('Other', { 'O-1': ['Patch'] }), 'Another group');
  return { mail, cloud, other };
}
