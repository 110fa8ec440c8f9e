import type { ActivityLine } from '../../contract/http/activity.ts';
import type { WorkbookModel } from '../../contract/model/table.ts';
import { clipText } from '../../domain/sheets/clip-text.ts';
import { toCsv } from '../../domain/sheets/csv.ts';
import { tableSheet } from '../../domain/templates/export/column-models.ts';

const columns = [
  { header: 'Time (UTC)', width: 24, of: ({ time }: ActivityLine) => time },
  { header: 'Person', width: 24, of: ({ name }: ActivityLine) => name },
  { header: 'Through', width: 10, of: ({ channel }: ActivityLine) => channel },
  { header: 'Kind', width: 14, of: ({ kind }: ActivityLine) => kind },
  { header: 'Group', width: 24, of: ({ group }: ActivityLine) => group?.name ?? '' },
  { header: 'What', width: 12, of: ({ what }: ActivityLine) => what },
  { header: 'Item', width: 40, of: ({ item }: ActivityLine) => item },
  { header: 'Field', width: 24, of: ({ field }: ActivityLine) => field },
  { header: 'From', width: 40, of: ({ from }: ActivityLine) => from },
  { header: 'To', width: 40, of: ({ to }: ActivityLine) => to },
  { header: 'Person Id', width: 24, of: ({ who }: ActivityLine) => who },
  { header: 'Entry', width: 24, of: ({ id }: ActivityLine) => id },
] as const;

/** The lines as CSV, headers first. */
export function activityCsv(lines: readonly ActivityLine[]): string {
  return toCsv([columns.map(({ header }) => header), ...lines.map((line) => columns.map(({ of }) => of(line)))]);
}

/** The lines as a workbook with one table. Every cell is text, whatever it begins with. */
export function activityWorkbook(lines: readonly ActivityLine[], created: string): WorkbookModel {
  const rows = lines.map((line) => columns.map(({ of }) => clipText(of(line))));
  return {
    ...{ title: 'Activity', subject: 'What happened, newest first', author: 'Controlbook', created, names: {} },
    sheets: [tableSheet('Activity', columns, rows)],
  };
}
