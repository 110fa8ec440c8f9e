import { dateText, percentText, sizeText, timeText } from '../format.ts';
import { english } from './english.ts';
import { german } from './german.ts';
import type { Language } from './language.ts';
import { fill } from './say.ts';
import type { Fillings } from './texts.ts';

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

const vocabularies = { en: english, de: german };

function isWordKey(key: string): key is WordKey {
  return Object.hasOwn(english, key);
}

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
