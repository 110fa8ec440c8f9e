import type { FormatName } from '../../../contract/model/import-formats.ts';
import type { ContentAction, ContentControl } from '../../../contract/model/template.ts';
import { actionTypes } from '../../../contract/model/vocabulary.ts';
import { titleKey } from '../../../domain/templates/title-key.ts';
import { type PlacedValue, sortDimensions, spelled } from './action-dimensions.ts';
import { type CellReader, cellReader, splitList } from './format-cells.ts';
import type { FormatRow, FormatTable } from './format-table.ts';
import { cellText } from './grid.ts';
import { readResponsibility } from './read-controls.ts';
import type { Reading } from './reading.ts';

/** The title of a description the format gives none. */
export const defaultDescriptionTitle = 'Description';

/** The type of an action that states none. */
export const defaultActionType = 'Operational';

export function readActions(
  table: FormatTable | undefined,
  controls: readonly ContentControl[],
  format: FormatName,
  reading: Reading,
): readonly ContentAction[] {
  const responsibility = responsibilityOf(controls);
  return (table?.rows ?? []).map((row, index) => {
    const path = `actions[${index}]`;
    const cells = cellReader(row, reading);
    reading.put(path, row.place('actionTitle'));
    const removed = cells.isDelete(path);
    const title = cells.text('actionTitle', `${path}.title`);
    const dimensions = sortDimensions(readDimensions(row, cells, table, path, reading), path, reading);
    cells.text('actionDescription', `${path}.descriptions`);
    return {
      title,
      oldTitle: cells.optionalText('oldAction', `${path}.oldTitle`),
      descriptions: [
        {
          title: cells.text('actionDescriptionTitle', `${path}.descriptions[0].title`) || defaultDescriptionTitle,
          text: cells.text('actionDescription', `${path}.descriptions[0].text`),
        },
      ],
      points: removed ? 1 : cells.points('actionScore', `${path}.points`),
      responsibility: readSide(row, cells, path, reading) ?? responsibility(title),
      type: readType(row, cells, dimensions.type, title, format, path, reading),
      category: dimensions.category,
      purpose: dimensions.purpose,
      enforcement: dimensions.enforcement,
      owners: cells.list('actionOwnership', `${path}.owners`),
      dimensions: dimensions.rest,
      parents: cells.list('actionParents', `${path}.parents`),
      secureScoreControl: cells.optionalText('actionSecureScore', `${path}.secureScoreControl`),
      operation: removed ? 'delete' : null,
    };
  });
}

function readSide(
  row: FormatRow,
  cells: CellReader,
  path: string,
  reading: Reading,
): ContentAction['responsibility'] | null {
  const side = readResponsibility(row, cells, 'actionResponsibility', path, reading);
  return side === 'shared' ? null : side;
}

/** An action that only the provider's controls name is the provider's; every other is the customer's. */
export function responsibilityOf(controls: readonly Pick<ContentControl, 'actions' | 'responsibility'>[]) {
  const customer = new Set<string>();
  const provider = new Set<string>();
  for (const control of controls) {
    const users = control.responsibility === 'provider' ? provider : customer;
    for (const use of control.actions) users.add(titleKey(use.title));
  }
  return (title: string): 'customer' | 'provider' =>
    provider.has(titleKey(title)) && !customer.has(titleKey(title)) ? 'provider' : 'customer';
}

function readDimensions(
  row: FormatRow,
  cells: CellReader,
  table: FormatTable | undefined,
  path: string,
  reading: Reading,
): readonly PlacedValue[] {
  const values: PlacedValue[] = [];
  for (const pair of cells.list('actionDimensions', `${path}.dimensions`)) {
    const place = row.place('actionDimensions');
    const [key = '', value = '', ...more] = pair.split('::').map((part) => part.trim());
    if (key === '' || value === '' || more.length > 0) {
      reading.report('not-a-dimension', `${path}.dimensions`, place, pair);
    } else values.push({ key, value, place });
  }
  for (const { key, column } of table?.dimensionColumns ?? []) {
    const place = row.place(column);
    for (const value of splitList(cellText(row.at(column)), place, `${path}.dimensions`, reading)) {
      values.push({ key, value, place });
    }
  }
  return values;
}

function readType(
  row: FormatRow,
  cells: CellReader,
  dimension: string | null,
  title: string,
  format: FormatName,
  path: string,
  reading: Reading,
): string {
  const stated = row.has('implementationType') ? cells.text('implementationType', `${path}.type`) : '';
  if (stated !== '') return spelled(actionTypes, stated) ?? stated;
  if (dimension !== null) return dimension;
  if (format === 'format-b') return '';
  reading.report('missing-type', `${path}.type`, row.place('actionDimensions'), title);
  return defaultActionType;
}
