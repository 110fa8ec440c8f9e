import type { SheetChart } from 'hucre';
import type { ChartModel, WorkbookModel } from '../../../contract/model/table.ts';
import { singleLine } from './excel-text.ts';
import { cellsIn } from './model-cells.ts';
import { ink } from './palette.ts';

const seriesColors = ['2F5F9E', '7FA6D6', '2E8B57', 'D9A300', 'DB7A16', '8A96A3'];
const mostCategoryLabels = 12;
const noTicks = { majorTickMark: 'none', minorTickMark: 'none' } as const;

/** Charts read their cells even where those are hidden; percentages run from 0 to 100. */
export function toChart(chart: ChartModel, model: WorkbookModel): SheetChart {
  const { row, column, rows, columns } = chart.anchor;
  const values = chart.series.flatMap((series) => cellsIn(model, series.values));
  const percent = values.some((cell) => cell?.kind === 'percent');
  const categories = cellsIn(model, chart.categories).length;
  return {
    type: chart.kind === 'line' ? 'line' : 'bar',
    title: singleLine(chart.title),
    titleFontSize: 12,
    titleBold: true,
    titleColor: ink.title,
    altText: singleLine(chart.title),
    anchor: {
      from: { row: row - 1, col: column - 1 },
      to: { row: row - 1 + rows, col: column - 1 + columns },
    },
    series: chart.series.map((series, index) => seriesOf(chart, series, index)),
    legend: chart.series.length > 1 ? 'bottom' : false,
    chartSpaceBorderColor: ink.rule,
    plotVisOnly: false,
    dispBlanksAs: 'gap',
    roundedCorners: false,
    ...(chart.kind === 'bar' ? { barGrouping: 'clustered', gapWidth: 60 } : { showLineMarkers: true }),
    axes: {
      x: {
        ...noTicks,
        labelFontSize: 9,
        labelColor: ink.muted,
        ...(chart.kind === 'bar' ? { reverse: true } : {}),
        ...(chart.kind === 'line' && categories > mostCategoryLabels
          ? { tickLblSkip: Math.ceil(categories / mostCategoryLabels) }
          : {}),
      },
      y: {
        ...noTicks,
        labelFontSize: 9,
        labelColor: ink.muted,
        gridlines: { major: true },
        scale: percent ? { min: 0, max: 1 } : { min: 0 },
        numberFormat: { formatCode: percent ? '0%' : '#,##0', sourceLinked: false },
        ...(chart.kind === 'bar' ? { crosses: 'max' } : {}),
      },
    },
  };
}

function seriesOf(
  chart: ChartModel,
  series: ChartModel['series'][number],
  index: number,
): SheetChart['series'][number] {
  const color = seriesColors[index % seriesColors.length] ?? ink.title;
  return {
    name: singleLine(series.name),
    values: series.values,
    categories: chart.categories,
    color,
    ...(chart.kind === 'line'
      ? { stroke: { width: 2.25 }, marker: { symbol: 'circle', size: 5, fill: color, line: color }, smooth: false }
      : {}),
  };
}
