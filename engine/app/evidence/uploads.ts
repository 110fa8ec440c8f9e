import type { EvidenceDates, EvidenceId, Sha256, UploadId } from '../../contract/model/evidence.ts';
import type { ActionId, AssessmentId } from '../../contract/model/ids.ts';
import type { Who } from '../../contract/model/permission.ts';
import { unknownEvidence } from '../../domain/evidence/change-evidence.ts';
import { cleanFileName } from '../../domain/evidence/file-name.ts';
import { refuseType } from '../../domain/evidence/file-type.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Caller } from '../assessments.ts';
import { giveUp } from './contents.ts';
import { type EvidenceItem, findEvidence } from './evidence-items.ts';
import type { EvidenceProblem, LockedParts } from './evidence-parts.ts';
import { finishUpload, unknownUpload } from './finish-upload.ts';
import { pieceName } from './piece-name.ts';
import type { Bytes, Upload } from './ports.ts';
import { placeOf, whoOf, whyNot } from './where-to.ts';

/** Files on their way in, in as many requests as the line needs. Everybody knows of their own alone. */
export interface EvidenceUploads {
  all(who: Who): readonly UploadStatus[];
  find(id: UploadId, who: Who): UploadStatus | null;
  begin(request: UploadRequest, caller: Caller): Promise<Result<UploadStatus, EvidenceProblem>>;
  /**
   * Takes bytes from `offset` on, which must be where the last ended. One that comes while another hangs takes its
   * place. Whatever arrived is kept when the bytes break off.
   */
  append(id: UploadId, offset: number, bytes: Bytes, who: Who): Promise<Result<UploadStatus, EvidenceProblem>>;
  /** Makes evidence of it; asked again, the same evidence. */
  finish(id: UploadId, caller: Caller): Promise<Result<EvidenceItem, EvidenceProblem>>;
  abandon(id: UploadId, who: Who): Promise<Result<UploadId, EvidenceProblem>>;
}

export type UploadRequest = {
  readonly to: { readonly assessment: AssessmentId; readonly action: ActionId } | { readonly evidence: EvidenceId };
  readonly fileName: string;
  readonly size: number;
  readonly sha256: Sha256 | null;
  /** What the piece is called; null for the file's name. Of a next version it is not asked. */
  readonly name: string | null;
  readonly dates: Partial<EvidenceDates>;
};

export type UploadStatus = Pick<Upload, 'id' | 'begun' | 'fileName' | 'size' | 'evidence'> & {
  /** Where the next bytes begin. */
  readonly offset: number;
};

/** More at once are somebody's mistake, and each may hold gigabytes. */
const mostUploads = 100;

