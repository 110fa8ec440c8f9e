/** Cells as the clipboard carries them between programs: columns apart by tabs, rows by line ends. */
export function toClipboardText(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(quoted).join('\t')).join('\r\n');
}

function quoted(text: string): string {
  return /[\t\r\n]/.test(text) || text.startsWith('"') ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Reads what another program, or this one, put on the clipboard; one line end at the very end is no row of its own. */
export function fromClipboardText(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  let at = 0;
  const source = text.replace(/\r\n?/g, '\n');
  const end = source.endsWith('\n') ? source.length - 1 : source.length;
  while (at <= end) {
    const cell = readCell(source, at, end);
    rows.at(-1)?.push(cell.text);
    const mark = cell.next < end ? source[cell.next] : undefined;
    if (mark === undefined) break;
    if (mark === '\n') rows.push([]);
    at = cell.next + 1;
  }
  return rows;
}

function readCell(source: string, at: number, end: number): { readonly text: string; readonly next: number } {
  if (source[at] === '"') {
    let text = '';
    for (let p = at + 1; p < end; p += 1) {
      if (source[p] !== '"') text += source[p];
      else if (source[p + 1] === '"') {
        text += '"';
        p += 1;
      } else {
        const next = source[p + 1];
        // A quote that closes before something else was no quote around the cell.
        if (p + 1 >= end || next === '\t' || next === '\n') return { text, next: p + 1 };
        break;
      }
    }
  }
  let next = at;
  while (next < end && source[next] !== '\t' && source[next] !== '\n') next += 1;
  return { text: source.slice(at, next), next };
}

/** The same cells for programs that prefer a table. */
export function toClipboardHtml(rows: readonly (readonly string[])[]): string {
  const cells = (row: readonly string[]): string => row.map((text) => `<td>${escaped(text)}</td>`).join('');
  return `<table>${rows.map((row) => `<tr>${cells(row)}</tr>`).join('')}</table>`;
}

function escaped(text: string): string {
  return text
    .replace(/[&<>]/g, (letter) => (letter === '&' ? '&amp;' : letter === '<' ? '&lt;' : '&gt;'))
    .replaceAll('\n', '<br>');
}
