import type { MappingTarget } from '#engine/contract/model/vocabulary';
import type { ColumnMapping, Inspection } from '../../state/model.ts';

/** The mapping on another sheet; columns that sheet does not have fall away. */
export function withSheet(mapping: ColumnMapping, inspection: Inspection, sheet: string): ColumnMapping {
  const found = inspection.sheets.find(({ name }) => name === sheet);
  const headers = new Set(found?.headers);
  return {
    ...mapping,
    sheet,
    headerRow: found?.headerRow ?? mapping.headerRow,
    columns: Object.fromEntries(Object.entries(mapping.columns).filter(([, header]) => headers.has(header))),
  };
}

/** The mapping with one target filled from a column; an empty header takes the target's column away. */
export function withColumn(mapping: ColumnMapping, target: MappingTarget, header: string): ColumnMapping {
  const { [target]: _before, ...others } = mapping.columns;
  return { ...mapping, columns: header === '' ? others : { ...others, [target]: header } };
}
