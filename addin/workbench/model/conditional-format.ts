import type { Area } from './area.ts';

/** What a conditional format paints; absent leaves the cell's own look. */
export type ConditionalLook = {
  fillColor?: string;
  fontColor?: string;
  bold?: boolean;
  italic?: boolean;
  underline?: string;
  strikethrough?: boolean;
  numberFormat?: string;
};

export type ConditionalFormat = {
  readonly id: string;
  readonly type: string;
  areas: readonly Area[];
  stopIfTrue: boolean;
  /** What the type asks for: `formula` for Custom; `rule` for CellValue and the others, in Excel's own shape. */
  readonly settings: Map<string, unknown>;
  readonly look: ConditionalLook;
};
