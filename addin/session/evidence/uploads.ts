import type { UploadId } from '#engine/contract/model/evidence';
import type { AssessmentId } from '#engine/contract/model/ids';
import type { EvidenceUpload, FileToSend, Intent, UploadStanding } from '../../state/model.ts';
import type { CallProblem } from '../../sync/client.ts';
import { freshId } from '../../sync/outside.ts';
import { sendFile } from '../../sync/send-file.ts';
import type { Joined } from '../parts.ts';
import { problemOf } from '../problems.ts';
import { createKeptUploads } from './kept-uploads.ts';

/** Files on their way to the engine: a few side by side, each in parts, over broken lines and closed panes. */
export interface Uploads {
  /** Shows what earlier panes began and did not finish. */
  restore(): Promise<void>;
  add(intent: Extract<Intent, { do: 'uploadEvidence' }>, assessment: AssessmentId): void;
  pause(id: string): void;
  resume(id: string): void;
  /** With the same file it goes on where it was. */
  goOn(id: string, file: FileToSend): void;
  drop(id: string): Promise<void>;
  stop(): void;
}

/** What is known of an upload beside what is shown. */
type Job = {
  shown: EvidenceUpload;
  file: FileToSend | null;
  assessment: AssessmentId | null;
  upload: UploadId | null;
  abort: AbortController | null;
};

const sideBySide = 3;

