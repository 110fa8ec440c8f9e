import type { AppendProblem } from './ports.ts';

/** Nothing was confirmed because the journal could not take it; the same command may be sent again. */
export type StoreProblem = {
  readonly code: 'read-only' | 'disk-full' | 'stale' | 'unreachable';
  readonly message: string;
};

/** `isShared`: several processes append to this journal. */
export function toStoreProblem(problem: AppendProblem, isShared: boolean): StoreProblem {
  switch (problem.code) {
    case 'stale':
      if (isShared) return otherHistory;
      return {
        code: 'stale',
        message: 'Another process wrote to this data folder. Nothing was saved; restart the engine.',
      };
    case 'read-only':
      return {
        code: 'read-only',
        message: `Nothing was saved: the journal is read-only (${problem.reason}). Restart the engine.`,
      };
    case 'disk-full':
      return {
        code: 'disk-full',
        message: `Nothing was saved: the disk is full (${problem.reason}). Free some space and send it again.`,
      };
    case 'unreachable':
      return unreachableProblem(problem.reason);
  }
}

export function unreachableProblem(reason: string): StoreProblem {
  return {
    code: 'unreachable',
    message: `The database does not answer (${reason}). Nothing is confirmed. The engine goes on trying; send the same command again later: what was saved all the same is not done twice.`,
  };
}

export const tooBusy: StoreProblem = {
  code: 'stale',
  message: 'Other engines wrote to the same group again and again in between. Nothing was saved; send it again.',
};

export const otherHistory: StoreProblem = {
  code: 'stale',
  message:
    'The database does not hold the history this engine has read (was a backup put back?). Nothing was saved; restart the engine, and check with: controlbook verify',
};
