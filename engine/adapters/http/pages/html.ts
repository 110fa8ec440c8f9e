/** Markup that is safe to show: everything put into it has been escaped. */
export type Html = { readonly markup: string };
type Insert = Html | string | number | null | readonly Html[];

/** A template of markup. Texts are escaped, in attributes too (always written with double quotes); null shows nothing. */
export function html(parts: TemplateStringsArray, ...inserts: readonly Insert[]): Html {
  return { markup: parts.reduce((markup, part, index) => markup + markupOf(inserts[index - 1] ?? null) + part) };
}

function markupOf(insert: Insert): string {
  if (insert === null) return '';
  if (typeof insert === 'string') return escapeText(insert);
  if (typeof insert === 'number') return String(insert);
  return 'markup' in insert ? insert.markup : insert.map(({ markup }) => markup).join('');
}

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