export function createUploads(joined: Joined, finished: () => void): Uploads {
  const { client, clock, random, tell } = joined;
  const kept = createKeptUploads(joined.storage);
  const jobs = new Map<string, Job>();

  const show = (job: Job, change: Partial<Pick<EvidenceUpload, 'done' | 'standing'>>): void => {
    job.shown = { ...job.shown, ...change };
    if (jobs.has(job.shown.id)) tell({ kind: 'upload', id: job.shown.id, upload: job.shown });
  };
  const stand = (job: Job, standing: UploadStanding): void => show(job, { standing });
  const begin = (job: Job): void => {
    jobs.set(job.shown.id, job);
    show(job, {});
  };
  const forget = (job: Job): void => {
    jobs.delete(job.shown.id);
    tell({ kind: 'upload', id: job.shown.id, upload: null });
  };

  const pump = (): void => {
    let free = sideBySide - [...jobs.values()].filter(({ abort }) => abort !== null).length;
    for (const job of jobs.values()) {
      if (free <= 0) return;
      if (job.abort !== null || job.file === null || job.shown.standing.kind !== 'waiting') continue;
      free -= 1;
      const abort = new AbortController();
      job.abort = abort;
      void run(job, job.file, abort.signal).then((problem) => {
        if (job.abort === abort) job.abort = null;
        if (problem !== null && !abort.signal.aborted) {
          stand(job, { kind: 'failed', code: problem.code, detail: problem.detail });
        }
        pump();
      });
    }
  };

  /** One file to its end, or to the problem that ends it. */
  const run = async (job: Job, file: FileToSend, signal: AbortSignal): Promise<CallProblem | null> => {
    stand(job, { kind: 'sending' });
    const { action, piece } = job.shown;
    let from = 0;
    if (job.upload === null) {
      if (job.assessment === null) return { code: 'unknown-upload', detail: null };
      const to = piece === null ? { assessment: job.assessment, action } : { evidence: piece };
      const dates = { collectedOn: dayOf(file.lastModified) };
      const begun = await client.call('beginUpload', { body: { to, fileName: file.name, size: file.size, dates } });
      if (!begun.ok) return begun.error;
      job.upload = begun.value.id;
      await kept.keep({ upload: job.upload, action, piece, name: file.name, size: file.size });
    } else {
      const standing = await client.call('upload', { params: { upload: job.upload } });
      if (standing.ok) from = standing.value.offset;
      else if (standing.error.code === 'unknown-upload') {
        await kept.drop(job.upload);
        job.upload = null;
        return standing.error;
      } // else the line is broken, which sending finds out and outlasts
    }
    if (signal.aborted) return null;
    const { upload } = job;
    const sent = await sendFile({
      ...{ client, clock, random, upload, file, from, signal },
      heard: ({ done, isBroken }) => {
        if (!signal.aborted) show(job, { done, standing: { kind: isBroken ? 'broken' : 'sending' } });
      },
    });
    if (!sent.ok) return sent.error;
    if (!sent.value || signal.aborted) return null;
    stand(job, { kind: 'checking' });
    const key = freshId(random);
    for (const wait of [0, 1_000, 4_000, 15_000]) {
      if (wait > 0) await new Promise<void>((resolve) => void clock.after(wait, resolve));
      const evidence = await client.call('finishUpload', { params: { upload }, key });
      if (evidence.ok) {
        await kept.drop(upload);
        forget(job);
        finished();
        return null;
      }
      if (evidence.error.code !== 'no-engine') return evidence.error;
    }
    return { code: 'no-engine', detail: null };
  };

  const halt = (job: Job): void => {
    job.abort?.abort();
    job.abort = null;
  };

  return {
    async restore() {
      for (const { upload, action, piece, name, size } of await kept.all()) {
        if ([...jobs.values()].some((job) => job.upload === upload)) continue;
        const standing = await client.call('upload', { params: { upload } });
        if (!standing.ok) {
          if (standing.error.code === 'unknown-upload') await kept.drop(upload);
          continue;
        }
        const id = freshId(random);
        const done = standing.value.offset;
        const shown = { id, action, piece, name, done, total: size, standing: { kind: 'needs-file' } } as const;
        begin({ shown, file: null, assessment: null, upload, abort: null });
      }
    },
    add({ action, piece, files }, assessment) {
      for (const file of files) {
        // The same file again goes on where it was.
        const waiting = [...jobs.values()].find(
          ({ shown }) => shown.standing.kind === 'needs-file' && shown.action === action && isSame(shown, file),
        );
        if (waiting !== undefined) {
          waiting.file = file;
          stand(waiting, { kind: 'waiting' });
          continue;
        }
        const shown = { id: freshId(random), action, piece, name: file.name, done: 0, total: file.size };
        begin({ shown: { ...shown, standing: { kind: 'waiting' } }, file, assessment, upload: null, abort: null });
      }
      pump();
    },
    pause(id) {
      const job = jobs.get(id);
      // What is being made evidence of cannot be held any more.
      if (job === undefined || job.shown.standing.kind === 'checking') return;
      halt(job);
      stand(job, { kind: 'paused' });
      pump();
    },
    resume(id) {
      const job = jobs.get(id);
      if (job === undefined || job.abort !== null) return;
      stand(job, { kind: job.file === null ? 'needs-file' : 'waiting' });
      pump();
    },
    goOn(id, file) {
      const job = jobs.get(id);
      if (job === undefined) return;
      if (!isSame(job.shown, file)) {
        const { name, total } = job.shown;
        return tell({ kind: 'problem', problem: problemOf('other-file', { data: { name, size: total } }) });
      }
      job.file = file;
      stand(job, { kind: 'waiting' });
      pump();
    },
    async drop(id) {
      const job = jobs.get(id);
      if (job === undefined) return;
      halt(job);
      forget(job);
      pump();
      if (job.upload === null) return;
      await kept.drop(job.upload);
      // Where nobody answers, the engine gives it up by itself some days later.
      await client.call('abandonUpload', { params: { upload: job.upload }, key: freshId(random) });
    },
    stop() {
      for (const job of jobs.values()) halt(job);
    },
  };
}

function isSame({ name, total }: EvidenceUpload, file: FileToSend): boolean {
  return name === file.name && total === file.size;
}

/** When the file was last changed, as this person's calendar has it; null where the file does not say. */
function dayOf(modified: number): string | null {
  const date = new Date(modified);
  if (!(modified > 0) || Number.isNaN(date.valueOf())) return null;
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
