/** Bars in groups, drawn as a small picture that reads on light and dark pages alike. */
export type Drawing = {
  readonly title: string;
  readonly unit: string;
  /** Where the figures are powers of ten apart. */
  readonly logarithmic: boolean;
  readonly groups: readonly {
    readonly label: string;
    readonly bars: readonly { readonly name: string; readonly value: number; readonly isOurs: boolean }[];
  }[];
};

const width = 720;
const names = 210;
const values = 90;
const line = 20;
const head = 44;

export function drawBars({ title, unit, logarithmic, groups }: Drawing): string {
  const known = groups.flatMap(({ bars }) => bars.map(({ value }) => value)).filter((value) => value > 0);
  const most = Math.max(...known, 1e-9);
  const least = logarithmic ? 10 ** Math.floor(Math.log10(Math.min(...known, most)) - 0.3) : 0;
  const room = width - names - values;
  const length = (value: number): number => {
    if (!(value > 0)) return 0;
    const share = logarithmic ? Math.log(value / least) / Math.log(most / least) : value / most;
    return Math.max(1, Math.round(share * room));
  };
  const marks: string[] = [];
  let y = head;
  for (const { label, bars } of groups) {
    if (groups.length > 1) marks.push(`<text class="label" x="0" y="${y + 14}">${escaped(label)}</text>`);
    if (groups.length > 1) y += line;
    for (const { name, value, isOurs } of bars) {
      const end = names + length(value);
      marks.push(
        `<text x="${names - 8}" y="${y + 14}" text-anchor="end">${escaped(name)}</text>`,
        `<rect class="${isOurs ? 'ours' : 'theirs'}" x="${names}" y="${y + 3}" width="${end - names}" height="14" rx="2"/>`,
        `<text x="${end + 6}" y="${y + 14}">${figure(value)}</text>`,
      );
      y += line;
    }
    y += 8;
  }
  const scale = logarithmic ? `${unit}, logarithmic` : unit;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y}" width="${width}" height="${y}" role="img" aria-label="${escaped(`${title} (${scale})`)}">`,
    '<style>text{font:13px system-ui,sans-serif;fill:#1f2328}.title{font-weight:600;font-size:15px}.label{font-weight:600}',
    '.ours{fill:#0969da}.theirs{fill:#8c959f}@media(prefers-color-scheme:dark){text{fill:#e6edf3}.ours{fill:#4493f8}.theirs{fill:#6e7681}}</style>',
    `<text class="title" x="0" y="18">${escaped(title)}</text><text x="0" y="36">${escaped(scale)}</text>`,
    ...marks,
    '</svg>',
    '',
  ].join('\n');
}

function figure(value: number): string {
  if (!Number.isFinite(value)) return 'none';
  return value.toLocaleString('en', { maximumSignificantDigits: 3 });
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