export function createEvidenceUploads(parts: LockedParts): EvidenceUploads {
  const { organisation, uploads, limits } = parts;
  const appending = new Map<UploadId, { readonly stop: () => void; readonly ended: Promise<unknown> }>();
  const finishing = new Map<UploadId, Promise<Result<EvidenceItem, EvidenceProblem>>>();

  const statusOf = ({ id, begun, fileName, size, evidence }: Upload): UploadStatus => ({
    ...{ id, begun, fileName, size, evidence },
    offset: uploads.received(id),
  });

  const ownUpload = (id: UploadId, { user }: Who): Upload | null => {
    const upload = uploads.find(id);
    return upload?.by === user ? upload : null;
  };

  /** Whoever appends hangs, or its sender has given it up and come again. */
  const takeOver = async (id: UploadId): Promise<void> => {
    appending.get(id)?.stop();
    await appending.get(id)?.ended;
  };

  return {
    all: ({ user }) =>
      uploads
        .all()
        .filter(({ by }) => by === user)
        .map(statusOf),
    find(id, who) {
      const upload = ownUpload(id, who);
      return upload === null ? null : statusOf(upload);
    },
    async begin(request, caller) {
      const name = cleanFileName(request.fileName);
      if (!name.ok) return name;
      const refused = refuseType(name.value, limits.types) ?? refuseSize(request.size, limits.fileBytes);
      if (refused !== null) return err(refused);
      if (uploads.all().length >= mostUploads) return err(tooManyUploads);
      const place = await becomesOf(parts, request, name.value, whoOf(caller));
      if (!place.ok) return place;
      const { ids, clock } = organisation;
      const upload: Upload = {
        id: ids.next() as UploadId, // of the id alphabet by the port's contract
        begun: clock.now(),
        by: caller.actor,
        fileName: name.value,
        size: request.size,
        sha256: request.sha256,
        ...place.value,
      };
      const begun = await uploads.begin(upload);
      return begun.ok ? ok(statusOf(upload)) : begun;
    },
    async append(id, offset, bytes, who) {
      if (ownUpload(id, who) === null) return err(unknownUpload);
      while (appending.has(id)) await takeOver(id); // from here to where it is set in one go: two may have waited
      const upload = ownUpload(id, who);
      if (upload === null) return err(unknownUpload);
      const received = uploads.received(id);
      if (offset !== received) {
        const message = `The next bytes have to begin at ${received}, not at ${offset}.`;
        return err({ code: 'wrong-offset', message, offset: received });
      }
      const { stop, until } = createStop();
      const running = uploads.append(id, until(bytes));
      const over = (): void => {};
      appending.set(id, { stop, ended: running.then(over, over) }); // how it ended is told to its own sender
      try {
        const appended = await running;
        return appended.ok ? ok(statusOf(upload)) : appended;
      } finally {
        appending.delete(id);
      }
    },
    async finish(id, caller) {
      const running = finishing.get(id) ?? finishUpload(parts, id, caller).finally(() => finishing.delete(id));
      finishing.set(id, running);
      return running;
    },
    async abandon(id, who) {
      if (ownUpload(id, who) === null) return err(unknownUpload);
      await finishing.get(id);
      while (appending.has(id)) await takeOver(id);
      const upload = ownUpload(id, who);
      if (upload === null) return err(unknownUpload);
      await giveUp(parts, upload);
      return ok(id);
    },
  };
}

/** What the file will be when it is whole; everything that stands against it is said before the first byte is sent. */
async function becomesOf(
  { organisation }: LockedParts,
  { to, name, dates }: UploadRequest,
  fileName: string,
  who: Who,
): Promise<Result<Pick<Upload, 'partition' | 'evidence' | 'becomes'>, EvidenceProblem>> {
  if ('evidence' in to) {
    const found = findEvidence(organisation, to.evidence);
    if (found === null) return err(unknownEvidence);
    const closed = whyNot(organisation, who, found.partition.id, found.evidence);
    if (closed !== null) return err(closed);
    return ok({ partition: found.partition.id, evidence: to.evidence, becomes: { kind: 'version', dates } });
  }
  const partition = await placeOf(organisation, who, to.assessment, to.action);
  if (!partition.ok) return partition;
  const called = pieceName(name ?? fileName);
  if (!called.ok) return called;
  const { collectedOn = null, expiresOn = null, remindOn = null } = dates;
  return ok({
    partition: partition.value.id,
    evidence: organisation.ids.next() as EvidenceId, // of the id alphabet by the port's contract
    becomes: { kind: 'piece', ...to, name: called.value, dates: { collectedOn, expiresOn, remindOn } },
  });
}

function refuseSize(size: number, most: number): EvidenceProblem | null {
  if (size < 1) return { code: 'empty-file', message: 'The file is empty and proves nothing.' };
  if (size <= most) return null;
  return {
    code: 'too-large',
    message: `The file has ${size} bytes; ${most} are taken at most. Send it in parts, or as a link.`,
  };
}

/** Ends bytes before their time, also while none arrive. */
function createStop(): { readonly stop: () => void; readonly until: (bytes: Bytes) => Bytes } {
  let stopped = false;
  let wake = (): void => {};
  return {
    stop() {
      stopped = true;
      wake();
    },
    async *until(bytes) {
      for (const iterator = bytes[Symbol.asyncIterator](); ; ) {
        // Not a race with one promise for all of them: that would hold every chunk until it is settled.
        const next = await new Promise<IteratorResult<Uint8Array> | null>((resolve, reject) => {
          wake = () => resolve(null);
          iterator.next().then(resolve, reject);
        });
        if (next === null || stopped) throw new Error('Another request goes on with this upload'); // what came is kept
        if (next.done === true) return;
        yield next.value;
      }
    },
  };
}

const tooManyUploads = {
  code: 'too-many-uploads',
  message: `${mostUploads} uploads are under way. Finish or delete some of them first.`,
} as const;
