import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Opened and saved again by LibreOffice, under a profile of the folder's own. */
export function savedByLibreOffice(folder: string, bytes: Uint8Array): Uint8Array {
  const [from, to] = [join(folder, 'from.xlsx'), join(folder, 'libreoffice')];
  writeFileSync(from, bytes);
  mkdirSync(to, { recursive: true });
  const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`;
  const target = ['--convert-to', 'xlsx:Calc MS Excel 2007 XML', '--outdir', to];
  execFileSync('soffice', [profile, '--headless', ...target, from], { stdio: 'ignore' });
  return readFileSync(join(to, 'from.xlsx'));
}

/** What openpyxl finds in the named cells of a sheet, as it would print them; warnings of damage are errors. */
export function readByOpenpyxl(
  folder: string,
  bytes: Uint8Array,
  sheet: string,
  cells: readonly string[],
): readonly string[] {
  const file = join(folder, 'read.xlsx');
  writeFileSync(file, bytes);
  const script = [
    'import json, sys, warnings, openpyxl',
    'warnings.simplefilter("ignore")',
    'book = openpyxl.load_workbook(sys.argv[1], keep_vba=True)',
    'sheet = book[sys.argv[2]]',
    'print(json.dumps([str(sheet[name].value) for name in sys.argv[3:]]))',
  ].join('\n');
  const said = execFileSync('/usr/bin/python3', ['-c', script, file, sheet, ...cells], { encoding: 'utf8' });
  return JSON.parse(said) as string[];
}

/** A workbook with a table, styles, a date, a note and a validation, by openpyxl alone. */
export function writtenByOpenpyxl(folder: string): Uint8Array {
  const file = join(folder, 'openpyxl.xlsx');
  const script = [
    'import sys, datetime, openpyxl',
    'from openpyxl.comments import Comment',
    'from openpyxl.styles import Font',
    'from openpyxl.worksheet.datavalidation import DataValidation',
    'from openpyxl.worksheet.table import Table',
    'book = openpyxl.Workbook()',
    'sheet = book.active',
    'sheet.title = "Actions"',
    'for row in [["Action", "Status", "Due"], ["Sign-in logs", "Planned", datetime.date(2026, 11, 22)], [" spaced ", "a\\nb", datetime.date(2026, 12, 1)]]:',
    '    sheet.append(row)',
    'sheet["A1"].font = Font(bold=True)',
    'sheet["A2"].comment = Comment("note", "me")',
    'sheet["E1"] = "=COUNTA(A2:A3)"',
    'check = DataValidation(type="list", formula1=\'"Planned,Implemented"\')',
    'check.add("B2:B3")',
    'sheet.add_data_validation(check)',
    'sheet.add_table(Table(displayName="Actions", ref="A1:C3"))',
    'book.save(sys.argv[1])',
  ].join('\n');
  execFileSync('/usr/bin/python3', ['-c', script, file]);
  return readFileSync(file);
}
