import { z } from 'zod';
import { actionId } from '../model/ids.ts';
import { attestationInspection, attestationPreview, attestationUpload, recordedAttestation } from './attestation.ts';
import { type Endpoint, journalProblems } from './endpoint.ts';
import { uploadProblems } from './limits.ts';

export const attestationEndpoints = {
  attestations: {
    method: 'GET',
    path: '/api/v1/attestations',
    tag: 'Attestations',
    summary: 'What is on record about provider actions',
    details: 'Nothing is recorded but what the organisation has imported; nothing is claimed for the provider.',
    response: z.object({ attestations: z.array(recordedAttestation) }),
    problems: [],
  },
  inspectAttestations: {
    method: 'POST',
    path: '/api/v1/attestations/inspect',
    tag: 'Attestations',
    summary: 'Look into a file of attestations',
    details: 'A spreadsheet, an OSCAL component definition or a system security plan. Nothing is stored.',
    upload: z.object({}),
    response: attestationInspection,
    problems: uploadProblems,
  },
  previewAttestations: {
    method: 'POST',
    path: '/api/v1/attestations',
    tag: 'Attestations',
    summary: 'Preview what a file would record about provider actions',
    details:
      'Rows name a provider action or a control. Several rows about one action are joined to the worst of them. Statements of an OSCAL file are recorded without a result: nobody has tested anything.',
    upload: z.object(attestationUpload),
    response: attestationPreview,
    problems: ['unknown-template', ...uploadProblems],
  },
  commitAttestations: {
    method: 'POST',
    path: '/api/v1/attestations/:preview/commit',
    tag: 'Attestations',
    summary: 'Record what a preview showed',
    params: z.object({ preview: z.string().max(200) }),
    command: true,
    response: z.object({ recorded: z.int() }),
    problems: ['unknown-preview', 'has-errors', ...journalProblems],
  },
  withdrawAttestation: {
    method: 'DELETE',
    path: '/api/v1/attestations/:action',
    tag: 'Attestations',
    summary: 'Take back what is on record about a provider action',
    details: 'The journal keeps what it said.',
    params: z.object({ action: actionId }),
    command: true,
    response: z.object({ action: actionId }),
    problems: ['unknown-action', ...journalProblems],
  },
} as const satisfies Readonly<Record<string, Endpoint>>;
