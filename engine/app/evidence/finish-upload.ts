import type { EvidenceId, Sha256, UploadId } from '../../contract/model/evidence.ts';
import type { CommandId, UserId } from '../../contract/model/ids.ts';
import { addEvidence, addVersion, unknownEvidence } from '../../domain/evidence/change-evidence.ts';
import { evidenceOf } from '../../domain/evidence/evidence.ts';
import { refuseContent } from '../../domain/evidence/file-type.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Caller } from '../assessments.ts';
import type { Organisation } from '../organisation.ts';
import { bringContent, clearContent } from './contents.ts';
import { type EvidenceItem, findEvidence, itemOf } from './evidence-items.ts';
import type { EvidenceProblem, LockedParts } from './evidence-parts.ts';
import type { Content, Upload } from './ports.ts';
import { placeOf, whoOf, whyNot } from './where-to.ts';

/** Makes evidence of an upload that is whole: its content first, then the entry that shows it, then the upload goes. */
export async function finishUpload(
  parts: LockedParts,
  id: UploadId,
  caller: Caller,
): Promise<Result<EvidenceItem, EvidenceProblem>> {
  const { organisation, uploads, oneAtATime } = parts;
  const upload = uploads.find(id);
  if (upload !== null && upload.by !== caller.actor) return err(unknownUpload);
  const before = await finishedBefore(organisation, id, caller.actor);
  if (before !== null) {
    if (upload !== null) await uploads.discard(id);
    const found = findEvidence(organisation, before);
    return found === null ? err(unknownEvidence) : ok(itemOf(organisation, found.partition.id, found.evidence));
  }
  if (upload === null) return err(unknownUpload);
  const offset = uploads.received(id);
  if (offset < upload.size) {
    const message = `${upload.size - offset} of ${upload.size} bytes are still missing.`;
    return err({ code: 'incomplete-upload', message, offset });
  }
  const { sha256, first } = await uploads.examine(id);
  const refused = refuseContent(first) ?? differsFrom(upload.sha256, sha256);
  if (refused !== null) {
    await uploads.discard(id);
    return err(refused);
  }
  return oneAtATime(sha256, async () => {
    const content = { sha256, size: upload.size };
    const brought = await bringContent(parts, content, () => uploads.read(id));
    if (!brought.ok) return brought;
    const written = await write(organisation, upload, content, caller);
    if (written.ok) await uploads.discard(id);
    else await clearContent(parts, sha256);
    return written;
  });
}

function differsFrom(wanted: Sha256 | null, found: Sha256): EvidenceProblem | null {
  if (wanted === null || wanted === found) return null;
  const message = `What arrived has the SHA-256 ${found}, not ${wanted}. It was thrown away; send the file again.`;
  return { code: 'damaged-on-the-way', message };
}

async function write(
  organisation: Organisation,
  { id, partition: partitionId, evidence, fileName, becomes }: Upload,
  { sha256, size }: Content,
  caller: Caller,
): Promise<Result<EvidenceItem, EvidenceProblem>> {
  const content = { kind: 'file', fileName, size, sha256 } as const;
  if (becomes.kind === 'piece') {
    const place = await placeOf(organisation, whoOf(caller), becomes.assessment, becomes.action);
    if (!place.ok) return place;
    const { name, action, dates } = becomes;
    return place.value.execute<EvidenceItem, EvidenceProblem>({
      meta: organisation.meta(commandOf(id), caller.actor, caller.channel),
      decide: (draft) => {
        const piece = addEvidence(draft, { id: evidence, name, content, actions: [action], ...dates });
        return ok(itemOf(organisation, draft.image.partition, piece));
      },
      recall: answeredBefore,
    });
  }
  const partition = organisation.partition(partitionId);
  if (partition === null) return err(unknownEvidence);
  return partition.execute<EvidenceItem, EvidenceProblem>({
    meta: organisation.meta(commandOf(id), caller.actor, caller.channel),
    decide: (draft) => {
      const present = evidenceOf(draft.image, evidence);
      const closed = present === null ? unknownEvidence : whyNot(organisation, whoOf(caller), partition.id, present);
      if (closed !== null) return err(closed);
      const added = addVersion(draft, evidence, content, becomes.dates);
      return added.ok ? ok(itemOf(organisation, partition.id, added.value)) : added;
    },
    recall: answeredBefore,
  });
}

/** One upload is one command, so that it becomes evidence once however often it is finished. */
function commandOf(id: UploadId): string {
  return `upload:${id}`;
}

function answeredBefore(): never {
  throw new Error('An upload that is finished was about to be finished again');
}

/** The piece an upload has become: the answer may have been lost, or the engine ended before the upload was cleared. */
async function finishedBefore(organisation: Organisation, id: UploadId, by: UserId): Promise<EvidenceId | null> {
  for (const partition of organisation.partitions()) {
    const first = partition.image.command(commandOf(id) as CommandId); // as made above
    if (first === undefined) continue;
    const [sealed] = await partition.read(first - 1, 1);
    const event = sealed?.entry.event;
    if (event?.kind === 'put' && sealed?.entry.actor === by)
      return event.entity.slice('evidence/'.length) as EvidenceId; // what an upload puts
  }
  return null;
}

export const unknownUpload = {
  code: 'unknown-upload',
  message: 'There is no such upload. It may have been finished or given up; begin it anew.',
} as const;
