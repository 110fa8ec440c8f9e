/** What an outside file may cost. Sizes are bytes; the defaults are the only place where the numbers stand. */
export type PackageLimits = {
  readonly fileSize: number;
  readonly entries: number;
  readonly partSize: number;
  readonly totalSize: number;
  /** Inflated over compressed size, looked at for parts over `ratioFrom` bytes. */
  readonly ratio: number;
  readonly ratioFrom: number;
  readonly sheets: number;
  /** Rows and columns beyond these are not read; the sheet says how many cells were left out. */
  readonly rows: number;
  readonly columns: number;
  readonly cells: number;
  readonly styles: number;
  /** UTF-16 units of one cell, the limit of the .xlsx format. */
  readonly characters: number;
};

const megabyte = 1024 * 1024;

export const defaultLimits: PackageLimits = {
  fileSize: 20 * megabyte,
  entries: 2_000,
  partSize: 64 * megabyte,
  totalSize: 256 * megabyte,
  ratio: 200,
  ratioFrom: megabyte,
  sheets: 64,
  rows: 20_000,
  columns: 256,
  cells: 5_000_000,
  styles: 100_000,
  characters: 32_767,
};
