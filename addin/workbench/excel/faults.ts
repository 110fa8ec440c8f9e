/** Numbers the host answers a whole request with; office.js makes its own error codes of them. */
export const hostErrors = {
  invalidOperationInCellEditMode: 5004,
  invalidOrTimedOutSession: 5012,
  modalDialogOpen: 5016,
  activityLimitReached: 5102,
  requestPayloadSizeLimitExceeded: 5103,
  responsePayloadSizeLimitExceeded: 5104,
  accessDenied: 7000,
} as const;

/** What can be made to go wrong, for tests and for whoever tries the workbench. */
export type Faults = {
  /** How long every answer and every event takes, milliseconds. */
  latency: number;
  /** Excel on the web has lost its server: every request fails. */
  offline: boolean;
  /** Errors for the next requests, in order. */
  readonly nextErrors: number[];
  /** Bytes a request or an answer may have: what Excel on the web allows. */
  payloadLimit: number;
};

export function noFaults(): Faults {
  return { latency: 0, offline: false, nextErrors: [], payloadLimit: 5 * 1024 * 1024 };
}
