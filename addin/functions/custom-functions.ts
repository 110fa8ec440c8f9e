/** The part of Excel's custom functions that is used; the types of the office.js package leave it out. */
export type CustomFunctionsApi = {
  associate(id: string, run: (...args: never[]) => void): void;
  readonly Error: new (code: string, message?: string) => Error;
  readonly ErrorCode: { readonly notAvailable: string; readonly invalidValue: string };
};

/** The last argument of a streaming function: takes results as often as there are any, until its cell is gone. */
export type StreamingInvocation = {
  setResult(result: number | string | Error): void;
  onCanceled?: () => void;
};
