import assert from 'node:assert/strict';
import { renderWorkbook } from '#engine/adapters/workbook/render/render-workbook';
import { showWorkbook } from '#engine/adapters/workbook/show/show-workbook';
import { codeOf, type OfficePane, onSheet, settled, withExcel } from '#test/support/excel';
import { openFile } from '#test/support/excel-files';
import { sampleWorkbookModel } from '#test/support/sample-workbook-model';

async function fileOf({ Office }: OfficePane): Promise<Uint8Array> {
  const file = await new Promise<Office.File>((resolve) =>
    Office.context.document.getFileAsync(Office.FileType.Compressed, { sliceSize: 4_000 }, ({ value }) =>
      resolve(value),
    ),
  );
  const slices: number[] = [];
  for (let index = 0; index < file.sliceCount; index += 1) {
    const slice = await new Promise<Office.Slice>((resolve) =>
      file.getSliceAsync(index, ({ value }) => resolve(value)),
    );
    slices.push(...slice.data);
  }
  await new Promise((resolve) => file.closeAsync(resolve));
  return Uint8Array.from(slices);
}

describe('files in Excel', () => {
  for (const seam of ['web', 'desktop'] as const) {
    it(`[E44] give a pane the open workbook as a file, as it stands (${seam})`, async () => {
      const { book, files } = openFile(await renderWorkbook(sampleWorkbookModel(3)));
      await withExcel(
        async ({ openPane, me }) => {
          const pane = await openPane({ seam });
          assert.ok(pane.Office.context.requirements.isSetSupported('CompressedFile', '1.1'));
          me.paste("'Action Items'!A5", [['written in Excel']]);
          const shown = showWorkbook(await fileOf(pane));
          assert.ok(shown.ok);
          assert.match(JSON.stringify(shown.value), /written in Excel/);
        },
        { book, files },
      );
    });
  }

  it('[E44] let a pane put the sheets of a workbook in, with names and tables of their own', async () => {
    const bytes = await renderWorkbook(sampleWorkbookModel(3));
    const { book, files } = openFile(bytes);
    await withExcel(
      async ({ openPane }) => {
        const pane = await openPane();
        const added: string[] = [];
        const names = await onSheet(pane, async (_, context) => {
          const { worksheets } = context.workbook;
          worksheets.onAdded.add(async ({ worksheetId }) => void added.push(worksheetId));
          await context.sync();
          const ids = context.workbook.insertWorksheetsFromBase64(Buffer.from(bytes).toString('base64'), {
            sheetNamesToInsert: ['Action Items', 'Controls'],
            positionType: 'Beginning',
          });
          await context.sync();
          const sheets = ids.value.map((id) => worksheets.getItem(id).load('name,position,tables/name'));
          await context.sync();
          return sheets.map(({ name, position, tables }) => `${position} ${name} ${tables.items[0]?.name ?? ''}`);
        });
        assert.deepEqual(names, ['0 Action Items (2) CB_ActionItems2', '1 Controls (2) CB_Controls2']);
        await settled();
        assert.equal(added.length, 2);
        const broken = onSheet(pane, async (_, { workbook }) => void workbook.insertWorksheetsFromBase64('bm9uZQ=='));
        assert.equal(await codeOf(broken), 'InvalidArgument');
      },
      { book, files },
    );
  });
});

describe('errors of office.js', () => {
  it('[E45] are errors to the code outside the pane’s window, with their codes', () =>
    withExcel(async ({ openPane }) => {
      const pane = await openPane();
      await assert.rejects(
        onSheet(pane, async () => undefined, 'None'),
        (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ItemNotFound',
      );
    }));
});
