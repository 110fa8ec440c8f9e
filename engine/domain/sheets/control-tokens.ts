/**
 * Control ids as the Controls column writes them, `; AC-1; AC-2(1);`, so that a wildcard finds one id and no part of
 * another.
 */
export function controlsCell(controls: readonly string[]): string | null {
  return controls.length === 0 ? null : `; ${controls.map((id) => `${controlToken(id)};`).join(' ')}`;
}

/** A semicolon would end the token, so it is written as a comma; spaces are single. */
export function controlToken(id: string): string {
  return id.replaceAll(';', ',').replace(/\s+/g, ' ').trim();
}

/** Texts that occur twice, letter case aside, in lower case: criteria ignore letter case, so no formula can tell them apart. */
export function ambiguousTexts(texts: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const ambiguous = new Set<string>();
  for (const text of texts) {
    const comparable = text.toLowerCase();
    if (seen.has(comparable)) ambiguous.add(comparable);
    seen.add(comparable);
  }
  return ambiguous;
}
