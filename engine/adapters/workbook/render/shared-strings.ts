import { excelXml } from './excel-text.ts';

/** The texts of all cells, each once. Inline texts would be simpler, but not every viewer shows them. */
export type SharedStrings = {
  /** The place of a text in the table. */
  readonly index: (text: string) => number;
  readonly xml: () => string;
};

export function createSharedStrings(): SharedStrings {
  const indexByText = new Map<string, number>();
  return {
    index: (text) => {
      const known = indexByText.get(text);
      if (known !== undefined) return known;
      indexByText.set(text, indexByText.size);
      return indexByText.size - 1;
    },
    xml: () =>
      `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" uniqueCount="${indexByText.size}">${Array.from(indexByText.keys(), itemXml).join('')}</sst>`,
  };
}

/** Spaces at the ends and line ends are lost without being told to stay. */
function itemXml(text: string): string {
  const space = /^\s|[\n\r\t]|\s$/.test(text) ? ' xml:space="preserve"' : '';
  return `<si><t${space}>${excelXml(text)}</t></si>`;
}
