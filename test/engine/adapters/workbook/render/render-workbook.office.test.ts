import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { renderWorkbook } from '#engine/adapters/workbook/render/render-workbook';
import { oneTableModel, sampleColumn, sampleWorkbookModel } from '#test/support/sample-workbook-model';

const inspect = `
import json, sys, warnings
# What another program has saved may warn; what we wrote may not.
warnings.simplefilter('ignore' if len(sys.argv) > 2 else 'error')
import openpyxl
book = openpyxl.load_workbook(sys.argv[1], data_only=len(sys.argv) > 2)
names = book.defined_names
names = names.values() if hasattr(names, 'values') else names.definedName
print(json.dumps({
    'title': book.properties.title,
    'names': sorted(name.name for name in names),
    'sheets': {sheet.title: {
        'state': sheet.sheet_state,
        'tables': {name: sheet.tables[name].ref for name in sheet.tables},
        'freeze': sheet.freeze_panes,
        'validations': sorted({rule.type for rule in sheet.data_validations.dataValidation}),
        'formats': sorted({rule.type for area in sheet.conditional_formatting for rule in area.rules}),
        'protected': bool(sheet.protection.sheet),
        'titles': sheet.print_title_rows,
        'landscape': sheet.page_setup.orientation,
        'charts': len(sheet._charts),
        'hidden': [letter for letter, column in sheet.column_dimensions.items() if column.hidden],
        'links': sum(1 for row in sheet.iter_rows() for cell in row if cell.hyperlink),
        'values': {cell.coordinate: str(cell.value) if cell.is_date else cell.value
                   for row in sheet.iter_rows() for cell in row if cell.value is not None},
    } for sheet in book.worksheets},
}))
`;

type Inspected = {
  readonly title: string;
  readonly names: readonly string[];
  readonly sheets: Readonly<
    Record<string, Readonly<Record<string, unknown>> & { readonly values: Readonly<Record<string, unknown>> }>
  >;
};

describe('a written workbook in other programs', () => {
  it('[W70] openpyxl opens it without a warning and finds every feature', async () => {
    const found = await inFolder(async (folder) => {
      const file = join(folder, 'sample.xlsx');
      writeFileSync(file, await renderWorkbook(sampleWorkbookModel(20)));
      return inspectFile(file);
    });
    const { values: _actions, ...actions } = found.sheets['Action Items'] ?? { values: {} };
    assert.deepEqual(actions, {
      state: 'visible',
      tables: { CB_ActionItems: 'A4:Q27' },
      freeze: 'B5',
      validations: ['custom', 'date', 'list', 'textLength'],
      formats: ['cellIs', 'dataBar', 'expression'],
      protected: false,
      titles: '$4:$4',
      landscape: 'landscape',
      charts: 0,
      hidden: ['Q'],
      links: 20,
    });
    assert.equal(found.title, 'Cloud platform & payments, ISO/IEC 27001:2013');
    assert.deepEqual(found.names, [
      'Controlbook_Identity',
      'Controlbook_Score',
      'Controlbook_Title',
      'Sample_Statuses',
    ]);
    assert.deepEqual([found.sheets['Overview']?.['charts'], found.sheets['Overview']?.['protected']], [2, true]);
    assert.equal(found.sheets['_controlbook']?.['state'], 'veryHidden');
  });

  it('[W70] LibreOffice recalculates the formulas to the values they carry, and keeps text text', async () => {
    const hostile = ['=1+1', '@SUM(A1)', '+1', '-2', '00123', '_x0041_', '#N/A', 'two\nlines', "'quoted"];
    const [calculated, kept] = await inFolder(async (folder) => {
      const text = oneTableModel(
        [sampleColumn('a', 'A', 10, 'text')],
        hostile.map((each) => [each]),
      );
      const files = { sample: stripValues(sampleWorkbookModel(20)), text };
      return Promise.all(
        Object.entries(files).map(async ([name, model]) => {
          const file = join(folder, `${name}.xlsx`);
          writeFileSync(file, await renderWorkbook(model));
          return inspectFile(convert(file, join(folder, 'converted'), folder), true);
        }),
      );
    });
    const model = sampleWorkbookModel(20);
    const controls = model.sheets.find(({ name }) => name === 'Controls')?.tables[0];
    for (const [index, { cells }] of (controls?.rows ?? []).entries()) {
      const carried = cells[4];
      assert.ok(typeof carried === 'object' && carried !== null && 'formula' in carried);
      assert.equal(calculated?.sheets['Controls']?.values[`E${index + 4}`], carried.value);
    }
    assert.match(String(calculated?.sheets['Action Items']?.values['E5']), /^2026-01-1/);
    for (const [index, each] of hostile.entries()) {
      assert.equal(kept?.sheets['Sheet one']?.values[`A${index + 2}`], each);
    }
  });
});

/** The same model whose formulas carry nothing, so that what is read can only have been calculated. */
function stripValues(model: ReturnType<typeof sampleWorkbookModel>): ReturnType<typeof sampleWorkbookModel> {
  return {
    ...model,
    sheets: model.sheets.map((sheet) => ({
      ...sheet,
      tables: sheet.tables.map((table) => ({
        ...table,
        rows: table.rows.map((row) => ({
          ...row,
          cells: row.cells.map((cell) =>
            typeof cell === 'object' && cell !== null && 'formula' in cell ? { ...cell, value: null } : cell,
          ),
        })),
      })),
    })),
  };
}

function inspectFile(file: string, values = false): Inspected {
  const output = execFileSync('/usr/bin/python3', ['-c', inspect, file, ...(values ? ['values'] : [])]);
  return JSON.parse(output.toString('utf8')) as Inspected; // the script above prints this shape
}

function convert(file: string, target: string, folder: string): string {
  execFileSync(
    'soffice',
    [
      `-env:UserInstallation=${pathToFileURL(join(folder, `profile`)).href}`,
      '--headless',
      '--convert-to',
      'xlsx',
      '--outdir',
      target,
      file,
    ],
    { stdio: 'pipe' },
  );
  return join(target, file.slice(folder.length + 1));
}

async function inFolder<T>(run: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'controlbook-render-'));
  try {
    return await run(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
