import type { ShownLink } from '../../../contract/model/shown-workbook.ts';
import type { Relationship } from '../package/relationships.ts';
import type { XmlCursor } from '../package/xml-cursor.ts';

/** A sheet's hyperlinks. Only web and mail addresses lead out; any other is left out. */
export function readLinks(cursor: XmlCursor, relationships: readonly Relationship[]): readonly ShownLink[] {
  const addressById = new Map(relationships.map(({ id, address }) => [id, address]));
  const links: ShownLink[] = [];
  while (cursor.next() !== 'end') {
    if (cursor.token !== 'open' || cursor.local !== 'hyperlink' || cursor.namespace !== 'main') continue;
    const id = cursor.attributeIn('r', 'id');
    const address = id === null ? null : (addressById.get(id) ?? null);
    const location = cursor.attribute('location') ?? '';
    const target = address !== null && /^(https?:|mailto:)/i.test(address) ? address : null;
    if (target === null && (address !== null || location === '')) continue;
    links.push({ range: cursor.attribute('ref') ?? '', target, location, tip: cursor.attribute('tooltip') ?? '' });
  }
  return links;
}
