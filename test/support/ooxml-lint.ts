import { defaultLimits } from '#engine/adapters/workbook/package/limits';
import { openPackage, type Package } from '#engine/adapters/workbook/package/open-package';
import { preflight } from '#engine/adapters/workbook/package/preflight';
import { readRelationships, relationshipsPart } from '#engine/adapters/workbook/package/relationships';
import {
  partOfKind,
  readStructure,
  type WorkbookStructure,
} from '#engine/adapters/workbook/package/workbook-structure';
import { XmlCursor } from '#engine/adapters/workbook/package/xml-cursor';
import { readContext } from '#engine/adapters/workbook/read/read-workbook';
import { lintSheet, type StyleCounts } from '#test/support/lint-sheet';

/**
 * What Excel would stumble over in a workbook's structure, as sentences beginning with the part; empty when clean.
 * Relationships resolve, content types cover, elements stand in schema order, indexes stay in range, tables fit their
 * headers, the calculation chain names formulas.
 */
export function lintWorkbook(bytes: Uint8Array): readonly string[] {
  const checked = preflight(bytes);
  if (!checked.ok) return [`${checked.error.code}: ${checked.error.message}`];
  const workbook = openPackage(bytes, defaultLimits);
  const structure = readStructure(workbook);
  const counts = countStyles(workbook, structure);
  const shared = readContext(workbook, structure).sharedStrings.length;
  const tables = new Map<string, string>();
  const formulas = new Set<string>();
  const findings: string[] = [];
  for (const sheet of structure.sheets) {
    if (sheet.kind !== 'worksheet') continue;
    findings.push(...lintSheet(workbook, sheet, { styles: counts, sharedStrings: shared, tables, formulas }));
  }
  return [
    ...lintContentTypes(workbook),
    ...lintRelationships(workbook),
    ...lintOrder(workbook, structure.part, workbookOrder),
    ...lintSheetNames(structure),
    ...lintStyles(workbook, structure),
    ...findings,
    ...lintCalcChain(workbook, structure, formulas),
  ];
}

const workbookOrder = [
  'fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences',
  'definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing',
  'fileRecoveryPr webPublishObjects extLst',
].join(' ');
const stylesOrder = 'numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst';

/** Children of a part's root in the order the schema gives; unknown ones of the main namespace are findings too. */
export function lintOrder(workbook: Package, part: string, order: string): readonly string[] {
  const positions = new Map(order.split(' ').map((name, index) => [name, index]));
  const findings: string[] = [];
  let last = -1;
  for (const cursor = cursorOf(workbook, part); cursor.next() !== 'end'; ) {
    if (cursor.token !== 'open' || cursor.depth !== 2 || cursor.namespace !== 'main') continue;
    const position = positions.get(cursor.local);
    if (position === undefined) findings.push(`${part}: <${cursor.local}> is unknown here`);
    else if (position < last) findings.push(`${part}: <${cursor.local}> is out of order`);
    else last = position;
  }
  return findings;
}

export function cursorOf(workbook: Package, part: string): XmlCursor {
  return new XmlCursor(workbook.readText(part).text, part);
}

function lintContentTypes(workbook: Package): readonly string[] {
  const part = '[Content_Types].xml';
  if (workbook.nameOf(part) === null) return [`${part}: missing`];
  const extensions = new Set<string>();
  const overrides = new Set<string>();
  const findings: string[] = [];
  for (const cursor = cursorOf(workbook, part); cursor.next() !== 'end'; ) {
    if (cursor.token !== 'open') continue;
    if (cursor.local === 'Default') extensions.add((cursor.attribute('Extension') ?? '').toLowerCase());
    if (cursor.local !== 'Override') continue;
    const name = (cursor.attribute('PartName') ?? '').slice(1);
    if (workbook.nameOf(name) === null) findings.push(`${part}: names the missing part ${name}`);
    if (overrides.has(name.toLowerCase())) findings.push(`${part}: names ${name} twice`);
    overrides.add(name.toLowerCase());
  }
  for (const { name } of workbook.zip.entries) {
    const known =
      overrides.has(name.toLowerCase()) || extensions.has(name.slice(name.lastIndexOf('.') + 1).toLowerCase());
    if (!known && name !== part && !name.endsWith('/')) findings.push(`${part}: does not cover ${name}`);
  }
  return findings;
}

function lintRelationships(workbook: Package): readonly string[] {
  const findings: string[] = [];
  for (const { name } of workbook.zip.entries) {
    const path = /^(.*?)_rels\/([^/]*)\.rels$/.exec(name);
    if (path !== null) {
      const source = `${path[1] ?? ''}${path[2] ?? ''}`;
      if (source !== '' && workbook.nameOf(source) === null) findings.push(`${name}: its part ${source} is missing`);
      const ids = new Set<string>();
      for (const { id, target } of readRelationships(workbook, source)) {
        if (ids.has(id)) findings.push(`${name}: gives ${id} twice`);
        ids.add(id);
        const bare = target?.split('#')[0] ?? null;
        if (bare !== null && bare !== '' && workbook.nameOf(bare) === null)
          findings.push(`${name}: ${id} leads to missing ${bare}`);
      }
    } else if (name.endsWith('.xml') && name !== '[Content_Types].xml') {
      findings.push(...lintUsedIds(workbook, name));
    }
  }
  return findings;
}

