import { dateText, percentText, sizeText, timeText } from '../format.ts';
import type { english } from './english.ts';
import { englishFirst } from './english-first.ts';
import type { Language } from './language.ts';
import { fill } from './say.ts';
import type { Fillings, Translation } from './texts.ts';

export type WordKey = keyof typeof english;

/** Everything the pane says, in one language. */
export type Speech = {
  readonly language: Language;
  /** A sentence by key; its holes have to be filled. */
  say<Key extends WordKey>(key: Key, ...fillings: Fillings<(typeof english)[Key]>): string;
  /** The sentence for a key that arrives as data, such as the code of a problem; null where there is none. */
  lookUp(key: string, fillings?: Readonly<Record<string, string | number>>): string | null;
  number(value: number): string;
  percent(percent: number): string;
  date(date: string): string;
  time(moment: string): string;
  size(bytes: number): string;
};

/** The first words of the original are always there; the others and a translation once somebody has needed them. */
const original = { ...englishFirst } as typeof english; // completed before any page that says more is drawn
const vocabularies: Record<Language, Translation<typeof english>> = { en: original, de: original };
let isGermanHere = false;

/** Fetches the words of pages that are not seen first; rejects when they cannot be fetched. */
export async function fetchLateWords(): Promise<void> {
  const [{ administration }, { help }, { work }] = await Promise.all([
    import('./english/administration.ts'),
    import('./english/help.ts'),
    import('./english/work.ts'),
  ]);
  Object.assign(original, administration, help, work);
}

/** Fetches the words of a language; false when they cannot be fetched, and English is spoken on. */
export async function fetchWords(language: Language): Promise<boolean> {
  if (language === 'en' || isGermanHere) return true;
  try {
    const { german } = await import('./german.ts');
    vocabularies.de = german;
    isGermanHere = true;
    return true;
  } catch {
    return false; // told by the answer; asked again, it is tried again
  }
}

function isWordKey(key: string): key is WordKey {
  return Object.hasOwn(original, key);
}

/** Speaks what has been fetched of the language by now. */
export function speechOf(language: Language): Speech {
  const words = vocabularies[language];
  return {
    language,
    say: (key, ...[fillings]) => fill(words[key], fillings ?? {}, language),
    lookUp: (key, fillings = {}) => (isWordKey(key) ? fill(words[key], fillings, language) : null),
    number: (value) => new Intl.NumberFormat(language).format(value),
    percent: (percent) => percentText(percent, language),
    date: (date) => dateText(date, language),
    time: (moment) => timeText(moment, language),
    size: (bytes) => sizeText(bytes, language),
  };
}
