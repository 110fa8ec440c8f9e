import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { FileFault } from '#engine/adapters/workbook/package/file-fault';
import { XmlCursor } from '#engine/adapters/workbook/package/xml-cursor';
import { richAssessmentParts } from '#test/support/corpus/rich-assessment';

/** What both parsers say of a document: names opened and closed, attributes, texts joined; null when refused. */
function byCursor(xml: string): readonly string[] | null {
  const said: string[] = [];
  try {
    const cursor = new XmlCursor(xml, 'part');
    let covered = xml.startsWith('\uFEFF') ? 1 : 0;
    while (cursor.next() !== 'end') {
      assert.ok(cursor.start >= covered && cursor.end >= cursor.start, 'tokens follow one another');
      covered = cursor.end;
      if (cursor.token === 'text') say(said, cursor.text());
      else said.push(`${cursor.token} ${cursor.prefix}|${cursor.local}`);
      if (cursor.token === 'open')
        for (const name of ['a', 'b', 'r']) said.push(`${name}=${cursor.attribute(name) ?? ''}`);
    }
    return said;
  } catch (fault) {
    if (fault instanceof FileFault) return null;
    throw fault;
  }
}

function bySaxes(xml: string): readonly string[] | null {
  const said: string[] = [];
  const parser = new SaxesParser({ xmlns: true });
  let failed = false;
  parser.on('error', () => {
    failed = true;
  });
  parser.on('opentag', (tag) => {
    said.push(`open ${tag.prefix}|${tag.local}`);
    for (const name of ['a', 'b', 'r']) said.push(`${name}=${tag.attributes[name]?.value ?? ''}`);
  });
  parser.on('closetag', (tag) => said.push(`close ${tag.prefix}|${tag.local}`));
  parser.on('text', (text) => {
    if (said.length > 0 && said.at(-1) !== rootClosed(said)) say(said, text);
  });
  parser.on('cdata', (text) => say(said, text));
  parser.write(xml).close();
  return failed ? null : said;
}

/** Text after the root is white space, which neither side counts. */
function rootClosed(said: readonly string[]): string | null {
  const opened = said.filter((line) => line.startsWith('open ')).length;
  const closed = said.filter((line) => line.startsWith('close ')).length;
  return opened === closed ? (said.at(-1) ?? null) : null;
}

function say(said: string[], text: string): void {
  if (text === '') return;
  const last = said.at(-1);
  if (last?.startsWith('text ') === true) said[said.length - 1] = last + text;
  else said.push(`text ${text}`);
}

describe('XmlCursor', () => {
  it('[W46] it says of every part of a rich workbook what a strict parser says', () => {
    let compared = 0;
    for (const { name, content } of richAssessmentParts()) {
      if (typeof content !== 'string') continue;
      assert.deepEqual(byCursor(content), bySaxes(content), name);
      compared += 1;
    }
    assert.ok(compared > 40);
  });

  it('[W46] whatever is put together from markup, it accepts nothing that a strict parser refuses', () => {
    const piece = fc.constantFrom(
      ...[
        '<a>',
        '</a>',
        '<b a="1">',
        '</b>',
        '<a/>',
        "<b r='x&amp;'/>",
        '<p:a xmlns:p="urn:p">',
        '</p:a>',
        '<p:b/>',
        'text',
        '&lt;',
        '&#65;',
        '&#x41;',
      ],
      ...[
        '<!-- c -->',
        '<![CDATA[x<]]>',
        '<?pi x?>',
        ' ',
        '\r\n',
        '<a b="1" b="2">',
        '&no;',
        '<',
        '<a',
        '/>',
        '<a b=1>',
        '</a >',
        '<a xmlns="urn:d">',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const xml = `<a>${pieces.join('')}</a>`;
        const mine = byCursor(xml);
        if (mine !== null) assert.deepEqual(mine, bySaxes(xml));
        else assert.equal(bySaxes(xml), null);
      }),
      { numRuns: 3_000 },
    );
  });
});
