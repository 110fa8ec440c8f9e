import { formatArea } from '../model/address.ts';
import { type Area, areaAt, lastColumn, lastRow, wholeSheet } from '../model/area.ts';
import type { CellFormat } from '../model/cell-format.ts';
import { ExcelError } from '../model/excel-error.ts';
import { formatCells } from '../model/format-cells.ts';
import type { Person } from '../model/person.ts';
import { validationAt } from '../model/set-validation.ts';
import { formatAt, plainLine, type Sheet, usedArea } from '../model/sheet.ts';
import { type Editor, tell } from '../model/workbook.ts';
import { attempt, explain } from './attempt.ts';
import { askPerson } from './dialogs.ts';
import type { GridSurface } from './grid-surface.ts';
import type { Selecting } from './selecting.ts';

export type CellCommandParts = {
  readonly editor: Editor;
  readonly person: Person;
  readonly surface: GridSurface;
  readonly selecting: Selecting;
  /** Excel on the web tells no pane of a pick from a list; Excel for Windows does. */
  readonly silentPicks: boolean;
};

/** What changes cells from keys and menus, apart from the clipboard. */
export function createCellCommands({ editor, person, surface, selecting, silentPicks }: CellCommandParts) {
  const { area, active, selection } = selecting;
  const eachArea = (run: (each: Area) => void): void => {
    for (const each of selection().areas) run(usablePart(surface.sheet(), each));
  };

  return {
    /** Types into the active cell; false when the person wants to go on typing. */
    async type(text: string): Promise<boolean> {
      const { row, column } = active();
      const address = formatArea(areaAt(row, column));
      try {
        person.type(address, text);
        return true;
      } catch (error) {
        if (!(error instanceof ExcelError)) throw error;
        if (error.code === 'InvalidArgument') return askWhatThen(address, text);
        await explain(error);
        return false;
      }
    },
    /** Ctrl+Enter: the same into every cell that is selected. */
    fillSelection: (text: string): Promise<void> =>
      attempt(() =>
        eachArea(({ top, left, bottom, right }) => {
          const row = Array.from({ length: right - left + 1 }, () => text);
          const rows = Array.from({ length: bottom - top + 1 }, () => row);
          person.paste(formatArea(areaAt(top, left)), rows);
        }),
      ),
    clear: (): Promise<void> => attempt(() => eachArea((each) => person.clear(formatArea(each)))),
    fillDown(): Promise<void> {
      const part = usablePart(surface.sheet(), area());
      const from = part.top === part.bottom ? { ...part, top: Math.max(0, part.top - 1) } : part;
      return attempt(() => person.fillDown(formatArea(from)));
    },
    pick: (choice: string): Promise<void> =>
      attempt(() =>
        (silentPicks ? person.pick : person.type)(formatArea(areaAt(active().row, active().column)), choice),
      ),
    undo: (): Promise<void> => attempt(() => void person.undo()),
    redo: (): Promise<void> => attempt(() => void person.redo()),
    activeFormat: (): CellFormat => formatAt(surface.sheet(), active().row, active().column),
    format: (change: (format: CellFormat) => CellFormat): Promise<void> =>
      attempt(() => {
        for (const each of selection().areas) formatCells(editor, surface.sheet(), each, change);
      }),
    insertRows: (): Promise<void> => attempt(() => person.insertRows(formatArea(area()))),
    deleteRows: (): Promise<void> => attempt(() => person.deleteRows(formatArea(area()))),
    sort: (table: string, column: string, ascending: boolean): Promise<void> =>
      attempt(() => person.sort(table, column, ascending)),
    filter: (table: string, column: string, shown: readonly string[] | null): Promise<void> =>
      attempt(() => person.filter(table, column, shown)),
    resizeColumn(column: number, points: number): void {
      const sheet = surface.sheet();
      sheet.columns.set(column, { ...(sheet.columns.get(column) ?? plainLine), size: points, hidden: false });
      tell(editor, { kind: 'appearanceChanged', sheet });
    },
    hideLines(direction: 'rows' | 'columns', hidden: boolean): void {
      const sheet = surface.sheet();
      const { top, bottom, left, right } = area();
      const [lines, from, to] =
        direction === 'rows' ? ([sheet.rows, top, bottom] as const) : ([sheet.columns, left, right] as const);
      for (let at = from; at <= Math.min(to, from + mostHidden); at += 1) {
        lines.set(at, { ...(lines.get(at) ?? plainLine), hidden });
      }
      tell(editor, { kind: 'appearanceChanged', sheet });
    },
  };

  /** A rule's alert: to stop, to warn or to inform, with the words its author chose. */
  async function askWhatThen(address: string, text: string): Promise<boolean> {
    const alert = validationAt(surface.sheet(), active().row, active().column)?.errorAlert ?? {};
    const title = String(alert['title'] ?? '') || 'Controlbook workbench';
    const message = String(alert['message'] ?? '') || usualMessage;
    const style = String(alert['style'] ?? 'Stop');
    if (style === 'Stop') return (await askPerson(title, message, ['Retry', 'Cancel'])) === 'Cancel';
    const warns = style === 'Warning';
    const words = warns ? `${message} Continue?` : message;
    const answer = await askPerson(title, words, warns ? ['Yes', 'No', 'Cancel'] : ['OK', 'Cancel']);
    if (answer === 'Yes' || answer === 'OK') await attempt(() => person.paste(address, [[text]]));
    return answer !== 'No';
  }
}

const mostHidden = 5_000;
const usualMessage = "This value doesn't match the data validation restrictions defined for this cell.";

/** Whole rows and columns as far as something stands in them. */
export function usablePart(sheet: Sheet, area: Area): Area {
  if (area.bottom < lastRow && area.right < lastColumn) return area;
  const used = usedArea(sheet, wholeSheet, false) ?? areaAt(0, 0);
  return {
    ...area,
    bottom: area.bottom < lastRow ? area.bottom : Math.max(area.top, used.bottom),
    right: area.right < lastColumn ? area.right : Math.max(area.left, used.right),
  };
}
