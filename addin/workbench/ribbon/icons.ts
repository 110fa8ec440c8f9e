const namespace = 'http://www.w3.org/2000/svg';

/** Line drawings on a ground of 20 by 20, made for this page. */
const paths = {
  cut: 'M6 3l6 9M14 3L8 12M6 17a2.2 2.2 0 1 0 0-4.4A2.2 2.2 0 0 0 6 17zM14 17a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z',
  copy: 'M7 6h9v11H7zM4 14V3h9',
  undo: 'M4 7h8a4 4 0 0 1 0 8H8M4 7l3.5-3.5M4 7l3.5 3.5',
  redo: 'M16 7H8a4 4 0 0 0 0 8h4M16 7l-3.5-3.5M16 7l-3.5 3.5',
  bold: 'M6 4h5a3 3 0 0 1 0 6H6zM6 10h6a3 3 0 0 1 0 6H6z',
  italic: 'M9 4h6M5 16h6M12 4L8 16',
  wrap: 'M3 5h14M3 10h11a2.5 2.5 0 0 1 0 5h-4M12 13l-2 2 2 2M3 15h4',
  fill: 'M4 3h12v5H4zM10 11v6M7 14.5l3 3 3-3',
  insertRows: 'M3 12h14v5H3zM3 3h6M3 7h6M14 2v6M11 5h6',
  deleteRows: 'M3 12h14v5H3zM3 3h6M3 7h6M11 3l5 5M16 3l-5 5',
  open: 'M3 16V5h5l2 2h7v9z',
  save: 'M4 4h10l2 2v10H4zM7 4v4h6V4M7 16v-5h6v5',
  people:
    'M8 9a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2 17c0-4 2.5-6 6-6s6 2 6 6M13 3.5a3 3 0 0 1 0 5M15 11.5c2 .8 3 2.600 3 5.500',
  layout: 'M3 4h14v12H3zM10 4v12',
  inspect: 'M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12zM13.500 13.500L18 18',
  engine: 'M4 4h12v5H4zM4 11h12v5H4zM7 6.500h.1M7 13.500h.1',
} as const;

export type IconName = keyof typeof paths;

export function icon(name: IconName, size = 20): SVGElement {
  const svg = document.createElementNS(namespace, 'svg');
  for (const [key, value] of Object.entries({
    width: size,
    height: size,
    viewBox: '0 0 20 20',
    'aria-hidden': 'true',
  })) {
    svg.setAttribute(key, String(value));
  }
  const path = document.createElementNS(namespace, 'path');
  path.setAttribute('d', paths[name]);
  for (const [key, value] of Object.entries({
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': '1.4',
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
  })) {
    path.setAttribute(key, value);
  }
  svg.append(path);
  return svg;
}
