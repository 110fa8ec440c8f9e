import { z } from 'zod';
import { evidenceId, uploadId } from '../model/evidence.ts';
import { actionId, assessmentId } from '../model/ids.ts';
import { type Endpoint, journalProblems } from './endpoint.ts';
import { dueEvidence, evidence, evidenceLimits, linkRequest, upload, uploadRequest } from './evidence.ts';

const tag = 'Evidence';
const oneEvidence = z.object({ evidence: evidenceId });
const oneUpload = z.object({ upload: uploadId });

/** What every change of evidence can meet. */
const changeProblems = ['forbidden', 'archived', ...journalProblems] as const;
const placeProblems = ['unknown-assessment', 'unknown-action', 'unknown-evidence', ...changeProblems] as const;

export const evidenceEndpoints = {
  evidenceLimits: {
    method: 'GET',
    path: '/api/v1/evidence/limits',
    tag,
    summary: 'What is taken as evidence: how large, and of which types',
    response: evidenceLimits,
    problems: [],
  },
  dueEvidence: {
    method: 'GET',
    path: '/api/v1/evidence/due',
    tag,
    summary: 'Evidence that has expired, or that somebody wanted to be reminded of',
    query: z.object({ on: z.iso.date().optional().describe('The day asked about, `YYYY-MM-DD`; today without it.') }),
    response: dueEvidence,
    problems: [],
  },
  assessmentEvidence: {
    method: 'GET',
    path: '/api/v1/assessments/:assessment/evidence',
    tag,
    summary: 'The evidence an assessment shows, of one action or of all',
    details: 'Of an archived assessment: what it showed then.',
    params: z.object({ assessment: assessmentId }),
    query: z.object({ action: actionId.optional() }),
    response: z.object({ evidence: z.array(evidence) }),
    problems: ['unknown-assessment'],
  },
  uploads: {
    method: 'GET',
    path: '/api/v1/evidence/uploads',
    tag,
    summary: 'Your uploads that are not finished',
    response: z.object({ uploads: z.array(upload) }),
    problems: [],
  },
  beginUpload: {
    method: 'POST',
    path: '/api/v1/evidence/uploads',
    tag,
    summary: 'Begin to upload a file',
    details:
      'Then send its bytes, in as many requests as the line needs (appendUpload), and finish it (finishUpload). An upload outlives broken connections and restarts; after seven days it is given up.',
    body: uploadRequest,
    response: upload,
    problems: [
      'too-large',
      'empty-file',
      'refused-type',
      'invalid-name',
      'invalid-title',
      'too-many-uploads',
      ...placeProblems,
    ],
  },
  upload: {
    method: 'GET',
    path: '/api/v1/evidence/uploads/:upload',
    tag,
    summary: 'How far an upload is',
    params: oneUpload,
    response: upload,
    problems: ['unknown-upload'],
  },
  appendUpload: {
    method: 'PATCH',
    path: '/api/v1/evidence/uploads/:upload',
    tag,
    summary: 'Send the next bytes of a file',
    details:
      'They begin at `offset`, which must be where the last ended; `wrong-offset` says where that is. What arrived before a connection broke is kept: ask how far the upload is and go on there. A request that comes while another hangs takes its place. One request may carry a whole file, but has two minutes; 8 MB are a good part for a browser.',
    params: oneUpload,
    query: z.object({ offset: z.coerce.number().int().min(0) }),
    bytes: true,
    response: upload,
    problems: ['unknown-upload', 'wrong-offset', 'broken-off', 'too-many-bytes', 'disk-full'],
  },
  finishUpload: {
    method: 'POST',
    path: '/api/v1/evidence/uploads/:upload/finish',
    tag,
    summary: 'Make evidence of an upload that is whole',
    details:
      'Asked again, it answers with the same evidence. Large files are hashed and moved first, which takes some seconds.',
    params: oneUpload,
    command: true,
    response: evidence,
    problems: [
      'unknown-upload',
      'incomplete-upload',
      'damaged-on-the-way',
      'refused-type',
      'store-unavailable',
      'too-many-versions',
      ...placeProblems,
    ],
  },
  abandonUpload: {
    method: 'DELETE',
    path: '/api/v1/evidence/uploads/:upload',
    tag,
    summary: 'Give an upload up',
    params: oneUpload,
    command: true,
    response: z.object({ id: uploadId }),
    problems: ['unknown-upload'],
  },
  linkEvidence: {
    method: 'POST',
    path: '/api/v1/evidence/links',
    tag,
    summary: 'Point to evidence that is kept elsewhere',
    body: linkRequest,
    command: true,
    response: evidence,
    problems: ['invalid-link', 'invalid-title', 'too-many-versions', ...placeProblems],
  },
  evidence: {
    method: 'GET',
    path: '/api/v1/evidence/:evidence',
    tag,
    summary: 'A piece of evidence with all its versions',
    params: oneEvidence,
    response: evidence,
    problems: ['unknown-evidence'],
  },
  evidenceContent: {
    method: 'GET',
    path: '/api/v1/evidence/:evidence/content',
    tag,
    summary: 'The bytes of a file',
    details:
      'Always as a file to be saved, whatever it is. Takes one `Range`, and `If-Range` with the `ETag`, which is the SHA-256. What was removed is there while an archived assessment shows it.',
    params: oneEvidence,
    query: z.object({ version: z.coerce.number().int().min(1).optional().describe('The last where it is left out.') }),
    response: 'file',
    problems: [
      'unknown-evidence',
      'unknown-version',
      'not-a-file',
      'content-missing',
      'store-unavailable',
      'bad-range',
    ],
  },
  attachEvidence: {
    method: 'POST',
    path: '/api/v1/evidence/:evidence/actions',
    tag,
    summary: 'Let a piece prove one more action',
    details: 'Of another group, a copy of it does, with an id of its own: the answer says which piece it is.',
    params: oneEvidence,
    body: z.object({ assessment: assessmentId, action: actionId }),
    command: true,
    response: evidence,
    problems: ['too-many-actions', ...placeProblems],
  },
  detachEvidence: {
    method: 'DELETE',
    path: '/api/v1/evidence/:evidence/actions/:action',
    tag,
    summary: 'Let a piece prove one action less',
    params: z.object({ evidence: evidenceId, action: actionId }),
    command: true,
    response: evidence,
    problems: ['unknown-evidence', 'unknown-action', 'last-action', ...changeProblems],
  },
  removeEvidence: {
    method: 'DELETE',
    path: '/api/v1/evidence/:evidence',
    tag,
    summary: 'Remove a piece of evidence',
    details: 'The journal keeps what it was. Its bytes stay while something shows them, and as long as the limits say.',
    params: oneEvidence,
    command: true,
    response: z.object({ id: evidenceId }),
    problems: ['unknown-evidence', ...changeProblems],
  },
} as const satisfies Readonly<Record<string, Endpoint>>;
