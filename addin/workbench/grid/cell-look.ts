import { isError, type Scalar } from '../model/cell.ts';
import type { Border, CellFormat } from '../model/cell-format.ts';
import type { ConditionalLook } from '../model/conditional-format.ts';

const families: Readonly<Record<string, string>> = {
  calibri: 'Calibri, Carlito, "Calibri stand-in", sans-serif',
  arial: 'Arial, "Liberation Sans", sans-serif',
};

const styleByFormat = new WeakMap<CellFormat, string>();

/** A format as CSS, sizes in the grid's own unit so that zooming costs nothing here. */
export function formatStyle(format: CellFormat): string {
  const known = styleByFormat.get(format);
  if (known !== undefined) return known;
  const style = [
    `font-family:${familyOf(format.fontName)}`,
    `font-size:calc(var(--pt)*${format.fontSize})`,
    format.fontColor === '#000000' ? '' : `color:${safeColor(format.fontColor)}`,
    format.bold ? 'font-weight:600' : '',
    format.italic ? 'font-style:italic' : '',
    decoration(format.underline !== 'None', format.strikethrough),
    format.fillColor === '' ? '' : `background-color:${safeColor(format.fillColor)};border-color:transparent`,
    ...borderStyles(format.borders),
    format.indentLevel > 0 ? `--indent:${format.indentLevel}` : '',
  ]
    .filter((part) => part !== '')
    .join(';');
  styleByFormat.set(format, style);
  return style;
}

function familyOf(name: string): string {
  return (
    families[name.toLowerCase()] ??
    `"${name.replace(/["\\;{}<>]/g, '')}", Calibri, Carlito, "Calibri stand-in", sans-serif`
  );
}

/** Formats come out of files of others: only what is a colour becomes one. */
function safeColor(color: string): string {
  return /^#[0-9A-Fa-f]{3,8}$/.test(color) || /^[A-Za-z]{3,20}$/.test(color) ? color : 'inherit';
}

function decoration(underline: boolean, strike: boolean): string {
  if (!underline && !strike) return '';
  return `text-decoration:${underline ? 'underline' : ''} ${strike ? 'line-through' : ''}`;
}

const widths: Readonly<Record<string, string>> = { Thick: '3px', Medium: '2px' };
const lines: Readonly<Record<string, string>> = { Dash: 'dashed', Dot: 'dotted', DashDot: 'dashed', Double: 'double' };

/** The lines to the right and below are the cell's own; those to the left and above lie over its neighbours'. */
function borderStyles(borders: CellFormat['borders']): readonly string[] {
  const shown = (border: Border | undefined): border is Border => border !== undefined && border.style !== 'None';
  const line = (border: Border): string =>
    `${border.style === 'Double' ? '3px' : (widths[border.weight] ?? '1px')} ${lines[border.style] ?? 'solid'} ${safeColor(border.color)}`;
  const shadows: string[] = [];
  if (shown(borders.EdgeLeft)) shadows.push(`inset 1px 0 0 ${safeColor(borders.EdgeLeft.color)}`);
  if (shown(borders.EdgeTop)) shadows.push(`inset 0 1px 0 ${safeColor(borders.EdgeTop.color)}`);
  return [
    shown(borders.EdgeRight) ? `border-right:${line(borders.EdgeRight)}` : '',
    shown(borders.EdgeBottom) ? `border-bottom:${line(borders.EdgeBottom)}` : '',
    shadows.length === 0 ? '' : `box-shadow:${shadows.join(',')}`,
  ];
}

/** What a conditional format lays over the cell's own look. */
export function conditionalStyle(look: ConditionalLook): string {
  return [
    look.fillColor === undefined ? '' : `background-color:${safeColor(look.fillColor)}`,
    look.fontColor === undefined ? '' : `color:${safeColor(look.fontColor)}`,
    look.bold === true ? 'font-weight:600' : '',
    look.italic === true ? 'font-style:italic' : '',
    look.underline === undefined && look.strikethrough !== true
      ? ''
      : decoration(look.underline !== undefined && look.underline !== 'None', look.strikethrough === true),
  ]
    .filter((part) => part !== '')
    .join(';');
}

/** Classes for where the text stands: numbers to the right and texts to the left unless the format says otherwise. */
export function alignment({ horizontalAlignment, verticalAlignment, wrapText }: CellFormat, value: Scalar): string {
  return `${horizontal(horizontalAlignment, value)} ${vertical(verticalAlignment)}${wrapText ? ' wrap' : ''}`;
}

function horizontal(wanted: string, value: Scalar): string {
  switch (wanted) {
    case 'Left':
    case 'Fill':
    case 'Justify':
      return 'to-left';
    case 'Right':
      return 'to-right';
    case 'Center':
    case 'CenterAcrossSelection':
    case 'Distributed':
      return 'centered';
    default:
      if (typeof value === 'number') return 'to-right';
      return typeof value === 'boolean' || isError(value) ? 'centered' : 'to-left';
  }
}

function vertical(wanted: string): string {
  if (wanted === 'Top') return 'on-top';
  return wanted === 'Center' || wanted === 'Distributed' || wanted === 'Justify' ? 'in-middle' : 'at-bottom';
}
