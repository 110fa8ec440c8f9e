import type { HostProblem } from '../sheets/host.ts';
import type { Intent, Problem } from '../state/model.ts';
import type { CallProblem } from '../sync/client.ts';

/** A problem with its own id: the same thing again replaces the one before. */
export function problemOf(
  code: string,
  more: {
    readonly detail?: string | null;
    readonly data?: Problem['data'];
    readonly remedies?: readonly Intent[];
  } = {},
): Problem {
  const { detail = null, data = {}, remedies = [] } = more;
  return { id: `${code}:${detail ?? JSON.stringify(data)}`, code, detail, data, remedies };
}

export function callProblem({ code, detail }: CallProblem, engine: string, remedies: readonly Intent[]): Problem {
  const data = code === 'no-engine' || code === 'strange-answer' ? { address: engine } : {};
  return problemOf(code, { detail, data, remedies });
}

/** Null for what passes by itself. */
export function hostProblem(problem: HostProblem, remedies: readonly Intent[]): Problem | null {
  switch (problem.code) {
    case 'busy':
    case 'gone':
      return null;
    case 'protected':
      return problemOf('protected', { remedies });
    case 'cannot':
      return problemOf('excel-cannot', { data: { what: problem.what } });
    case 'failed':
      return problemOf('excel-failed', { detail: problem.message, data: { excelCode: problem.excelCode }, remedies });
  }
}
