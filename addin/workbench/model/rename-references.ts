import { quoteSheetName } from './address.ts';
import { type Sheet, setCell } from './sheet.ts';
import { mapReferences } from './shift-formula.ts';

/** Lets the formulas of these sheets follow sheets that got other names; keys are the names before, in lower case. */
export function renameReferences(sheets: readonly Sheet[], names: ReadonlyMap<string, string>): void {
  const renamed = (formula: string): string =>
    mapReferences(formula, ({ sheetPart, text }) => {
      const before = sheetPart.slice(0, -1).replace(/^'|'$/g, '').replaceAll("''", "'").toLowerCase();
      const after = sheetPart === '' ? undefined : names.get(before);
      return after === undefined ? sheetPart + text : `${quoteSheetName(after)}!${text}`;
    });
  for (const sheet of sheets) {
    for (const [row, cells] of sheet.cells) {
      for (const [column, cell] of cells) {
        if (cell.formula === null) continue;
        const formula = renamed(cell.formula);
        if (formula !== cell.formula) setCell(sheet, row, column, { ...cell, formula });
      }
    }
    sheet.validations = sheet.validations.map((validation) => ({
      ...validation,
      rule: renamedRule(validation.rule, renamed),
    }));
    for (const { settings } of sheet.conditionalFormats) {
      for (const [key, setting] of settings) settings.set(key, renamedSetting(setting, renamed));
    }
  }
}

function renamedRule(
  rule: Readonly<Record<string, unknown>>,
  renamed: (formula: string) => string,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(rule).map(([key, value]) => [key, renamedSetting(value, renamed)]));
}

/** Formulas anywhere in a rule begin with an equals sign. */
function renamedSetting(setting: unknown, renamed: (formula: string) => string): unknown {
  if (typeof setting === 'string') return setting.startsWith('=') ? renamed(setting) : setting;
  if (typeof setting !== 'object' || setting === null || Array.isArray(setting)) return setting;
  return renamedRule(setting as Readonly<Record<string, unknown>>, renamed);
}
