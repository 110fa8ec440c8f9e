import type { EvidenceId, Sha256 } from '../../contract/model/evidence.ts';
import type { ActionId, AssessmentId, CommandId } from '../../contract/model/ids.ts';
import type { Who } from '../../contract/model/permission.ts';
import {
  addEvidence,
  addVersion,
  changeActions,
  copyEvidence,
  removeEvidence,
  unknownEvidence,
} from '../../domain/evidence/change-evidence.ts';
import type { Due } from '../../domain/evidence/due.ts';
import { type Evidence, evidenceOf } from '../../domain/evidence/evidence.ts';
import { downloadName } from '../../domain/evidence/file-name.ts';
import { checkLink } from '../../domain/evidence/link-address.ts';
import type { Draft } from '../../domain/journal/draft.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Caller } from '../assessments.ts';
import type { Organisation } from '../organisation.ts';
import type { Partition } from '../partition.ts';
import { clearRemoved } from './clear-removed.ts';
import {
  dueEvidence,
  type EvidenceItem,
  evidenceOfAssessment,
  findEvidence,
  findReadableEvidence,
  itemOf,
  mayReadPiece,
} from './evidence-items.ts';
import type { EvidenceParts, EvidenceProblem, LockedParts } from './evidence-parts.ts';
import { createOneAtATime } from './one-at-a-time.ts';
import { pieceName } from './piece-name.ts';
import type { Bytes, EvidenceLimits } from './ports.ts';
import { createEvidenceUploads, type EvidenceUploads, type UploadRequest } from './uploads.ts';
import { placeOf, whoOf, whyNot } from './where-to.ts';

/** Everything about evidence but its fields, which change by change sets as those of records do. */
export interface EvidenceUseCases {
  readonly limits: EvidenceLimits;
  readonly uploads: EvidenceUploads;
  ofAssessment(id: AssessmentId, action: ActionId | null): Promise<readonly EvidenceItem[] | null>;
  one(id: EvidenceId, who: Who): EvidenceItem | null;
  /** What has expired or is to be thought of on a day, today where none is named. */
  due(
    day: string | null,
    who: Who,
  ): {
    readonly day: string;
    readonly due: readonly (Due & { readonly evidence: EvidenceItem })[];
  };
  /** A file's bytes, of its last version where none is named; also of what was removed and an archived assessment keeps. */
  file(id: EvidenceId, version: number | null, who: Who): Promise<Result<EvidenceFile, EvidenceProblem>>;
  link(request: LinkRequest, caller: Caller): Promise<Result<EvidenceItem, EvidenceProblem>>;
  /** Lets it prove one more action; where that action's records live elsewhere, a copy does, which is the answer. */
  attach(id: EvidenceId, to: { readonly assessment: AssessmentId; readonly action: ActionId }, caller: Caller): Outcome;
  detach(id: EvidenceId, action: ActionId, caller: Caller): Outcome;
  remove(id: EvidenceId, caller: Caller): Promise<Result<EvidenceId, EvidenceProblem>>;
  /** Gives up uploads nobody goes on with, and clears contents that nothing shows and nobody is to get back. */
  clearRemoved(): Promise<void>;
}

type Outcome = Promise<Result<EvidenceItem, EvidenceProblem>>;

export type LinkRequest = Pick<UploadRequest, 'to' | 'name' | 'dates'> & { readonly url: string };

export type EvidenceFile = {
  readonly name: string;
  readonly size: number;
  readonly sha256: Sha256;
  /** The bytes from one position up to, not including, another. */
  read(from: number, to: number): Promise<Result<Bytes, EvidenceProblem>>;
};

