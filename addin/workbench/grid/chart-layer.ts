import type { Workbook } from '../model/workbook.ts';
import { paintChart } from './charts.ts';
import type { GridSurface } from './grid-surface.ts';
import type { Chart } from './sheet-extras.ts';

/** The charts of the sheet in front, over the cells they stand on. */
export function createChartLayer(
  book: Workbook,
  surface: GridSurface,
): { readonly show: (charts: readonly Chart[]) => void } {
  const layer = document.createElement('div');
  layer.className = 'charts';
  layer.setAttribute('role', 'none');
  surface.element.firstElementChild?.append(layer);
  return {
    show(charts) {
      const { rows, columns } = surface.lines();
      const frames = charts.map((chart) => {
        const { top, left, bottom, right } = chart.area;
        const width = columns.start(right + 1) - columns.start(left);
        const height = rows.start(bottom + 1) - rows.start(top);
        const frame = document.createElement('div');
        frame.className = 'chart';
        frame.style.cssText = `left:calc(var(--head) + ${columns.start(left)}px);top:calc(var(--heads) + ${rows.start(top)}px);width:${width}px;height:${height}px`;
        frame.append(paintChart(book, chart, width, height));
        return frame;
      });
      layer.replaceChildren(...frames);
    },
  };
}
