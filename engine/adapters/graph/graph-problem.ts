import type { SourceProblem } from '../../app/secure-score/ports.ts';

/** Carries a problem out of the reading to the one place that answers. */
export class GraphRefused extends Error {
  readonly problem: SourceProblem;
  constructor(code: string, message: string) {
    super(message);
    this.name = 'GraphRefused';
    this.problem = { code, message };
  }
}

/** The engine is being stopped. */
export function closing(): GraphRefused {
  return new GraphRefused('closing', 'The engine was being stopped. Secure Score is read again after its next start.');
}

/** Text of another system in a sentence of ours: one line, not for ever. */
export function quoted(text: string): string {
  return text
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, 300);
}
