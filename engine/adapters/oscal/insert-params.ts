import { maxTextLength } from '../../contract/model/field.ts';
import type { Param } from './oscal-schema.ts';

/** Replaces `{{ insert: param, id }}` by the parameter's text. The result is never longer than a cell and a bit. */
export type InsertParams = (prose: string) => string;

/**
 * Set values stand as they are; an open parameter stands as `[Assignment: label]` or `[Selection (one or more): a; b]`,
 * with its constraints after a colon. Parameters inside choices are inserted too; one that contains itself stays a name.
 */
export function createInsertParams(params: ReadonlyMap<string, Param>): InsertParams {
  const textById = new Map<string, string>();
  const open = new Set<string>();
  return insert;

  function insert(prose: string): string {
    let text = '';
    let at = 0;
    while (text.length <= maxTextLength) {
      const start = prose.indexOf('{{', at);
      const end = start < 0 ? -1 : prose.indexOf('}}', start);
      if (end < 0) return text + prose.slice(at);
      text += prose.slice(at, start);
      const id = paramId(prose.slice(start + 2, Math.min(end, start + 300)));
      text += id === null ? prose.slice(start, end + 2) : textOf(id);
      at = end + 2;
    }
    return `${text} …`;
  }

  function textOf(id: string): string {
    const known = textById.get(id);
    if (known !== undefined) return known;
    const param = params.get(id);
    if (param === undefined || open.has(id)) return `[Assignment: ${id}]`;
    open.add(id);
    const text = render(param).slice(0, maxTextLength);
    open.delete(id);
    textById.set(id, text);
    return text;
  }

  function render(param: Param): string {
    if (param.values !== undefined && param.values.length > 0) return joined(param.values, ', ');
    const constraints = (param.constraints ?? []).flatMap(({ description }) => (description ? [description] : []));
    const tail = constraints.length === 0 ? '' : `: ${joined(constraints, '; ')}`;
    if (param.select === undefined) return `[Assignment: ${insert(labelOf(param))}${tail}]`;
    const many = param.select['how-many'] === 'one-or-more' ? ' (one or more)' : '';
    return `[Selection${many}: ${joined(param.select.choice ?? [], '; ')}${tail}]`;
  }

  function joined(texts: readonly string[], separator: string): string {
    let all = '';
    for (const [index, text] of texts.entries()) {
      if (all.length > maxTextLength) break;
      all += (index === 0 ? '' : separator) + insert(text).trim();
    }
    return all;
  }
}

/** NIST's newer data leaves out of the labels of its `_odp` parameters what it prints before each of them. */
function labelOf({ id, label }: Param): string {
  if (label === undefined) return id;
  return /_odp(\.|$)/.test(id) && !label.startsWith('organization-defined') ? `organization-defined ${label}` : label;
}

/** From `insert: param, ac-2_prm_1`, or the older `ac-2_prm_1`; null for any other insertion. */
function paramId(inside: string): string | null {
  const text = inside.trim();
  const match = /^insert:\s{0,9}param,\s{0,9}(\S+)$/.exec(text) ?? /^([\w.-]+)$/.exec(text);
  return match?.[1] ?? null;
}
