/** Replaces `start` up to `end` by `text`; an insertion has start equal to end. */
export type Splice = { readonly start: number; readonly end: number; readonly text: string };

/** Applies splices given in any order; insertions at one place keep the order they came in. Overlaps are a bug. */
export function applySplices(text: string, splices: readonly Splice[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const splice of inOrder(splices)) {
    pieces.push(text.slice(at, splice.start), splice.text);
    at = splice.end;
  }
  pieces.push(text.slice(at));
  return pieces.join('');
}

/** Splices by place, those of one place as they came in. Overlaps are a bug. */
export function inOrder(splices: readonly Splice[]): readonly Splice[] {
  const ordered = [...splices].sort((a, b) => a.start - b.start || a.end - b.end);
  let at = 0;
  for (const { start, end } of ordered) {
    if (start < at || end < start) throw new Error(`Overlapping splices at ${start}`);
    at = end;
  }
  return ordered;
}
