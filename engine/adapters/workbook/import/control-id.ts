/** What ids of standards look like in the wild, and what can be read off them. */

/** `AC-2(1)`, `A.5.1.1`, `164.308(a)(1)`, `GV.OC-01`, `Art. 5`: short, with a digit, no sentence. */
export function isIdLike(text: string): boolean {
  return (
    text.length <= 30 &&
    /\d/.test(text) &&
    /^(§ ?)?[A-Za-z0-9][A-Za-z0-9.()[\]_:/&-]*( [A-Za-z0-9.()[\]-]+)?$/.test(text)
  );
}

/** `GV.OC-01: The mission is understood` as id and text; null when the cell does not begin with an id. */
export function splitId(text: string): { readonly id: string; readonly rest: string } | null {
  const found = /^(\S{1,29}?):?\s+(?:[-\u2013\u2014|]\s+)?(\S[\s\S]*)$/.exec(text);
  const [, id = '', rest = ''] = found ?? [];
  return found !== null && isIdLike(id) ? { id, rest } : null;
}

/** SP 800-53A writes `AC-02(01)` for the catalog's `AC-2(1)`; other standards' zeros are part of their ids. */
const padded = /^[A-Z]{2}-\d{2}(\(\d{2}\))*$/;

/** True when a column of ids is written in the padded form, which only enhancements tell for sure. */
export function arePadded(ids: readonly string[]): boolean {
  return ids.some((id) => /^[A-Z]{2}-\d{2}\(\d{2}\)$/.test(id));
}

export function withoutPadding(id: string): string {
  return padded.test(id) ? id.replace(/([(-])0+(?=\d)/g, '$1') : id;
}

/** The group an id belongs to by its own form: `AC-2(1)` to `AC`, `GV.OC-01` to `GV.OC`, `A.5.1.1` to `A.5.1`. */
export function familyOfId(id: string): string {
  const bare = id.replace(/[([].*$/, '');
  return /^(.+)[-._/ ][^-._/ ]+$/.exec(bare)?.[1] ?? bare;
}

/** A control kept in a list only to say where it went: `[Withdrawn: Incorporated into AC-2.]`. */
export function isWithdrawn(text: string): boolean {
  return /^(\[\s*withdrawn\b|withdrawn\s*([:.]|$))/i.test(text);
}

/** The name in a cell that goes on to explain it: `GOVERN (GV): The organization's ...` is `GOVERN (GV)`. */
export function familyName(text: string): string {
  const line = text.split('\n', 1)[0] ?? '';
  const name = /^(.{2,100}?):\s/.exec(line)?.[1];
  return line.length > 80 && name !== undefined ? name : line;
}
