import type { BorderStyle, CellStyle } from 'hucre';
import type { CellValue, ColumnModel, LooseCell, LooseCellRole } from '../../../contract/model/table.ts';
import { ink } from './palette.ts';

export const baseFont = { name: 'Calibri', size: 11, color: { rgb: ink.text } } as const;

/** In points. */
export const bodyFontSize = 10;

/** The line under each row. */
export const rule: BorderStyle = { bottom: { style: 'thin', color: { rgb: ink.rule } } };
const box = { style: 'thin', color: { rgb: ink.inputRule } } as const;

/** Headers: dark for what people fill in, slate for what the engine keeps. */
export function headerStyle(column: ColumnModel): CellStyle {
  return {
    font: { ...baseFont, size: bodyFontSize, bold: true, color: { rgb: ink.onHeader } },
    fill: solid(column.locked ? ink.lockedHeader : ink.header),
    alignment: { vertical: 'center', wrapText: true, ...sideOf(column.kind) },
    border: rule,
    protection: { locked: true },
  };
}

/** `shaded` sets the engine's columns apart where people fill in others. Never locked: locked cells cannot be sorted. */
export function bodyStyle(column: ColumnModel, value: CellValue, shaded: boolean): CellStyle {
  return { ...spareStyle(column, value), ...(shaded ? { fill: solid(ink.locked) } : {}), border: rule };
}

/** A row kept for later: ready to be filled, and nothing to be seen of it on screen or paper until it is. */
export function spareStyle(column: ColumnModel, value: CellValue = null): CellStyle {
  return {
    font: { ...baseFont, size: bodyFontSize, ...linkFont(value) },
    alignment: { vertical: 'top', wrapText: true, ...sideOf(column.kind) },
    ...numberFormat(column.kind, value, !column.locked),
    protection: { locked: false },
  };
}

export function looseStyle(cell: LooseCell): CellStyle {
  const look = roleStyles[cell.role];
  return {
    font: { ...baseFont, ...look.font, ...linkFont(cell.value) },
    alignment: { vertical: look.vertical, horizontal: 'left', wrapText: look.wrap },
    ...numberFormat(cell.kind, cell.value, cell.input),
    protection: { locked: !cell.input },
    ...(cell.input
      ? cell.role === 'title'
        ? { border: { bottom: box } }
        : { fill: solid(ink.input), border: { top: box, right: box, bottom: box, left: box } }
      : look.ruled
        ? { border: rule }
        : {}),
    ...(look.fill === undefined || cell.input ? {} : { fill: solid(look.fill) }),
  };
}

type RoleStyle = {
  readonly font: NonNullable<CellStyle['font']>;
  readonly vertical: 'top' | 'center';
  readonly wrap: boolean;
  readonly ruled: boolean;
  readonly fill?: string;
};

const roleStyles: Readonly<Record<LooseCellRole, RoleStyle>> = {
  title: { font: { size: 20, bold: true, color: { rgb: ink.title } }, vertical: 'center', wrap: false, ruled: false },
  subtitle: { font: { size: 12, color: { rgb: ink.muted } }, vertical: 'center', wrap: false, ruled: false },
  label: { font: { size: 10, bold: true, color: { rgb: ink.muted } }, vertical: 'center', wrap: true, ruled: true },
  value: { font: { size: 10 }, vertical: 'center', wrap: true, ruled: true },
  band: {
    font: { size: 11, bold: true, color: { rgb: ink.title } },
    vertical: 'center',
    wrap: true,
    ruled: true,
    fill: ink.band,
  },
  note: { font: { size: 9, italic: true, color: { rgb: ink.muted } }, vertical: 'top', wrap: true, ruled: false },
  'big-number': {
    font: { size: 28, bold: true, color: { rgb: ink.title } },
    vertical: 'center',
    wrap: false,
    ruled: false,
  },
};

/** In points. */
export function fontSizeOf(role: LooseCellRole): number {
  return roleStyles[role].font.size ?? baseFont.size;
}

/**
 * Text people type carries the text format, so that `=`, `- ` or `1.10` stays what was typed. Formula cells never do:
 * editing one would turn it into its own text.
 */
function numberFormat(kind: ColumnModel['kind'], value: CellValue, isInput: boolean): Pick<CellStyle, 'numFmt'> {
  switch (kind) {
    case 'percent':
      return { numFmt: '0%' };
    case 'whole':
      return { numFmt: '#,##0' };
    case 'date':
      return { numFmt: hasTime(value) ? 'yyyy-mm-dd hh:mm' : 'yyyy-mm-dd' };
    case 'text':
    case 'long':
    case 'choice':
    case 'link': {
      const isFormula = typeof value === 'object' && value !== null && 'formula' in value;
      return isInput && !isFormula ? { numFmt: '@' } : {};
    }
  }
}

function hasTime(value: CellValue): boolean {
  return typeof value === 'object' && value !== null && 'date' in value && value.date.length > 10;
}

/** Numbers and dates stand in the middle; text keeps a little distance from the line beside it. */
function sideOf(kind: ColumnModel['kind']): NonNullable<CellStyle['alignment']> {
  const isNumber = kind === 'whole' || kind === 'percent' || kind === 'date';
  return isNumber ? { horizontal: 'center' } : { horizontal: 'left', indent: 1 };
}

function linkFont(value: CellValue): NonNullable<CellStyle['font']> {
  const isLink = typeof value === 'object' && value !== null && 'link' in value;
  return isLink ? { color: { rgb: ink.link }, underline: true } : {};
}

export function solid(rgb: string): NonNullable<CellStyle['fill']> {
  return { type: 'pattern', pattern: 'solid', fgColor: { rgb }, bgColor: { rgb } };
}
