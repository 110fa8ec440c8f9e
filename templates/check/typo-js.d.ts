declare module 'typo-js' {
  /** A Hunspell dictionary in memory; without a path the package's own is read. */
  export default class Typo {
    constructor(dictionary: string);
    check(word: string): boolean;
    suggest(word: string, limit?: number): string[];
  }
}
