import { damaged, FileFault } from './file-fault.ts';
import type { Package } from './open-package.ts';
import { type Relationship, readRelationships } from './relationships.ts';
import { XmlCursor } from './xml-cursor.ts';

export type SheetEntry = {
  readonly name: string;
  readonly sheetId: string;
  readonly visibility: 'visible' | 'hidden' | 'veryHidden';
  readonly part: string;
  /** `worksheet`, `chartsheet`, `dialogsheet` ... by its relationship. */
  readonly kind: string;
};

export type WorkbookStructure = {
  readonly part: string;
  /** In tab order, whatever the order of parts. */
  readonly sheets: readonly SheetEntry[];
  readonly names: Readonly<Record<string, string>>;
  readonly date1904: boolean;
  readonly relationships: readonly Relationship[];
  readonly packageRelationships: readonly Relationship[];
};

/** Finds the workbook and its sheets through relationships, never by file name. Throws FileFault. */
export function readStructure(workbook: Package): WorkbookStructure {
  const packageRelationships = readRelationships(workbook, '');
  const main = packageRelationships.find((relationship) => relationship.kind === 'officeDocument')?.target ?? null;
  if (main === null) throw notOoxml(workbook);
  const part = workbook.nameOf(main);
  if (part === null) throw damaged('the package', 'its workbook part is missing');
  if (part.toLowerCase().endsWith('.bin')) {
    throw new FileFault(
      'binary-workbook',
      'The workbook is of the binary form (.xlsb), which is not read. Save it in Excel as .xlsx.',
    );
  }
  const relationships = readRelationships(workbook, part);
  return { part, relationships, packageRelationships, ...readWorkbookPart(workbook, part, relationships) };
}

/** The part a relationship of this kind leads to, when it exists. */
export function partOfKind(workbook: Package, relationships: readonly Relationship[], kind: string): string | null {
  const target = relationships.find((relationship) => relationship.kind === kind)?.target ?? null;
  return target === null ? null : workbook.nameOf(target);
}

function readWorkbookPart(
  workbook: Package,
  part: string,
  relationships: readonly Relationship[],
): Pick<WorkbookStructure, 'sheets' | 'names' | 'date1904'> {
  const cursor = new XmlCursor(workbook.readText(part).text, part);
  const relationshipById = new Map(relationships.map((relationship) => [relationship.id, relationship]));
  const sheets: SheetEntry[] = [];
  const takenNames = new Set<string>();
  const names: Record<string, string> = Object.create(null);
  let date1904 = false;
  while (cursor.next() !== 'end') {
    if (cursor.token !== 'open') continue;
    if (cursor.depth === 1 && (cursor.local !== 'workbook' || cursor.namespace !== 'main')) {
      throw new FileFault(
        'not-a-workbook',
        'The file is an Office document but not a workbook. Choose the workbook, or save it in Excel as .xlsx.',
      );
    }
    if (cursor.namespace !== 'main') continue;
    if (cursor.local === 'workbookPr') date1904 = isTrue(cursor.attribute('date1904'));
    else if (cursor.local === 'sheet' && cursor.depth === 3) {
      const sheet = readSheetEntry(workbook, cursor, relationshipById);
      if (takenNames.has(sheet.name.toLowerCase())) throw damaged(part, `two sheets are named ${sheet.name}`);
      takenNames.add(sheet.name.toLowerCase());
      sheets.push(sheet);
      if (sheets.length > workbook.limits.sheets) throw tooManySheets(workbook.limits.sheets);
    } else if (cursor.local === 'definedName') {
      const name = cursor.attribute('localSheetId') === null ? cursor.attribute('name') : null;
      const reference = cursor.readElementText();
      if (name !== null) names[name] = reference;
    }
  }
  return { sheets, names, date1904 };
}

function readSheetEntry(
  workbook: Package,
  cursor: XmlCursor,
  relationshipById: ReadonlyMap<string, Relationship>,
): SheetEntry {
  const name = cursor.attribute('name');
  const id = cursor.attributeIn('r', 'id');
  if (name === null || id === null) throw cursor.fault('a sheet without a name or relationship');
  const relationship = relationshipById.get(id);
  const part = relationship?.target == null ? null : workbook.nameOf(relationship.target);
  if (relationship === undefined || part === null) throw cursor.fault(`the part of sheet ${name} is missing`);
  const state = cursor.attribute('state');
  const visibility = state === 'hidden' || state === 'veryHidden' ? state : 'visible';
  return { name, sheetId: cursor.attribute('sheetId') ?? '', visibility, part, kind: relationship.kind };
}

export function isTrue(value: string | null): boolean {
  return value === '1' || value === 'true' || value === 'on';
}

function tooManySheets(most: number): FileFault {
  return new FileFault(
    'too-many-sheets',
    `The workbook has more than ${most} sheets, which is the most that is read. Move some of them to a workbook of their own.`,
  );
}

function notOoxml(workbook: Package): FileFault {
  const what =
    workbook.nameOf('mimetype') !== null && workbook.nameOf('content.xml') !== null
      ? 'an OpenDocument file'
      : 'a zip archive without a workbook in it';
  return new FileFault('not-a-workbook', `The file is ${what}. Open it in Excel or LibreOffice and save it as .xlsx.`);
}
