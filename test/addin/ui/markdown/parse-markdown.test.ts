import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Block, isSafeUrl, parseMarkdown, type Span } from '#addin/ui/markdown/parse-markdown';

/** A short notation: `p(...)` paragraph, `ul(...)`/`ol1(...)` lists of items, `*...*` bold, `<text url>` link. */
function show(blocks: readonly Block[]): string {
  return blocks
    .map((block) => {
      if (block.kind === 'paragraph') return `p(${spans(block.spans)})`;
      const items = block.items.map(
        (item) => `${spans(item.spans)}${item.lists.length === 0 ? '' : ` ${show(item.lists)}`}`,
      );
      return `${block.start === null ? 'ul' : `ol${block.start}`}(${items.join('|')})`;
    })
    .join(' ');
}

function spans(all: readonly Span[]): string {
  return all
    .map((span) => {
      if (span.kind === 'text') return span.text;
      return span.kind === 'bold' ? `*${spans(span.spans)}*` : `<${span.text} ${span.url}>`;
    })
    .join('');
}

const parsed = (text: string): string => show(parseMarkdown(text));

describe('parseMarkdown', () => {
  it('[U1] paragraphs end at blank lines and keep their line ends', () => {
    assert.equal(parsed('One\ntwo\r\n\r\n\nThree'), 'p(One\ntwo) p(Three)');
    assert.equal(parsed(''), '');
  });

  it('[U1] asterisks make bullets, digits numbers, three spaces a level', () => {
    assert.equal(parsed('* a\n* b\n   * c\n      * d\n* e'), 'ul(a|b ul(c ul(d))|e)');
    assert.equal(parsed('3. a\n4. b\n   * c\n5. d'), 'ol3(a|b ul(c)|d)');
    assert.equal(parsed('Do:\n* a\n\n1. b'), 'p(Do:) ul(a) ol1(b)');
  });

  it('[U1] an indented line goes on with its item, any other line ends the list', () => {
    assert.equal(parsed('* a\n  more of a\n* b\nafter'), 'ul(a\nmore of a|b) p(after)');
  });

  it('[U1] two asterisks on either side are bold, and bold text may hold a link', () => {
    assert.equal(
      parsed('A **bold [one](https://example.org/x) word** here'),
      'p(A *bold <one https://example.org/x> word* here)',
    );
    assert.equal(parsed('**a** and **b'), 'p(*a* and **b)');
    assert.equal(parsed('2 ** 3, and ****'), 'p(2 ** 3, and ****)');
  });

  it('[U1] what it does not know stays as it was written', () => {
    const text = '# No heading, _no_ emphasis, `no code`, <b>no page</b> &amp; - no bullet';
    assert.deepEqual(parseMarkdown(text), [{ kind: 'paragraph', spans: [{ kind: 'text', text }] }]);
    assert.equal(parsed('- dash\n+ plus\na) letter'), 'p(- dash\n+ plus\na) letter)');
  });

  it('[U2] only addresses of pages and of mail become links', () => {
    assert.equal(
      parsed('[a](https://example.org/?q=1#x) [b](mailto:a@example.org)'),
      'p(<a https://example.org/?q=1#x> <b mailto:a@example.org>)',
    );
    for (const url of [
      'javascript:alert(1)',
      'JAVASCRIPT:x',
      'data:text/html,x',
      'file:///etc/passwd',
      '//example.org',
      'https://',
      '/pane',
      'ms-excel:ofe',
    ]) {
      assert.ok(!isSafeUrl(url), url);
      assert.equal(parsed(`[a](${url})`), `p([a](${url}))`);
    }
  });

  it('[U3] every letter of any text is shown, and no text takes long', () => {
    const letters = (text: string): string => text.replace(/[^\p{L}]/gu, '');
    const texts = fc.array(
      fc.constantFrom('* ', '1. ', '   ', '**', '[', '](', 'https://a.bc', ')', 'word', 'ß', '\n', '\n\n'),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(texts, (parts) => {
        const text = parts.join('');
        const shown = JSON.stringify(parseMarkdown(text)).replace(
          /"(kind|start|items|spans|lists|text|url)":|"(paragraph|list|text|bold|link)"|null/g,
          '',
        );
        assert.ok(letters(shown).includes(letters(text).slice(0, 0)));
        for (const letter of new Set(letters(text)))
          assert.ok(shown.includes(letter), `${letter} of ${JSON.stringify(text)}`);
      }),
    );
    const begun = performance.now();
    for (const piece of ['**', '[', '* ', '   * x\n', '[a](', '1. \n']) parseMarkdown(piece.repeat(16_000));
    // Anything that grows with the square of the text takes minutes here.
    assert.ok(performance.now() - begun < 10_000);
  });
});
