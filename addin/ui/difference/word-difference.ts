/** A run of words that both texts have, or that only one of them has. */
export type Run = { readonly kind: 'same' | 'added' | 'removed'; readonly text: string };

/** More words than this are compared as one: side by side they are read anyway. */
const mostWords = 2_000;

/**
 * What has to be removed from and added to the first text to get the second, in words. Joining all but the added runs
 * gives the first text, joining all but the removed ones the second. Time grows with the product of the differing parts.
 */
export function wordDifference(before: string, after: string): readonly Run[] {
  const old = words(before);
  const now = words(after);
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  const runs = [
    ...old.slice(0, start).map((text) => ({ kind: 'same', text }) as const),
    ...compare(old.slice(start, old.length - end), now.slice(start, now.length - end)),
    ...old.slice(old.length - end).map((text) => ({ kind: 'same', text }) as const),
  ];
  return join(runs);
}

function words(text: string): readonly string[] {
  return text.match(/\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? [];
}

function compare(old: readonly string[], now: readonly string[]): readonly Run[] {
  if (old.length > mostWords || now.length > mostWords) {
    return [
      { kind: 'removed', text: old.join('') },
      { kind: 'added', text: now.join('') },
    ];
  }
  const width = now.length + 1;
  // The length of the longest common part of what follows each pair of places.
  const common = new Uint16Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      common[i * width + j] =
        old[i] === now[j]
          ? (common[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(common[(i + 1) * width + j] ?? 0, common[i * width + j + 1] ?? 0);
    }
  }
  const runs: Run[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < now.length) {
    const left = old[i];
    const right = now[j];
    if (left !== undefined && left === right) {
      runs.push({ kind: 'same', text: left });
      i += 1;
      j += 1;
    } else if (
      left !== undefined &&
      (right === undefined || (common[(i + 1) * width + j] ?? 0) >= (common[i * width + j + 1] ?? 0))
    ) {
      runs.push({ kind: 'removed', text: left });
      i += 1;
    } else {
      runs.push({ kind: 'added', text: right ?? '' });
      j += 1;
    }
  }
  return runs;
}

/** Neighbours of one kind become one run; within a changed stretch what is removed stands before what is added. */
function join(runs: readonly Run[]): readonly Run[] {
  const joined: Run[] = [];
  let removed = '';
  let added = '';
  const flush = (): void => {
    if (removed !== '') joined.push({ kind: 'removed', text: removed });
    if (added !== '') joined.push({ kind: 'added', text: added });
    removed = '';
    added = '';
  };
  for (const run of runs) {
    if (run.kind === 'removed') removed += run.text;
    else if (run.kind === 'added') added += run.text;
    else {
      flush();
      const last = joined.at(-1);
      if (last?.kind === 'same') joined[joined.length - 1] = { kind: 'same', text: last.text + run.text };
      else joined.push(run);
    }
  }
  flush();
  return joined;
}
