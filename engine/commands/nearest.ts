/** The known words that somebody who typed this most likely meant, best first; letter case aside. */
export function nearest(typed: string, known: readonly string[], most: number): readonly string[] {
  const wanted = typed.trim().toLowerCase();
  return known
    .map((word) => ({ word, distance: distanceTo(wanted, word.toLowerCase()) }))
    .filter(({ distance }) => distance <= Math.max(1, Math.floor(wanted.length / 3)))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, most)
    .map(({ word }) => word);
}

/** Letters to insert, drop or change, no letters when the one is part of the other; long words by their beginnings. */
function distanceTo(typed: string, word: string): number {
  if (typed !== '' && word.includes(typed)) return 0;
  const [a, b] = [typed.slice(0, 100), word.slice(0, 100)];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
