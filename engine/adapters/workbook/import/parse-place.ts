/** `Actions!C5` taken apart, 1-based; null for a place that is no cell. */
export function parsePlace(
  place: string,
): { readonly sheet: string; readonly row: number; readonly column: number } | null {
  const found = /^([\s\S]+)!([A-Z]{1,3})(\d{1,7})$/.exec(place);
  if (found === null) return null;
  const [, sheet = '', letters = '', row = ''] = found;
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  return { sheet, row: Number(row), column };
}
