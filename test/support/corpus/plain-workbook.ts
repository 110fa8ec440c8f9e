import { makeZip, type ZipPart } from '#test/support/make-zip';

export const mainNamespace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
export const officeRelationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A minimal workbook around raw sheet markup, for tests that need one odd thing and nothing else. */
export type PlainWorkbook = {
  /** Content of the worksheet element, by sheet. */
  readonly sheets: readonly { readonly name: string; readonly inner: string; readonly state?: string }[];
  readonly sharedStrings?: string;
  /** Content of styleSheet; null leaves the part out. */
  readonly styles?: string | null;
  /** Content of the workbook element before and after `sheets`. */
  readonly before?: string;
  readonly after?: string;
  readonly calcChain?: string;
  /** Parts added or, by name, put in place of the made ones. */
  readonly parts?: readonly ZipPart[];
  /** Relationship elements of a sheet, by its 1-based number. */
  readonly sheetRelationships?: Readonly<Record<number, string>>;
  readonly overrides?: string;
};

export const plainStyles =
  '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>';

export function relationship(id: string, kind: string, target: string): string {
  return `<Relationship Id="${id}" Type="${officeRelationships}/${kind}" Target="${target}"/>`;
}

export function relationships(inner: string): string {
  return `${xmlHead}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inner}</Relationships>`;
}

export const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export function plainParts(workbook: PlainWorkbook): readonly ZipPart[] {
  const type = (name: string): string => `application/vnd.openxmlformats-officedocument.spreadsheetml.${name}+xml`;
  const override = (part: string, name: string): string =>
    `<Override PartName="/${part}" ContentType="${type(name)}"/>`;
  const numbers = workbook.sheets.map((_, index) => index + 1);
  const styles = workbook.styles === undefined ? plainStyles : workbook.styles;
  const parts: ZipPart[] = [
    {
      name: '[Content_Types].xml',
      content:
        `${xmlHead}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
        '<Default Extension="xml" ContentType="application/xml"/>' +
        override('xl/workbook.xml', 'sheet.main') +
        numbers.map((number) => override(`xl/worksheets/sheet${number}.xml`, 'worksheet')).join('') +
        (styles === null ? '' : override('xl/styles.xml', 'styles')) +
        (workbook.sharedStrings === undefined ? '' : override('xl/sharedStrings.xml', 'sharedStrings')) +
        (workbook.calcChain === undefined ? '' : override('xl/calcChain.xml', 'calcChain')) +
        `${workbook.overrides ?? ''}</Types>`,
    },
    { name: '_rels/.rels', content: relationships(relationship('rId1', 'officeDocument', 'xl/workbook.xml')) },
    {
      name: 'xl/workbook.xml',
      content:
        `${xmlHead}<workbook xmlns="${mainNamespace}" xmlns:r="${officeRelationships}">${workbook.before ?? ''}<sheets>` +
        workbook.sheets
          .map(({ name, state }, index) => {
            const shown = state === undefined ? '' : ` state="${state}"`;
            return `<sheet name="${name}" sheetId="${index + 1}"${shown} r:id="rId${index + 1}"/>`;
          })
          .join('') +
        `</sheets>${workbook.after ?? ''}</workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: relationships(
        numbers.map((number) => relationship(`rId${number}`, 'worksheet', `worksheets/sheet${number}.xml`)).join('') +
          (styles === null ? '' : relationship('rIdStyles', 'styles', 'styles.xml')) +
          (workbook.sharedStrings === undefined ? '' : relationship('rIdText', 'sharedStrings', 'sharedStrings.xml')) +
          (workbook.calcChain === undefined ? '' : relationship('rIdChain', 'calcChain', 'calcChain.xml')),
      ),
    },
    ...workbook.sheets.map(({ inner }, index) => ({
      name: `xl/worksheets/sheet${index + 1}.xml`,
      content: `${xmlHead}<worksheet xmlns="${mainNamespace}" xmlns:r="${officeRelationships}">${inner}</worksheet>`,
    })),
    ...Object.entries(workbook.sheetRelationships ?? {}).map(([number, inner]) => ({
      name: `xl/worksheets/_rels/sheet${number}.xml.rels`,
      content: relationships(inner),
    })),
  ];
  const optional: readonly (readonly [string, string | undefined])[] = [
    ['xl/styles.xml', styles === null ? undefined : `<styleSheet xmlns="${mainNamespace}">${styles}</styleSheet>`],
    ['xl/sharedStrings.xml', workbook.sharedStrings && `<sst xmlns="${mainNamespace}">${workbook.sharedStrings}</sst>`],
    ['xl/calcChain.xml', workbook.calcChain && `<calcChain xmlns="${mainNamespace}">${workbook.calcChain}</calcChain>`],
  ];
  for (const [name, content] of optional) if (content) parts.push({ name, content: xmlHead + content });
  const given = new Map((workbook.parts ?? []).map((part) => [part.name, part]));
  const replaced = parts.map((part) => given.get(part.name) ?? part);
  const made = new Set(parts.map((part) => part.name));
  return [...replaced, ...(workbook.parts ?? []).filter((part) => !made.has(part.name))];
}

export function plainWorkbook(workbook: PlainWorkbook): Buffer {
  return makeZip(plainParts(workbook));
}

/** One sheet named Sheet1 holding these rows. */
export function sheetOf(rows: string, after = ''): Buffer {
  return plainWorkbook({ sheets: [{ name: 'Sheet1', inner: `<sheetData>${rows}</sheetData>${after}` }] });
}
