/** The languages the pane speaks, each in its own words. */
export const languages = { en: 'English', de: 'Deutsch' } as const;
export type Language = keyof typeof languages;

/** The language for a locale such as `de-AT`; English where the pane does not speak it. */
export function languageOf(locale: string): Language {
  const [base = ''] = locale.toLowerCase().split('-');
  return base === 'de' ? 'de' : 'en';
}
