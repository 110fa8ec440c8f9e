/**
 * The Markdown of guidance texts: `*` bullets, numbered lists, three spaces a level, `[text](url)`, `**bold**`, and
 * nothing else. Everything it does not know stays as it was written; no text is ever taken for markup of the page.
 */
export type Block =
  | { readonly kind: 'paragraph'; readonly spans: readonly Span[] }
  | { readonly kind: 'list'; readonly start: number | null; readonly items: readonly Item[] };

/** `start` of its list is the first number, null for bullets. */
export type Item = { readonly spans: readonly Span[]; readonly lists: readonly Block[] };

export type Span =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bold'; readonly spans: readonly Span[] }
  | { readonly kind: 'link'; readonly text: string; readonly url: string };

const spacesPerLevel = 3;
const deepestLevel = 6;

type Line = { readonly level: number; readonly start: number | null; readonly text: string };
type OpenItem = { text: string; readonly lists: OpenList[] };
type OpenList = { readonly start: number | null; readonly items: OpenItem[] };

/** Takes time in proportion to the text, whatever the text. */
export function parseMarkdown(text: string): readonly Block[] {
  const blocks: Block[] = [];
  let paragraph: string[] = [];
  let lists: OpenList[] = [];
  let open: OpenList[] = [];
  const closeParagraph = (): void => {
    if (paragraph.length > 0) blocks.push({ kind: 'paragraph', spans: parseSpans(paragraph.join('\n')) });
    paragraph = [];
  };
  const closeLists = (): void => {
    blocks.push(...lists.map(listToBlock));
    lists = [];
    open = [];
  };
  for (const written of text.split(/\r\n|\r|\n/)) {
    const line = listLine(written);
    const item = open.at(-1)?.items.at(-1);
    if (line !== null) {
      closeParagraph();
      addItem(line);
    } else if (written.trim() === '') {
      closeParagraph();
    } else if (item !== undefined && written.startsWith(' ')) {
      item.text += `\n${written.trim()}`;
    } else {
      closeLists();
      paragraph.push(written.trim());
    }
  }
  closeParagraph();
  closeLists();
  return blocks;

  function addItem({ level, start, text: itemText }: Line): void {
    const depth = Math.min(level, open.length);
    open = open.slice(0, depth + 1);
    const same = open[depth];
    if (same !== undefined && (same.start === null) === (start === null)) {
      same.items.push({ text: itemText, lists: [] });
      return;
    }
    const list: OpenList = { start, items: [{ text: itemText, lists: [] }] };
    const parent = open[depth - 1]?.items.at(-1);
    if (parent === undefined) lists.push(list);
    else parent.lists.push(list);
    open[depth] = list;
  }
}

function listLine(written: string): Line | null {
  const [, spaces = '', bullet, digits, text] = /^( {0,60})(?:(\*)|(\d{1,6})[.)])[ \t]+(\S.*)$/.exec(written) ?? [];
  if (text === undefined) return null;
  const level = Math.min(deepestLevel, Math.round(spaces.length / spacesPerLevel));
  return { level, start: bullet === undefined ? Number(digits) : null, text: text.trimEnd() };
}

function listToBlock({ start, items }: OpenList): Block {
  return {
    kind: 'list',
    start,
    items: items.map((item) => ({ spans: parseSpans(item.text), lists: item.lists.map(listToBlock) })),
  };
}

function parseSpans(text: string): readonly Span[] {
  const spans: Span[] = [];
  let end = 0;
  for (const match of text.matchAll(/\*\*([^\s*](?:[^*]*[^\s*])?)\*\*/g)) {
    const [whole, bold = ''] = match;
    spans.push(...parseLinks(text.slice(end, match.index)), { kind: 'bold', spans: parseLinks(bold) });
    end = match.index + whole.length;
  }
  spans.push(...parseLinks(text.slice(end)));
  return spans;
}

function parseLinks(text: string): readonly Span[] {
  const spans: Span[] = [];
  let end = 0;
  for (const match of text.matchAll(/\[([^[\]\n]{1,500})\]\(([^()\s]{1,2000})\)/g)) {
    const [whole, label = '', url = ''] = match;
    if (!isSafeUrl(url)) continue;
    if (match.index > end) spans.push({ kind: 'text', text: text.slice(end, match.index) });
    spans.push({ kind: 'link', text: label, url });
    end = match.index + whole.length;
  }
  if (end < text.length) spans.push({ kind: 'text', text: text.slice(end) });
  return spans;
}

/** Only addresses that open a page or a mail; a script or a file never. */
export function isSafeUrl(url: string): boolean {
  return /^(https?:\/\/[^\s]+|mailto:[^\s]+@[^\s]+)$/i.test(url) && URL.canParse(url);
}
