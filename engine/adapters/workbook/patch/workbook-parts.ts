import { damaged } from '../package/file-fault.ts';
import { relationshipsPart } from '../package/relationships.ts';
import { partOfKind } from '../package/workbook-structure.ts';
import { XmlCursor } from '../package/xml-cursor.ts';
import { updateCalcChain } from './calc-chain.ts';
import { changePart, type PatchSession } from './patch-session.ts';
import type { Splice } from './text-splice.ts';

/** Puts added date styles into the styles part. */
export function addStyles(session: PatchSession): void {
  const part = partOfKind(session.workbook, session.structure.relationships, 'styles');
  if (part !== null) changePart(session, part, session.addedStyles());
}

/** Keeps the calculation chain in step; gives the name of the part to drop when nothing is left of it. */
export function keepCalcChain(session: PatchSession): string | null {
  const { workbook, structure, lostFormulas, gainedFormulas } = session;
  if (lostFormulas.length + gainedFormulas.length === 0) return null;
  const part = partOfKind(workbook, structure.relationships, 'calcChain');
  if (part === null) return null;
  const before = workbook.readText(part);
  const text = updateCalcChain(before.text, part, lostFormulas, gainedFormulas);
  if (text !== null) {
    session.changed.set(part, { ...before, text });
    return null;
  }
  dropRelationship(session);
  dropOverride(session, part);
  return part;
}

function dropRelationship(session: PatchSession): void {
  const part = session.workbook.nameOf(relationshipsPart(session.structure.part));
  const id = session.structure.relationships.find((relationship) => relationship.kind === 'calcChain')?.id;
  if (part === null) throw damaged('the package', 'the relationships of its workbook are missing');
  dropElements(session, part, 'Relationship', (cursor) => cursor.attribute('Id') === id);
}

function dropOverride(session: PatchSession, dropped: string): void {
  const name = `/${dropped}`.toLowerCase();
  const matches = (cursor: XmlCursor): boolean => cursor.attribute('PartName')?.toLowerCase() === name;
  dropElements(session, '[Content_Types].xml', 'Override', matches);
}

function dropElements(
  session: PatchSession,
  part: string,
  local: string,
  matches: (cursor: XmlCursor) => boolean,
): void {
  const cursor = new XmlCursor(session.workbook.readText(part).text, part);
  const splices: Splice[] = [];
  while (cursor.next() !== 'end') {
    if (cursor.token !== 'open' || cursor.local !== local || !matches(cursor)) continue;
    const { start } = cursor;
    cursor.skip();
    splices.push({ start, end: cursor.end, text: '' });
  }
  changePart(session, session.workbook.nameOf(part) ?? part, splices);
}

/** Elements of the workbook part that stand before calcPr, in the order of the schema. */
const beforeCalcPr: ReadonlySet<string> = new Set([
  'fileVersion',
  'fileSharing',
  'workbookPr',
  'workbookProtection',
  'bookViews',
  'sheets',
  'functionGroups',
  'externalReferences',
  'definedNames',
]);

/** Asks Excel to compute every formula when it opens the workbook (it will then ask to save on closing). */
export function setFullCalcOnLoad(session: PatchSession): void {
  const { part } = session.structure;
  const cursor = new XmlCursor(session.workbook.readText(part).text, part);
  let prefix = '';
  let insertAt = 0;
  while (cursor.next() !== 'end') {
    if (cursor.depth === 1 && cursor.token === 'open') {
      prefix = cursor.prefix === '' ? '' : `${cursor.prefix}:`;
      insertAt = cursor.end;
    }
    if (cursor.depth !== 2 || cursor.namespace !== 'main') continue;
    if (cursor.token === 'open' && cursor.local === 'calcPr') {
      const span = cursor.attributeSpan('fullCalcOnLoad');
      const at = cursor.end - (cursor.selfClosing ? 2 : 1);
      const splice =
        span === null
          ? { start: at, end: at, text: ' fullCalcOnLoad="1"' }
          : { start: span.valueStart, end: span.valueEnd, text: '1' };
      changePart(session, part, [splice]);
      return;
    }
    if (cursor.token === 'close' && beforeCalcPr.has(cursor.local)) insertAt = cursor.end;
  }
  changePart(session, part, [{ start: insertAt, end: insertAt, text: `<${prefix}calcPr fullCalcOnLoad="1"/>` }]);
}
