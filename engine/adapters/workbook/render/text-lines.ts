/** Advance widths of Calibri in thousandths of the font size, from space to tilde; other scripts by rough class. */
const asciiWidths = [
  226, 326, 401, 498, 507, 715, 682, 221, 303, 303, 498, 498, 250, 306, 252, 386, 507, 507, 507, 507, 507, 507, 507,
  507, 507, 507, 268, 268, 498, 498, 498, 463, 894, 579, 544, 533, 615, 488, 459, 631, 623, 252, 319, 520, 420, 855,
  646, 662, 517, 673, 543, 459, 487, 642, 567, 890, 519, 487, 468, 307, 386, 307, 498, 498, 291, 479, 525, 423, 525,
  498, 305, 471, 525, 229, 239, 455, 229, 799, 525, 527, 525, 525, 349, 391, 335, 525, 452, 715, 433, 453, 395, 314,
  460, 314, 498,
];
const otherWidth = 540;
const ideographWidth = 1000;
const firstIdeograph = 0x2e80;
/** A digit of the default font, the unit column widths are counted in, at 96 dots an inch. */
const pixelsPerCharacter = 7;
const pixelsPerPoint = 96 / 72;
/** Screens round glyphs up: what nominally just fits, wraps. */
const slack = 0.96;

/** Lines a wrapped text takes in a column of `width` characters, in a font of `size` points; counting ends past `most`. */
export function countLines(text: string, width: number, size: number, most = 100): number {
  const room = (width * pixelsPerCharacter * slack * 1000) / (size * pixelsPerPoint);
  if (text.length * ideographWidth <= room && !text.includes('\n')) return 1;
  let lines = 1;
  let line = 0;
  let word = 0;
  for (let index = 0; index < text.length && lines <= most; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 10) {
      lines += 1;
      line = 0;
      word = 0;
      continue;
    }
    const advance = advanceOf(code);
    line += advance;
    if (code === 32) {
      word = 0; // a space at the end of a line hangs over it
      continue;
    }
    word += advance;
    if (line > room) {
      lines += 1;
      // The word moves to the next line; one longer than the line is broken where it ends.
      if (word > room) word = advance;
      line = word;
    }
    if (code === 45 || code >= firstIdeograph) word = 0;
  }
  return lines;
}

function advanceOf(code: number): number {
  return asciiWidths[code - 32] ?? (code >= firstIdeograph ? ideographWidth : otherWidth);
}
