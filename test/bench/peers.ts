import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Where the peers are installed; npm runs scripts in the project's folder. */
const home = join(process.cwd(), 'test', 'bench', 'peers');
const load = createRequire(join(home, 'package.json'));

/** Installs the peers on the first run. better-sqlite3 is optional: without it its rows are left out. */
export function installPeers(): void {
  const { dependencies } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { dependencies: object };
  if (Object.keys(dependencies).every((name) => existsSync(join(home, 'node_modules', name)))) return;
  console.log('Installing what is compared with (once; building SQLite may take some minutes) ...');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const result = spawnSync(npm, ['ci', '--no-audit', '--no-fund'], {
    cwd: home,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) throw new Error('The peers could not be installed; see above. Then run it again.');
}

export function hasSqlite(): boolean {
  try {
    new (loadSqlite())(':memory:').close();
    return true;
  } catch {
    return false; // not installed, or not built for this Node: its rows are left out and the report says so
  }
}

export function peerVersion(name: string): string {
  return versionIn(join(home, 'node_modules', name));
}

/** A peer whole, for whoever knows its shape. */
export function loadPeer(name: string): unknown {
  return load(name);
}

/** Of a package the project itself uses. */
export function projectVersion(name: string): string {
  return versionIn(join('node_modules', name));
}

/** Where packages of the peers are found. */
export const peerModules = join(home, 'node_modules');

function versionIn(folder: string): string {
  return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }).version;
}

// The parts of the peers that are used here: their own types are not there before they are installed.

export type SqliteStatement = { run(...values: readonly unknown[]): unknown };
export type Sqlite = {
  pragma(text: string): unknown;
  exec(text: string): unknown;
  prepare(text: string): SqliteStatement;
  transaction<T extends readonly unknown[]>(work: (...values: T) => void): (...values: T) => void;
  close(): void;
};

export function loadSqlite(): new (path: string) => Sqlite {
  return load('better-sqlite3') as new (
    path: string,
  ) => Sqlite; // the module's only export
}

type Style = Readonly<Record<string, unknown>>;
export type ExcelCell = { value: unknown; font: Style; alignment: Style; fill: Style };
export type ExcelColumn = { width: number; hidden: boolean; alignment: Style; numFmt: string };
export type ExcelSheet = {
  getCell(row: number, column: number): ExcelCell;
  getColumn(column: number): ExcelColumn;
  mergeCells(top: number, left: number, bottom: number, right: number): void;
  addTable(table: unknown): unknown;
  addConditionalFormatting(rule: unknown): void;
  eachRow(visit: (row: { eachCell(visit: (cell: ExcelCell) => void): void }) => void): void;
  readonly dataValidations: { add(range: string, rule: unknown): void };
};
export type ExcelBook = {
  addWorksheet(name: string, options?: unknown): ExcelSheet;
  getWorksheet(name: string): ExcelSheet | undefined;
  eachSheet(visit: (sheet: ExcelSheet) => void): void;
  readonly xlsx: { load(bytes: Uint8Array): Promise<unknown>; writeBuffer(): Promise<Uint8Array> };
};

export function newExcelBook(): ExcelBook {
  const { Workbook } = load('exceljs') as { Workbook: new () => ExcelBook };
  return new Workbook();
}

export type PopulateCell = {
  value(value: unknown): PopulateCell;
  formula(formula: string): PopulateCell;
  hyperlink(link: string): PopulateCell;
  style(name: string, value: unknown): PopulateCell;
};
type PopulateColumn = { width(width: number): PopulateColumn; hidden(hidden: boolean): PopulateColumn };
type PopulateSheet = {
  cell(row: number, column: number): PopulateCell;
  column(column: number): PopulateColumn;
  range(top: number, left: number, bottom: number, right: number): { dataValidation(rule: unknown): unknown };
  usedRange(): { value(): readonly (readonly unknown[])[] } | undefined;
};
export type PopulateBook = {
  sheet(name: string): PopulateSheet | undefined;
  sheets(): readonly PopulateSheet[];
  addSheet(name: string): PopulateSheet;
  outputAsync(): Promise<Uint8Array>;
};
type Populate = {
  fromBlankAsync(): Promise<PopulateBook>;
  fromDataAsync(bytes: Uint8Array): Promise<PopulateBook>;
};

export function newPopulateBook(): Promise<PopulateBook> {
  return (load('xlsx-populate') as Populate).fromBlankAsync();
}

export function openPopulateBook(bytes: Uint8Array): Promise<PopulateBook> {
  return (load('xlsx-populate') as Populate).fromDataAsync(bytes);
}

type Provider = { destroy(): void };
type SocketOptions = { url: string; WebSocketPolyfill: unknown };

/** The parts of Hocuspocus and its provider that are used here. */
export async function loadHocuspocus() {
  const { Server } = load('@hocuspocus/server') as {
    Server: new (settings: {
      quiet: boolean;
      stopOnSignals: boolean;
      address: string;
      port: number;
    }) => {
      listen(): Promise<unknown>;
      destroy(): Promise<unknown>;
      readonly address: { readonly port: number };
    };
  };
  const { HocuspocusProvider, HocuspocusProviderWebsocket } = load('@hocuspocus/provider') as {
    HocuspocusProviderWebsocket: new (options: SocketOptions) => Provider;
    HocuspocusProvider: new (options: {
      websocketProvider: Provider;
      name: string;
      document: unknown;
      awareness?: null;
      onSynced?: () => void;
    }) => Provider & {
      attach?(): void;
    };
  };
  const { Doc } = load('yjs') as { Doc: new () => unknown };
  return { Server, HocuspocusProvider, HocuspocusProviderWebsocket, Doc, WebSocket: load('ws') as unknown };
}
