import type { Dimension, Owner, TemplateContent } from '../../../contract/model/template.ts';
import { titleKey } from '../../../domain/templates/title-key.ts';
import { cellReader, splitList } from './format-cells.ts';
import type { FormatTable } from './format-table.ts';
import { cellText } from './grid.ts';
import type { Reading } from './reading.ts';

type Face = Pick<
  TemplateContent,
  'name' | 'products' | 'certification' | 'dimensions' | 'inScopeServices' | 'acknowledgement'
>;

/** The sheet that describes the template as a whole: its first row, and further services on the rows below. */
export function readFace(table: FormatTable | undefined, reading: Reading): Face {
  const [row, ...more] = table?.rows ?? [];
  if (row === undefined) {
    return {
      name: null,
      products: [],
      certification: null,
      dimensions: [],
      inScopeServices: [],
      acknowledgement: null,
    };
  }
  const cells = cellReader(row, reading);
  const dimensions = (table?.dimensionColumns ?? []).flatMap(({ key, column }) =>
    splitList(cellText(row.at(column)), row.place(column), 'dimensions', reading).map((value) => ({
      key,
      value,
      place: row.place(column),
    })),
  );
  for (const [index, { place }] of dimensions.entries()) reading.put(`dimensions[${index}]`, place);
  return {
    name: cells.optionalText('title', 'name'),
    products: cells.list('product', 'products'),
    certification: cells.optionalText('certification', 'certification'),
    acknowledgement: cells.optionalText('acknowledgement', 'acknowledgement'),
    dimensions: dimensions.map(({ key, value }) => ({ key, value })),
    inScopeServices: [
      ...new Set([row, ...more].flatMap((line) => splitServices(cellText(line.cell('inScopeServices'))))),
    ],
  };
}

/** Services stand between `;;`, or between commas where there is no `;;`. */
function splitServices(text: string): readonly string[] {
  const items = text.split(text.includes(';;') ? ';;' : ',');
  return items.map((item) => item.trim()).filter((item) => item !== '');
}

export function readOwners(table: FormatTable | undefined, reading: Reading): readonly Owner[] {
  return (table?.rows ?? []).map((row, index) => {
    const cells = cellReader(row, reading);
    reading.put(`owners[${index}]`, row.place('ownershipName'));
    return {
      name: cells.text('ownershipName', `owners[${index}].name`),
      description: cells.text('ownershipDescription', `owners[${index}].description`),
    };
  });
}

/** The rows of the Dimensions sheet, gathered by key in order of appearance. */
export function readDimensionList(table: FormatTable | undefined, reading: Reading): readonly Dimension[] {
  const byKey = new Map<string, { index: number; key: string; values: string[]; multiple: boolean }>();
  for (const row of table?.rows ?? []) {
    const key = cellText(row.cell('dimensionKey'));
    const found = byKey.get(titleKey(key)) ?? { index: byKey.size, key, values: [], multiple: false };
    byKey.set(titleKey(key), found);
    const path = `dimensionList[${found.index}]`;
    const cells = cellReader(row, reading);
    cells.text('dimensionKey', `${path}.key`);
    const valuePath = `${path}.values[${found.values.length}]`;
    found.values.push(cells.text('dimensionValue', valuePath));
    found.multiple ||= cells.flag('allowMultiSelect', `${valuePath}.multiple`);
  }
  return [...byKey.values()].map(({ key, values, multiple }) => ({ key, values, multiple }));
}
