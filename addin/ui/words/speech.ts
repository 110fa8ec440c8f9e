import { dateText, percentText, sizeText, timeText } from '../format.ts';
import { english } from './english.ts';
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

/** The original is always there; a translation once somebody has needed it. */
const vocabularies: Record<Language, Translation<typeof english>> = { en: english, de: english };
let isGermanHere = false;

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
  return Object.hasOwn(english, key);
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
