/** What people wrote, on one line and without what a terminal would take for commands; cut where it is longer. */
export function oneLine(value: string, longest: number): string {
  const plain = value.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();
  return plain.length > longest ? `${plain.slice(0, longest - 1)}…` : plain;
}
