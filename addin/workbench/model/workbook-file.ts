import type { ShownWorkbook } from '#engine/contract/model/shown-workbook';

/** How Excel opens and writes files. The engine does it: over HTTP for the page, in the same process for tests. */
export type WorkbookFiles = {
  /** What an .xlsx shows, its bytes in base64; null for a file that cannot be opened. */
  readonly open: (base64: string) => Promise<ShownWorkbook | null>;
  /** The open workbook as an .xlsx, as it stands. */
  readonly write: () => Promise<Uint8Array>;
};
