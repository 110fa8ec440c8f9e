/** As many days before a due date as the engine takes, and how far ahead. */
const most = { days: 10, ahead: 365 } as const;

/** Days as people list them, `7, 1, 0`; null where something is none of them. Each once, the largest first. */
export function parseDays(text: string): readonly number[] | null {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '');
  const days = [...new Set(parts.map(Number))];
  const areDays = days.every((day) => Number.isInteger(day) && day >= 0 && day <= most.ahead);
  return areDays && days.length <= most.days ? days.sort((a, b) => b - a) : null;
}
