import assert from 'node:assert/strict';
import { createCalculator } from '#addin/workbench/formulas/calculator';
import { valueForApi } from '#addin/workbench/model/cell';
import { cellAt } from '#addin/workbench/model/sheet';
import { freshen } from '#addin/workbench/model/workbook';
import { type OfficePane, type TestExcel, withExcel } from '#test/support/excel';

const functions = [
  { id: 'ADD', name: 'ADD' },
  { id: 'FAIL', name: 'FAIL' },
  { id: 'TICK', name: 'TICK', options: { stream: true, cancelable: true } },
];

type Invocation = { setResult: (value: unknown) => void; onCanceled: () => void };

/** Formulas may call TEST.ADD, TEST.FAIL and TEST.TICK of a pane. */
async function withFunctions(test: (excel: TestExcel, pane: OfficePane, ticks: Invocation[]) => Promise<void>) {
  await withExcel(async (excel) => {
    const { book, host } = excel;
    const pane = await excel.openPane();
    const calculator = createCalculator(
      book,
      host.addinFunctions('TEST', functions, () => calculator.refresh()),
    );
    book.calculator = calculator;
    const ticks: Invocation[] = [];
    const { CustomFunctions } = pane.window as { CustomFunctions: { associate: (id: string, run: unknown) => void } };
    CustomFunctions.associate('ADD', async (a: number, b: number) => a + b);
    CustomFunctions.associate('FAIL', () => {
      throw new Error('no luck');
    });
    CustomFunctions.associate('TICK', (_: unknown, invocation: Invocation) => void ticks.push(invocation));
    await test(excel, pane, ticks);
  });
}

/** Waits until a cell of the first sheet shows something. */
async function shows({ book }: TestExcel, row: number, column: number, wanted: unknown): Promise<void> {
  const [sheet] = book.sheets;
  for (let turn = 0; turn < 400; turn += 1) {
    freshen(book);
    if (sheet !== undefined && valueForApi(cellAt(sheet, row, column).value) === wanted) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.fail(`the cell never showed ${String(wanted)}`);
}

describe('custom functions', () => {
  it('[E37] are called from a formula with its arguments; busy at first, then the value or an error', () =>
    withFunctions(async (excel) => {
      const { me } = excel;
      me.type('A1', '4');
      me.type('A2', '=TEST.ADD(A1,5)+1');
      me.type('A3', '=TEST.FAIL()');
      me.type('A4', '=TEST.NONE()');
      await shows(excel, 1, 0, '#BUSY!');
      await shows(excel, 1, 0, 10);
      await shows(excel, 2, 0, '#VALUE!');
      await shows(excel, 3, 0, '#NAME?');
      me.type('A1', '6');
      await shows(excel, 1, 0, 12);
    }));

  it('[E37] that stream show every later value, until their cell asks no more', () =>
    withFunctions(async (excel, { window }, ticks) => {
      const { me } = excel;
      me.type('B1', '=TEST.TICK("a")');
      await shows(excel, 0, 1, '#BUSY!');
      await shows(excel, 0, 1, '#BUSY!');
      for (let turn = 0; turn < 100 && ticks.length === 0; turn += 1) await new Promise((done) => setTimeout(done, 5));
      const [tick] = ticks;
      assert.ok(tick !== undefined);
      tick.setResult(1);
      await shows(excel, 0, 1, 1);
      tick.setResult(2);
      await shows(excel, 0, 1, 2);
      const { CustomFunctions } = window as {
        CustomFunctions: { Error: new (code: string, message: string) => Error };
      };
      tick.setResult(new CustomFunctions.Error('#N/A', 'there is none'));
      await shows(excel, 0, 1, '#N/A');
      tick.setResult(3);
      await shows(excel, 0, 1, 3);
      const cancelled = new Promise<void>((resolve) => {
        tick.onCanceled = resolve;
      });
      me.type('B1', 'plain');
      await cancelled;
    }));
});