export function createEvidence(given: EvidenceParts): EvidenceUseCases {
  const parts: LockedParts = { ...given, oneAtATime: createOneAtATime() };
  const { organisation } = parts;

  const change = async (
    id: EvidenceId,
    caller: Caller,
    decide: (draft: Draft) => Result<Evidence, EvidenceProblem>,
  ): Outcome => {
    const found = findEvidence(organisation, id);
    if (found === null) return err(unknownEvidence);
    const closed = whyNot(organisation, whoOf(caller), found.partition.id, found.evidence);
    return closed === null ? write(found.partition, id, caller, decide) : err(closed);
  };

  /** Sent again, the command is answered with what the piece is by then. */
  const write = async (
    { id: place, execute }: Partition,
    id: EvidenceId,
    { command, actor, channel }: Caller,
    decide: (draft: Draft) => Result<Evidence, EvidenceProblem>,
  ): Outcome => {
    const written = await execute<Evidence | null, EvidenceProblem>({
      meta: organisation.meta(command, actor, channel),
      decide,
      recall: (entries, image) => {
        const put = entries.find(({ entry }) => entry.event.kind === 'put')?.entry.event;
        return evidenceOf(image, put?.kind === 'put' ? (put.entity.slice('evidence/'.length) as EvidenceId) : id); // as put by copyEvidence
      },
    });
    if (!written.ok) return written;
    return written.value === null ? err(unknownEvidence) : ok(itemOf(organisation, place, written.value));
  };

  return {
    limits: parts.limits,
    uploads: createEvidenceUploads(parts),
    ofAssessment: (id, action) => evidenceOfAssessment(organisation, id, action),
    one(id, who) {
      const found = findEvidence(organisation, id);
      if (found === null || !mayReadPiece(organisation, who, found.partition.id, found.evidence)) return null;
      return itemOf(organisation, found.partition.id, found.evidence);
    },
    due(day, who) {
      const asked = day ?? organisation.clock.now().slice(0, 10);
      return { day: asked, due: dueEvidence(organisation, who, asked) };
    },
    file: async (id, version, who) => fileOf(parts, findReadableEvidence(organisation, who, id), version),
    async link({ to, url, name, dates }, caller) {
      const address = checkLink(url);
      if (!address.ok) return address;
      const content = { kind: 'link', url: address.value } as const;
      if ('evidence' in to)
        return change(to.evidence, caller, (draft) => addVersion(draft, to.evidence, content, dates));
      const place = await placeOf(organisation, whoOf(caller), to.assessment, to.action);
      if (!place.ok) return place;
      const called = pieceName(name ?? address.value.slice(0, 200));
      if (!called.ok) return called;
      const id = organisation.ids.next() as EvidenceId; // of the id alphabet by the port's contract
      const { collectedOn = null, expiresOn = null, remindOn = null } = dates;
      const piece = { id, name: called.value, actions: [to.action], collectedOn, expiresOn, remindOn, content };
      return write(place.value, id, caller, (draft) => ok(addEvidence(draft, piece)));
    },
    async attach(id, { assessment, action }, caller) {
      const found = findEvidence(organisation, id);
      if (found === null) return err(unknownEvidence);
      const place = await placeOf(organisation, whoOf(caller), assessment, action);
      if (!place.ok) return place;
      if (place.value.id === found.partition.id) {
        return change(id, caller, (draft) => changeActions(draft, id, action, 'attach'));
      }
      if (!mayReadPiece(organisation, whoOf(caller), found.partition.id, found.evidence)) return err(unknownEvidence);
      const copy = organisation.ids.next() as EvidenceId; // of the id alphabet by the port's contract
      return write(place.value, copy, caller, (draft) => {
        copyEvidence(draft, found.evidence, copy, [action]);
        const made = evidenceOf(draft.image, copy);
        return made === null ? err(unknownEvidence) : ok(made);
      });
    },
    detach: (id, action, caller) => change(id, caller, (draft) => changeActions(draft, id, action, 'detach')),
    async remove(id, caller) {
      const { command, actor, channel } = caller;
      const found = findEvidence(organisation, id);
      // A retry finds its own removal recorded.
      const place = found?.partition ?? knowing(organisation, command as CommandId); // made or checked by the rim
      if (place === null) return err(unknownEvidence);
      const closed = found === null ? null : whyNot(organisation, whoOf(caller), place.id, found.evidence);
      if (closed !== null) return err(closed);
      return place.execute<EvidenceId, EvidenceProblem>({
        meta: organisation.meta(command, actor, channel),
        decide: (draft) => removeEvidence(draft, id),
        recall: () => id,
      });
    },
    clearRemoved: () => clearRemoved(parts),
  };
}

function knowing(organisation: Organisation, command: CommandId): Partition | null {
  return organisation.partitions().find(({ image }) => image.command(command) !== undefined) ?? null;
}

function fileOf(
  { store }: LockedParts,
  evidence: Evidence | null,
  wanted: number | null,
): Result<EvidenceFile, EvidenceProblem> {
  if (evidence === null) return err(unknownEvidence);
  const version = wanted === null ? evidence.current : evidence.versions.find(({ number }) => number === wanted);
  if (version === undefined) {
    return err({ code: 'unknown-version', message: `"${evidence.name}" has ${evidence.versions.length} versions.` });
  }
  const { content } = version;
  if (content.kind === 'link') {
    return err({ code: 'not-a-file', message: `"${evidence.name}" is a link. It leads to ${content.url}` });
  }
  const { size, sha256, fileName } = content;
  return ok({
    name: downloadName(evidence.name, fileName),
    size,
    sha256,
    async read(from, to) {
      const bytes = await store.read(sha256, from, to);
      if (!bytes.ok) return bytes;
      if (bytes.value !== null) return ok(bytes.value);
      const message = `The bytes of "${evidence.name}" (SHA-256 ${sha256}) are not in the store. Put the store's backup in place; controlbook verify lists all that is missing.`;
      return err({ code: 'content-missing', message });
    },
  });
}
