import { excelXml } from './excel-text.ts';

/** The texts of all cells, each once. Inline texts would be simpler, but previews on phones show them as blanks. */
export type SharedStrings = {
  /** The place of a text in the table. */
  readonly index: (text: string) => number;
  readonly xml: () => string;
};

export function createSharedStrings(): SharedStrings {
  const indexByText = new Map<string, number>();
  const items: string[] = [];
  return {
    index: (text) => {
      const known = indexByText.get(text);
      if (known !== undefined) return known;
      const space = keepsSpace.test(text) ? ' xml:space="preserve"' : '';
      items.push(`<si><t${space}>${excelXml(text)}</t></si>`);
      indexByText.set(text, items.length - 1);
      return items.length - 1;
    },
    xml: () =>
      `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" uniqueCount="${items.length}">${items.join('')}</sst>`,
  };
}

/** Spaces at the ends and line ends are lost without being told to stay. */
const keepsSpace = /^\s|[\n\r\t]|\s$/;
