import assert from 'node:assert/strict';
import { ink, toneColors } from '#engine/adapters/workbook/render/palette';

describe('the palette', () => {
  it('[W61] text is readable on every fill at 4.5 : 1', () => {
    const pairs = [
      ...Object.values(toneColors).map(({ font, fill }) => [font, fill]),
      [ink.onHeader, ink.header],
      [ink.onHeader, ink.lockedHeader],
      [ink.text, ink.locked],
      [ink.text, ink.input],
      [ink.title, ink.band],
      [ink.link, ink.locked],
      [ink.muted, 'FFFFFF'],
    ] as const;
    for (const [font = '', fill = ''] of pairs) assert.ok(contrast(font, fill) >= 4.5, `${font} on ${fill}`);
  });
});

/** Contrast ratio as WCAG 2 defines it. */
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(rgb: string): number {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const part = Number.parseInt(rgb.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
