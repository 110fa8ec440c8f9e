/** A percentage as people read it: never rounded up, so that 100 means all of it. Null is "nothing to score". */
export function percentText(percent: number | null, language: string): string {
  if (percent === null) return '–';
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(
    Math.floor(percent * 10) / 1000,
  );
}
