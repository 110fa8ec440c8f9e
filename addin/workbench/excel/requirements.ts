/** The requirement sets this host plays; the npm copy of office.js stops at ExcelApi 1.15. */
const playedRequirements: Readonly<Record<string, string>> = {
  ExcelApi: '1.15',
  SharedRuntime: '1.1',
  CustomFunctionsRuntime: '1.3',
  RibbonApi: '1.2',
  AddinCommands: '1.1',
  DialogApi: '1.2',
  IdentityAPI: '1.3',
  Settings: '1.1',
  DelayForCellEdit: '1.1',
};

/** With files at hand an add-in may ask for the open one. */
export function requirementsFor(canWriteFiles: boolean): Readonly<Record<string, string>> {
  return canWriteFiles ? { ...playedRequirements, CompressedFile: '1.1', File: '1.1' } : playedRequirements;
}

/** What Excel says of the add-in and of itself, whatever the transport. */
export type PaneOptions = {
  readonly locale?: string;
  readonly documentUrl?: string;
  readonly requirements?: Readonly<Record<string, string>>;
  /** 1 shared runtime, 2 custom functions, 3 both. */
  readonly runtimeFlags?: number;
};

export const excelVersion = '16.0.15407.10000';
