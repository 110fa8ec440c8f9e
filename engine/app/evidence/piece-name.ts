import { normalizeField } from '../../domain/fields/normalize.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { EvidenceProblem } from './evidence-parts.ts';

/** What a piece is called, as any other title is written. */
export function pieceName(given: string): Result<string, EvidenceProblem> {
  const title = normalizeField('title', given, { dateSystem: '1900', shownAsDate: false, findUser: () => null });
  return title.ok ? ok(String(title.value)) : err({ code: 'invalid-title', message: title.error.message });
}
