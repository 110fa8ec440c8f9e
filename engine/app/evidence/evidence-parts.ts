import type { EvidenceProblem as ChangeProblem } from '../../domain/evidence/change-evidence.ts';
import type { FileNameProblem } from '../../domain/evidence/file-name.ts';
import type { FileTypeProblem } from '../../domain/evidence/file-type.ts';
import type { LinkProblem } from '../../domain/evidence/link-address.ts';
import type { Organisation } from '../organisation.ts';
import type { StoreProblem as JournalProblem } from '../partition.ts';
import type { Forbidden } from '../permits.ts';
import type { OneAtATime } from './one-at-a-time.ts';
import type { EvidenceLimits, EvidenceStore, StoreProblem, UploadArea } from './ports.ts';

export type EvidenceParts = {
  readonly organisation: Organisation;
  readonly store: EvidenceStore;
  readonly uploads: UploadArea;
  readonly limits: EvidenceLimits;
};

/** The parts, and the lock by content: who brings one and who clears one away never meet. */
export type LockedParts = EvidenceParts & { readonly oneAtATime: OneAtATime };

/** Everything that can be refused about evidence; each with a sentence for a person. */
export type EvidenceProblem =
  | ChangeProblem
  | FileNameProblem
  | Forbidden
  | FileTypeProblem
  | LinkProblem
  | StoreProblem
  | JournalProblem
  | {
      readonly code:
        | 'unknown-assessment'
        | 'archived'
        | 'unknown-version'
        | 'not-a-file'
        | 'content-missing'
        | 'unknown-upload'
        | 'empty-file'
        | 'too-large'
        | 'too-many-uploads'
        | 'invalid-title'
        | 'broken-off'
        | 'too-many-bytes';
      readonly message: string;
    }
  | UploadOffsetProblem;

/** `offset`: where the next bytes have to begin. */
export type UploadOffsetProblem = {
  readonly code: 'wrong-offset' | 'incomplete-upload';
  readonly message: string;
  readonly offset: number;
};
