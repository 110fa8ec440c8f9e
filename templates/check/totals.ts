import type { BuiltInLibrary } from '#engine/domain/templates/built-in';
import { pointsByAction } from './coverage.ts';

/** Customer controls, provider controls and maximum score of the original product's templates, as its dashboard showed them. */
const original: Readonly<Record<string, readonly [number, number, number]>> = {
  'ffiec-is-2016': [23, 42, 1975],
  'fedramp-moderate-r4': [218, 594, 3929],
  'hipaa-hitech': [38, 31, 1694],
  'iso-27001-2013': [66, 167, 3484],
  'iso-27018-2019': [35, 37, 1833],
  'nist-800-171r1': [58, 50, 3002],
  'nist-800-53r4': [205, 607, 3753],
  'nist-csf-1.1': [50, 50, 1132],
  'csa-ccm-3.0.1': [54, 79, 2618],
};

/** Totals beyond this ratio are of another order. */
const farthest = 4;

export type Totals = { readonly lines: readonly string[]; readonly faults: readonly string[] };

/** Sizes and maximum scores beside those of the original product. */
export function compareTotals({ templates }: BuiltInLibrary): Totals {
  const lines = [
    `${'template'.padEnd(22)}${['yours', 'provider', 'points', 'original points', 'ratio'].map((word) => word.padStart(17)).join('')}`,
  ];
  const faults: string[] = [];
  for (const template of templates) {
    const { controls } = template.content;
    const customer = controls.filter(({ responsibility }) => responsibility !== 'provider').length;
    const provider = controls.filter(({ responsibility }) => responsibility !== 'customer').length;
    const points = [...pointsByAction(template).values()].reduce((sum, each) => sum + each, 0);
    const [theirCustomer, theirProvider, theirPoints] = original[template.id] ?? [];
    const ratio = theirPoints === undefined ? null : points / theirPoints;
    const cells = [
      `${customer}${theirCustomer === undefined ? '' : ` (${theirCustomer})`}`,
      `${provider}${theirProvider === undefined ? '' : ` (${theirProvider})`}`,
      String(points),
      String(theirPoints ?? ''),
      ratio === null ? '' : ratio.toFixed(2),
    ];
    lines.push(`${template.id.padEnd(22)}${cells.map((cell) => cell.padStart(17)).join('')}`);
    if (ratio !== null && (ratio > farthest || ratio < 1 / farthest)) {
      faults.push(`${template.id}: ${points} points are far from the original's ${theirPoints}`);
    }
  }
  return { lines, faults };
}
