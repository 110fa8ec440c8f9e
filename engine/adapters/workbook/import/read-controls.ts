import type { ContentControl } from '../../../contract/model/template.ts';
import type { Responsibility } from '../../../contract/model/vocabulary.ts';
import { type CellReader, cellReader } from './format-cells.ts';
import type { FormatRow, FormatTable } from './format-table.ts';
import type { Reading } from './reading.ts';

export function readControls(table: FormatTable | undefined, reading: Reading): readonly ContentControl[] {
  return (table?.rows ?? []).map((row, index) => {
    const path = `controls[${index}]`;
    const cells = cellReader(row, reading);
    reading.put(path, row.place('controlName'));
    const removed = cells.isDelete(path);
    cells.text('oldFamily', `${path}.family`); // a renamed family needs no more than its new name
    return {
      id: cells.text('controlName', `${path}.id`),
      title: cells.text('controlTitle', `${path}.title`),
      family: cells.text('controlFamily', `${path}.family`),
      parent: cells.optionalText('controlParent', `${path}.parent`),
      labels: cells.list('controlLabels', `${path}.labels`),
      statement: cells.optionalText('controlStatement', `${path}.statement`),
      description: cells.text('controlDescription', `${path}.description`),
      link: cells.optionalText('controlLink', `${path}.link`),
      articleId: cells.optionalText('controlArticleId', `${path}.articleId`),
      version: cells.optionalText('controlVersion', `${path}.version`),
      disabled: cells.flag('isDisabled', `${path}.disabled`),
      responsibility: readResponsibility(row, cells, 'controlType', path, reading) ?? 'customer',
      actions: cells.list('controlActions', `${path}.actions`).map((title) => ({ title, description: null })),
      statedPoints: readStatedPoints(row, cells, path, reading),
      oldId: cells.optionalText('oldControl', `${path}.oldId`),
      operation: removed ? 'delete' : null,
    };
  });
}

const responsibilityByType = new Map<string, Responsibility>([
  ['CM', 'customer'],
  ['CC', 'customer'],
  ['MM', 'provider'],
  ['SM', 'shared'],
]);

/** What a cell of CM, MM or SM says; null, with a finding, when the column is there and says something else. */
export function readResponsibility(
  row: FormatRow,
  cells: CellReader,
  key: 'controlType' | 'actionResponsibility',
  path: string,
  reading: Reading,
): Responsibility | null {
  const text = cells.text(key, `${path}.responsibility`);
  const found = responsibilityByType.get(text.toUpperCase());
  if (found === undefined && row.has(key)) {
    reading.report('not-a-responsibility', `${path}.responsibility`, row.place(key), text);
  }
  return found ?? null;
}

function readStatedPoints(row: FormatRow, cells: CellReader, path: string, reading: Reading): number | null {
  const text = cells.text('controlScore', `${path}.statedPoints`);
  if (text === '') return null;
  const points = Number(text);
  if (!Number.isNaN(points)) return points;
  reading.report('not-a-number', `${path}.statedPoints`, row.place('controlScore'), text);
  return null;
}
