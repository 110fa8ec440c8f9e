import type { ShownEdge, ShownLook, ShownStyle } from '#engine/contract/model/shown-workbook';
import { type Border, type BorderEdge, type CellFormat, defaultFormat } from './cell-format.ts';
import type { ConditionalLook } from './conditional-format.ts';

const edges: Readonly<Record<ShownEdge, BorderEdge>> = {
  left: 'EdgeLeft',
  right: 'EdgeRight',
  top: 'EdgeTop',
  bottom: 'EdgeBottom',
};

/** Border words of files are words of office.js for a style and a weight. */
const borderStyles: Readonly<Record<string, Pick<Border, 'style' | 'weight'>>> = {
  hair: { style: 'Continuous', weight: 'Hairline' },
  thin: { style: 'Continuous', weight: 'Thin' },
  medium: { style: 'Continuous', weight: 'Medium' },
  thick: { style: 'Continuous', weight: 'Thick' },
  dashed: { style: 'Dash', weight: 'Thin' },
  mediumDashed: { style: 'Dash', weight: 'Medium' },
  dotted: { style: 'Dot', weight: 'Thin' },
  double: { style: 'Double', weight: 'Thick' },
};

const horizontals: Readonly<Record<string, string>> = {
  left: 'Left',
  center: 'Center',
  right: 'Right',
  fill: 'Fill',
  justify: 'Justify',
  centerContinuous: 'CenterAcrossSelection',
  distributed: 'Distributed',
};
const verticals: Readonly<Record<string, string>> = {
  top: 'Top',
  center: 'Center',
  justify: 'Justify',
  distributed: 'Distributed',
};

export function formatOfStyle(style: ShownStyle): CellFormat {
  const borders: Partial<Record<BorderEdge, Border>> = {};
  for (const [edge, border] of Object.entries(style.borders)) {
    const { style: line, weight } = borderStyles[border.style] ?? { style: 'Continuous', weight: 'Thin' };
    borders[edges[edge as ShownEdge]] = { style: line, weight, color: border.color };
  }
  return {
    ...defaultFormat,
    numberFormat: style.numberFormat,
    fontName: style.font,
    fontSize: style.size,
    fontColor: style.color,
    bold: style.bold,
    italic: style.italic,
    underline: style.underline ? 'Single' : 'None',
    strikethrough: style.strike,
    fillColor: style.fill ?? '',
    horizontalAlignment: horizontals[style.horizontal] ?? 'General',
    verticalAlignment: verticals[style.vertical] ?? 'Bottom',
    wrapText: style.wrap,
    indentLevel: style.indent,
    locked: style.locked,
    borders,
  };
}

export function conditionalLookOf({ fill, color, bold, italic, underline, strike }: ShownLook): ConditionalLook {
  return {
    ...(fill === undefined ? {} : { fillColor: fill }),
    ...(color === undefined ? {} : { fontColor: color }),
    ...(bold === undefined ? {} : { bold }),
    ...(italic === undefined ? {} : { italic }),
    ...(underline === undefined ? {} : { underline: underline ? 'Single' : 'None' }),
    ...(strike === undefined ? {} : { strikethrough: strike }),
  };
}