/** Every r:id, r:embed ... of a part is a relationship of that part. */
function lintUsedIds(workbook: Package, part: string): readonly string[] {
  const findings: string[] = [];
  const ids = new Set(
    workbook.nameOf(relationshipsPart(part)) === null ? [] : readRelationships(workbook, part).map(({ id }) => id),
  );
  for (const cursor = cursorOf(workbook, part); cursor.next() !== 'end'; ) {
    if (cursor.token !== 'open') continue;
    for (const local of ['id', 'embed', 'link', 'pict']) {
      const id = cursor.attributeIn('r', local);
      if (id !== null && id !== '' && !ids.has(id))
        findings.push(`${part}: uses ${id}, which is no relationship of it`);
    }
  }
  return findings;
}

function lintSheetNames(structure: WorkbookStructure): readonly string[] {
  const findings: string[] = [];
  const ids = new Set<string>();
  for (const { name, sheetId, part } of structure.sheets) {
    if (name.length > 31 || name === '' || /[[\]:*?/\\]|^'|'$/.test(name))
      findings.push(`${part}: bad sheet name ${name}`);
    if (ids.has(sheetId)) findings.push(`${part}: sheetId ${sheetId} is taken`);
    ids.add(sheetId);
  }
  if (!structure.sheets.some((sheet) => sheet.visibility === 'visible')) findings.push('no sheet is visible');
  return findings;
}

function countStyles(workbook: Package, structure: WorkbookStructure): StyleCounts {
  const count: Record<string, number> = { fonts: 0, fills: 0, borders: 0, cellStyleXfs: 0, cellXfs: 0, dxfs: 0 };
  const part = partOfKind(workbook, structure.relationships, 'styles');
  if (part !== null) {
    let group = '';
    for (const cursor = cursorOf(workbook, part); cursor.next() !== 'end'; ) {
      if (cursor.token !== 'open' || cursor.namespace !== 'main') continue;
      if (cursor.depth === 2) group = cursor.local;
      else if (cursor.depth === 3 && count[group] !== undefined) count[group] = (count[group] ?? 0) + 1;
    }
  }
  return { cellFormats: count['cellXfs'] ?? 0, differential: count['dxfs'] ?? 0, all: count };
}

function lintStyles(workbook: Package, structure: WorkbookStructure): readonly string[] {
  const part = partOfKind(workbook, structure.relationships, 'styles');
  if (part === null) return [];
  const { all } = countStyles(workbook, structure);
  const findings = [...lintOrder(workbook, part, stylesOrder)];
  for (const cursor = cursorOf(workbook, part); cursor.next() !== 'end'; ) {
    if (cursor.token !== 'open' || cursor.namespace !== 'main') continue;
    const stated = cursor.depth === 2 ? cursor.attribute('count') : null;
    const counted = all[cursor.local];
    if (stated !== null && counted !== undefined && Number(stated) !== counted) {
      findings.push(`${part}: ${cursor.local} says ${stated}, has ${counted}`);
    }
    if (cursor.local !== 'xf') continue;
    for (const [attribute, group] of [
      ['fontId', 'fonts'],
      ['fillId', 'fills'],
      ['borderId', 'borders'],
      ['xfId', 'cellStyleXfs'],
    ] as const) {
      const index = Number(cursor.attribute(attribute) ?? 0);
      const most = all[group] ?? 0;
      if (index >= most && (index > 0 || group !== 'cellStyleXfs'))
        findings.push(`${part}: ${attribute} ${index} of ${most}`);
    }
  }
  return findings;
}

function lintCalcChain(
  workbook: Package,
  structure: WorkbookStructure,
  formulas: ReadonlySet<string>,
): readonly string[] {
  const part = partOfKind(workbook, structure.relationships, 'calcChain');
  if (part === null) return [];
  const findings: string[] = [];
  let sheetId = '';
  let links = 0;
  for (const cursor = cursorOf(workbook, part); cursor.next() !== 'end'; ) {
    if (cursor.token !== 'open' || cursor.local !== 'c') continue;
    links += 1;
    sheetId = cursor.attribute('i') ?? sheetId;
    const name = `${sheetId}!${cursor.attribute('r') ?? ''}`;
    if (!formulas.has(name)) findings.push(`${part}: ${name} holds no formula`);
  }
  return links === 0 ? [`${part}: is empty`] : findings;
}
