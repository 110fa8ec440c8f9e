/**
 * The pane's page as a workbench loads it: the script that stands in for the host comes before office.js, and office.js
 * comes from this engine wherever the pane was built to load it from. Everything else is the page as Excel loads it.
 */
export function seamPage(html: string): string {
  const own = html.replace(
    /https:\/\/appsforoffice\.microsoft\.com\/lib\/1(?:\.1)?\/hosted\/office(?:\.debug)?\.js/gi,
    '/office-js/office.js',
  );
  const head = /<head(?:\s[^>]*)?>/i.exec(own);
  if (head === null) throw new Error('The pane has no head to put the seam into.'); // a bug: the page is our own
  const at = head.index + head[0].length;
  return `${own.slice(0, at)}<base href="/pane/"><script src="/workbench/seam.js"></script>${own.slice(at)}`;
}
