import { maxTextLength } from '../../contract/model/field.ts';
import type { InsertParams } from './insert-params.ts';
import type { Part, Prop } from './oscal-schema.ts';

/** A text in the Markdown subset of templates: paragraphs, bold, and bullets indented by three spaces a level. */
export type PartText = { readonly text: string; readonly cut: boolean };

/** Puts a text together line by line and stops at what a cell can hold. */
export type TextLines = {
  paragraph(text: string): void;
  bullet(level: number, text: string): void;
  finish(): PartText;
};

export function createTextLines(): TextLines {
  let text = '';
  let lastWasBullet = false;
  let cut = false;
  return {
    paragraph: (each) => add(each, false),
    bullet: (level, each) => add(`${'   '.repeat(level)}* ${each}`, true),
    finish: () => ({ text, cut }),
  };

  function add(line: string, isBullet: boolean): void {
    if (cut || line === '') return;
    const gap = text === '' ? '' : isBullet && lastWasBullet ? '\n' : '\n\n';
    const longer = text + gap + line;
    cut = longer.length > maxTextLength;
    text = cut ? `${longer.slice(0, maxTextLength - 2)} …` : longer;
    lastWasBullet = isBullet;
  }
}

/** A part's own prose as paragraphs, what is inside it as bullets with their labels. */
export function writePart(lines: TextLines, part: Part, insert: InsertParams): void {
  if (part.title !== undefined) lines.paragraph(`**${plain(part.title, insert)}**`);
  for (const paragraph of paragraphs(part.prose, insert)) lines.paragraph(paragraph);
  writeItems(lines, part.parts ?? [], 0, insert);
}

export function writeItems(lines: TextLines, parts: readonly Part[], level: number, insert: InsertParams): void {
  for (const part of parts) {
    const label = labelOf(part.props) ?? '';
    const title = part.title === undefined ? '' : `**${plain(part.title, insert)}**`;
    const own = [label, title, paragraphs(part.prose, insert).join(' ')].filter((text) => text !== '').join(' ');
    // A part that only holds others adds no level of its own.
    if (own !== '') lines.bullet(level, own);
    writeItems(lines, part.parts ?? [], own === '' ? level : level + 1, insert);
  }
}

/** Prose by paragraph, parameters inserted, in the Markdown subset and with each paragraph on one line. */
export function paragraphs(prose: string | undefined, insert: InsertParams): readonly string[] {
  if (prose === undefined) return [];
  return insert(prose)
    .split(/\n{2,}/)
    .map(toSubset)
    .filter((text) => text !== '');
}

export function plain(text: string, insert: InsertParams): string {
  return toSubset(insert(text));
}

/** Links into the document lose their target, single-star emphasis its stars, escapes their backslash. */
function toSubset(text: string): string {
  return text
    .replace(/\[([^[\]]{1,500})\]\(#[^()\s]{0,200}\)/g, '$1')
    .replace(/(?<![*\\\w])\*([^*\s][^*\n]{0,500})\*(?!\*)/g, '$1')
    .replace(/\\([\\`*_{}[\]()#+.!<>"'-])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The label people read: the plain one before one of a class, which may be padded for sorting. */
export function labelOf(props: readonly Prop[] | undefined): string | undefined {
  return labelProp(props)?.value.trim();
}

export function labelProp(props: readonly Prop[] | undefined): Prop | undefined {
  const labels = (props ?? []).filter((prop) => prop.name === 'label' && prop.value.trim() !== '');
  return labels.find((prop) => prop.class === undefined) ?? labels.find((prop) => !isPadded(prop)) ?? labels[0];
}

/** NIST's second spellings, `AC-02(01)` for `AC-2(1)`. */
export function isPadded(label: Prop): boolean {
  return label.class === 'zero-padded' || label.class === 'sp800-53a';
}
