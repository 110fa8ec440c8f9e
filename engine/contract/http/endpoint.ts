import type { z } from 'zod';
import type { ErrorCode } from '../errors.ts';

/** One address and method of the interface: what it takes, what it answers, and what it refuses by. */
export type Endpoint = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: `/api/v1/${string}`;
  readonly tag:
    | 'Engine'
    | 'People and permissions'
    | 'Templates'
    | 'Lists of the organisation'
    | 'Activity'
    | 'Attestations'
    | 'Groups and assessments'
    | 'Evidence'
    | 'Secure Score'
    | 'Workflow and notifications'
    | 'Changes and conflicts'
    | 'Scores';
  readonly summary: string;
  readonly details?: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** A JSON body. */
  readonly body?: z.ZodType;
  /** The largest JSON body in bytes, where it is not the usual one. */
  readonly bodyBytes?: number;
  /** A multipart body: `file`, any number of `companion` files, and these parts as JSON texts. */
  readonly upload?: z.ZodObject;
  /** A body of bytes, `application/octet-stream`, of any length. */
  readonly bytes?: true;
  /** Takes an `Idempotency-Key`. */
  readonly command?: true;
  /** `file`: bytes of any length and kind, to be saved; parts of them where they are asked for. */
  readonly response: z.ZodType | 'workbook' | 'file';
  readonly problems: readonly ErrorCode[];
};

/** What every endpoint that writes can meet. */
export const journalProblems = [
  'read-only',
  'disk-full',
  'stale',
  'unreachable',
] as const satisfies readonly ErrorCode[];
