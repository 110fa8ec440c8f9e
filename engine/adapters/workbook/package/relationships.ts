import { damaged } from './file-fault.ts';
import type { Package } from './open-package.ts';
import { XmlCursor } from './xml-cursor.ts';

export type Relationship = {
  readonly id: string;
  /** Last segment of the type's URI, e.g. `worksheet`: the same in transitional and strict files. */
  readonly kind: string;
  /** Part name without leading slash; null for an external target, which is never followed. */
  readonly target: string | null;
  /** The target as it is written: where an external one leads, for showing it alone. */
  readonly address: string;
};

/** Relationships of a part, or of the package for `''`; empty when the part has none. Throws FileFault. */
export function readRelationships(workbook: Package, source: string): readonly Relationship[] {
  const part = workbook.nameOf(relationshipsPart(source));
  if (part === null) return [];
  const cursor = new XmlCursor(workbook.readText(part).text, part);
  const found: Relationship[] = [];
  while (cursor.next() !== 'end') {
    if (cursor.token !== 'open' || cursor.local !== 'Relationship' || cursor.namespace !== 'rels') continue;
    const id = cursor.attribute('Id');
    const type = cursor.attribute('Type');
    const target = cursor.attribute('Target');
    if (id === null || type === null || target === null) throw damaged(part, 'a relationship is incomplete');
    const external = cursor.attribute('TargetMode') === 'External';
    found.push({
      id,
      kind: type.slice(type.lastIndexOf('/') + 1),
      target: external ? null : resolveTarget(source, target),
      address: target,
    });
  }
  return found;
}

export function relationshipsPart(source: string): string {
  const slash = source.lastIndexOf('/');
  return `${source.slice(0, slash + 1)}_rels/${source.slice(slash + 1)}.rels`;
}

/** A target relative to its source part, absolute with a leading slash, percent-escapes undone. */
function resolveTarget(source: string, target: string): string {
  const path = decodePath(target).replaceAll('\\', '/');
  const base = path.startsWith('/') ? [] : source.split('/').slice(0, -1);
  const segments = [...base];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return segments.join('/');
}

function decodePath(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    // A stray % belongs to the name then; a wrong name shows as a missing part.
    return path;
  }
}
