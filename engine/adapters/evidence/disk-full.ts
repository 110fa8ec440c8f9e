/** Disk full, or the share of it this user may fill. */
export function isDiskFull(error: unknown): boolean {
  const code = errorCode(error);
  return code === 'ENOSPC' || code === 'EDQUOT';
}

export function errorCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

export const diskFull = {
  code: 'disk-full',
  message: 'The disk of the evidence is full. Free some space and go on where it stopped.',
} as const;
