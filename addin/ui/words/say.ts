import type { Text } from './texts.ts';

/**
 * A sentence with its holes filled. Numbers are written as the language writes them; which form a counting sentence
 * takes is the language's own rule. A hole nobody filled stays visible: it is a bug a test finds.
 */
export function fill(text: Text, fillings: Readonly<Record<string, string | number>>, language: string): string {
  const count = fillings['count'];
  const sentence =
    typeof text === 'string'
      ? text
      : text[new Intl.PluralRules(language).select(Number(count)) === 'one' ? 'one' : 'other'];
  return sentence.replace(/\{([a-zA-Z]+)\}/g, (hole, name: string) => {
    const value = fillings[name];
    if (value === undefined) return hole;
    return typeof value === 'number' ? new Intl.NumberFormat(language).format(value) : value;
  });
}
