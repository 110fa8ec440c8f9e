/** Namespaces under one short name each, so that transitional and strict files read alike. Others keep their URI. */
export function shortNamespace(uri: string): string {
  return shortByUri.get(uri) ?? uri;
}

const shortByUri: ReadonlyMap<string, string> = new Map([
  ['http://schemas.openxmlformats.org/spreadsheetml/2006/main', 'main'],
  ['http://purl.oclc.org/ooxml/spreadsheetml/main', 'main'],
  ['http://schemas.openxmlformats.org/officeDocument/2006/relationships', 'r'],
  ['http://purl.oclc.org/ooxml/officeDocument/relationships', 'r'],
  ['http://schemas.openxmlformats.org/package/2006/relationships', 'rels'],
  ['http://schemas.openxmlformats.org/package/2006/content-types', 'types'],
  ['http://schemas.openxmlformats.org/package/2006/metadata/core-properties', 'core'],
  ['http://purl.org/dc/terms/', 'dcterms'],
  ['http://schemas.microsoft.com/office/spreadsheetml/2009/9/main', 'x14'],
  ['http://schemas.microsoft.com/office/excel/2006/main', 'xm'],
  ['http://www.w3.org/XML/1998/namespace', 'xml'],
]);
