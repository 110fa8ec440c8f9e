import { z } from 'zod';

const place = z.number().int().min(1).max(1_048_576);
const text = z.string().max(32_767);

const cellValue = z.union([
  z.null(),
  text,
  z.number(),
  z.boolean(),
  z.strictObject({ date: z.string().max(10) }),
  z.strictObject({ formula: z.string().min(1).max(8_192), value: z.union([text, z.number(), z.null()]) }),
  z.strictObject({ cached: z.union([text, z.number(), z.null()]) }),
]);

/** Like `WorkbookPatch`; everything on a workbench is a person's own doing, so formulas may be written over. */
const workbookPatch = z.strictObject({
  edits: z
    .array(z.strictObject({ sheet: z.string().max(200), row: place, column: place, value: cellValue }))
    .max(500_000),
  appends: z
    .array(z.strictObject({ table: z.string().max(300), rows: z.array(z.record(z.string(), cellValue)).max(20_000) }))
    .max(100),
});

export const saveRequest = z.union([
  /** Into the folder's file, if it still is what was opened. */
  z.strictObject({ path: z.string().min(1).max(1_000), sha256: z.string().length(64), patch: workbookPatch }),
  /** Into a file somebody brought, which comes back. */
  z.strictObject({ file: z.base64(), patch: workbookPatch }),
  /** Into a copy of the folder's file as it is now; the copy comes back, the folder's file stays. */
  z.strictObject({ copyOf: z.string().min(1).max(1_000), patch: workbookPatch }),
  /** Into a new workbook of empty sheets, which comes back. */
  z.strictObject({ sheets: z.array(z.string().min(1).max(31)).min(1).max(200), patch: workbookPatch }),
]);
export type SaveRequest = z.infer<typeof saveRequest>;
