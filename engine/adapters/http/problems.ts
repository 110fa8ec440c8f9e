import type { PushProblem } from '../../app/push-changes.ts';
import { type ErrorCode, errorTitles, type Issue, type ProblemDetails, type UsesOfIt } from '../../contract/errors.ts';
import type { Verdict } from '../../contract/model/change.ts';
import type { Permission } from '../../contract/model/permission.ts';
import type { OrganisationProblem } from '../../domain/organisation/create-assessment.ts';

/** An expected refusal on its way to the rim: a code, a sentence for people, and what else the code carries. */
export type Refused = {
  readonly code: string;
  readonly message: string;
  readonly issues?: readonly Issue[];
  readonly verdicts?: readonly Verdict[];
  readonly permission?: Permission;
  readonly offset?: number;
  readonly uses?: UsesOfIt;
};

/** Carries a refusal out of a hook or a parser to the one error handler. */
export class RequestRefused extends Error {
  readonly refused: Refused;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: ErrorCode,
    message: string,
    more: Pick<Refused, 'issues' | 'permission'> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = 'RequestRefused';
    this.refused = { code, message, ...more };
    this.headers = headers;
  }
}

/** The one place that knows statuses. A code that is not here is a rule of values or files: 422. */
const statusByCode: Readonly<Record<ErrorCode | OrganisationProblem['code'] | PushProblem['code'], number>> = {
  malformed: 400,
  invalid: 400,
  'bad-request': 400,
  unauthenticated: 401,
  'foreign-origin': 403,
  forbidden: 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'request-timeout': 408,
  'too-large': 413,
  'unsupported-media-type': 415,
  'unknown-host': 421,
  'no-upgrade': 426,
  'protocol-version': 426,
  'not-subscribed': 400,
  'too-many-requests': 429,
  internal: 500,
  closing: 503,
  'identity-unavailable': 503,
  'read-only': 503,
  stale: 503,
  unreachable: 503,
  'disk-full': 507,
  'unknown-partition': 404,
  'unknown-epoch': 409,
  'not-atomic': 409,
  'unknown-conflict': 404,
  'no-third-value': 422,
  'changed-meanwhile': 409,
  archived: 409,
  'empty-name': 422,
  'unknown-template': 404,
  'template-closed': 409,
  'unknown-product': 422,
  'unknown-group': 404,
  'unknown-assessment': 404,
  'unknown-control': 404,
  'duplicate-group': 409,
  'duplicate-title': 409,
  'duplicate-product-certification': 409,
  'already-archived': 409,
  'not-archived': 409,
  'wrong-status': 409,
  'second-person': 409,
  'not-approved': 409,
  'template-archived': 409,
  'unknown-dimension': 404,
  'duplicate-dimension': 409,
  'unknown-owner': 404,
  'duplicate-owner': 409,
  'built-in': 409,
  'in-use': 409,
  'invalid-action': 422,
  'too-many-lines': 422,
  'unknown-action': 404,
  'missing-file': 400,
  'unknown-preview': 404,
  'has-errors': 422,
  'unknown-mapping': 404,
  'unknown-evidence': 404,
  'unknown-version': 404,
  'not-a-file': 409,
  'last-action': 409,
  'too-many-versions': 409,
  'too-many-actions': 409,
  'invalid-link': 422,
  'invalid-name': 422,
  'invalid-title': 422,
  'empty-file': 422,
  'refused-type': 422,
  'unknown-upload': 404,
  'too-many-uploads': 429,
  'wrong-offset': 409,
  'incomplete-upload': 409,
  'broken-off': 400,
  'too-many-bytes': 413,
  'damaged-on-the-way': 422,
  'content-missing': 500,
  'store-unavailable': 503,
  'bad-range': 416,
  'built-in-control': 409,
  'no-secure-score-control': 409,
  'secure-score-not-configured': 409,
  'secure-score-busy': 409,
  'unknown-comment': 404,
  'unknown-alert': 404,
  'invalid-alert': 422,
  'too-many-alerts': 409,
  'unknown-webhook': 404,
  'too-many-webhooks': 409,
  'unknown-person': 404,
  'last-portal-admin': 409,
  'nobody-left': 409,
  'unknown-token': 404,
  'not-confirmed': 422,
  'not-removable': 409,
  'too-many-tokens': 409,
  'token-by-token': 403,
};

export function statusOf(code: string): number {
  return isKnown(code) ? statusByCode[code] : 422;
}

function isKnown(code: string): code is ErrorCode {
  return Object.hasOwn(statusByCode, code);
}

export function problemOf(
  { code, message, issues, verdicts, permission, offset, uses }: Refused,
  requestId: string,
): ProblemDetails {
  return {
    type: `urn:controlbook:problem:${code}`,
    title: isKnown(code) ? errorTitles[code] : 'What was sent cannot be taken as it is',
    status: statusOf(code),
    detail: message,
    code,
    instance: `urn:controlbook:request:${requestId}`,
    ...(issues === undefined ? {} : { issues: [...issues] }),
    ...(verdicts === undefined ? {} : { verdicts: [...verdicts] }),
    ...(permission === undefined ? {} : { permission }),
    ...(offset === undefined ? {} : { offset }),
    ...(uses === undefined ? {} : { uses }),
  };
}
