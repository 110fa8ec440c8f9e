import type { FieldValue } from '../../contract/model/field.ts';
import { implementationStatuses, testResults } from '../../contract/model/vocabulary.ts';
import { ok, type Result } from '../result.ts';
import { type FieldProblem, isBlank, problem, quote, type RawValue } from './field-problem.ts';

/** The exact word of the list for what somebody typed; blank is the list's word for nothing. */
export function normalizeStatus(raw: RawValue): Result<FieldValue, FieldProblem> {
  return normalizeChoice(raw, implementationStatuses, statusAliases, 'Not Implemented', 'implementation status');
}

/** As `normalizeStatus`; a failure without its risk is refused, for nobody may guess the risk. */
export function normalizeResult(raw: RawValue): Result<FieldValue, FieldProblem> {
  return normalizeChoice(raw, testResults, resultAliases, 'Not Assessed', 'test result');
}

const statusAliases: ReadonlyMap<string, (typeof implementationStatuses)[number]> = new Map([
  ['none', 'Not Implemented'],
  ['not started', 'Not Implemented'],
  ['alternative', 'Alternative Implementation'],
  ['alternate implementation', 'Alternative Implementation'],
  ['alternatively implemented', 'Alternative Implementation'],
  ['out of scope', 'Not in Scope'],
  ['not applicable', 'Not in Scope'],
  ['n/a', 'Not in Scope'],
]);

const resultAliases: ReadonlyMap<string, (typeof testResults)[number]> = new Map([
  ['none', 'Not Assessed'],
  ['not tested', 'Not Assessed'],
  ['pass', 'Passed'],
  ['failed low', 'Failed-Low Risk'],
  ['failed medium', 'Failed-Medium Risk'],
  ['failed high', 'Failed-High Risk'],
  ['out of scope', 'Not in Scope'],
  ['not applicable', 'Not in Scope'],
  ['n/a', 'Not in Scope'],
]);

function normalizeChoice<Word extends string>(
  raw: RawValue,
  words: readonly Word[],
  aliases: ReadonlyMap<string, Word>,
  blank: Word,
  what: string,
): Result<FieldValue, FieldProblem> {
  if (isBlank(raw)) return ok(blank);
  const typed = typeof raw === 'string' ? comparableWord(raw) : null;
  const word =
    typed === null ? undefined : (words.find((each) => comparableWord(each) === typed) ?? aliases.get(typed));
  if (word !== undefined) return ok(word);
  return problem('not-in-list', `${quote(raw)} is not a ${what}. Choose one of: ${words.join(', ')}.`);
}

/** Letter case, the kind of dash and the number of spaces are slips, not meanings. */
function comparableWord(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\u2010-\u2015_-]+/g, ' ')
    .trim();
}
