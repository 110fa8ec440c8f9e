import type { WordKey } from '../ui/words/speech.ts';

/** What a cell shows: a value, or an error with what is wrong. */
export type Answer = number | string | Fault;

/** `missing` shows as #N/A, `wrong` as #VALUE!. The words are for the card beside the cell. */
export type Fault = {
  readonly fault: 'missing' | 'wrong';
  readonly words: Extract<WordKey, `function.${string}` | `problem.${string}`>;
  readonly data: Readonly<Record<string, string>>;
};

export function missing(words: Fault['words'], data: Fault['data'] = {}): Fault {
  return { fault: 'missing', words, data };
}

export function wrong(words: Fault['words'], data: Fault['data'] = {}): Fault {
  return { fault: 'wrong', words, data };
}

export function isFault(answer: unknown): answer is Fault {
  return typeof answer === 'object' && answer !== null && 'fault' in answer;
}
