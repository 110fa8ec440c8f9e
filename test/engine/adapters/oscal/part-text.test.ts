import assert from 'node:assert/strict';
import type { Part } from '#engine/adapters/oscal/oscal-schema';
import { createTextLines, labelOf, writePart } from '#engine/adapters/oscal/part-text';
import { maxTextLength } from '#engine/contract/model/field';

function textOf(part: Omit<Part, 'name'>): string {
  const lines = createTextLines();
  writePart(lines, { name: 'statement', ...part }, (prose) => prose);
  return lines.finish().text;
}
const item = (label: string, prose?: string, ...parts: Part[]): Part => ({
  name: 'item',
  props: [{ name: 'label', value: label }],
  prose,
  parts,
});

describe('OSCAL prose', () => {
  it('[O6] items are bullets with their labels, three spaces a level', () => {
    assert.equal(
      textOf({
        prose: 'The organization:',
        parts: [item('a.', 'Plans:', item('1.', 'now;'), item('2.', 'later;')), item('b.', 'Acts.')],
      }),
      'The organization:\n\n* a. Plans:\n   * 1. now;\n   * 2. later;\n* b. Acts.',
    );
  });

  it('[O6] a part that only holds others adds no level, a title is bold', () => {
    const shell: Part = { name: 'item', parts: [item('a.', 'One.')] };
    assert.equal(textOf({ parts: [shell] }), '* a. One.');
    assert.equal(
      textOf({ title: 'Extra', parts: [{ name: 'item', title: 'Note', prose: 'Two.' }] }),
      '**Extra**\n\n* **Note** Two.',
    );
  });

  it('[O6] prose keeps its paragraphs and loses what the Markdown subset does not have', () => {
    assert.equal(textOf({ prose: 'One\nline.\n\n\nTwo *soft* **hard** \\*.' }), 'One line.\n\nTwo soft **hard** *.');
    assert.equal(
      textOf({ prose: 'See [AC-2](#ac-2) and [NIST](https://nist.gov).' }),
      'See AC-2 and [NIST](https://nist.gov).',
    );
  });

  it('[O4] the plain label goes before the padded ones', () => {
    const padded = { name: 'label', value: 'AC-02', class: 'zero-padded' };
    assert.equal(labelOf([padded, { name: 'label', value: 'AC-2' }]), 'AC-2');
    assert.equal(labelOf([padded, { name: 'label', value: 'two', class: 'alt' }]), 'two');
    assert.equal(labelOf([padded]), 'AC-02');
    assert.equal(labelOf([{ name: 'sort-id', value: 'x' }]), undefined);
  });

  it('[O9] a text stops at what a cell holds and says so', () => {
    const lines = createTextLines();
    for (let index = 0; index < 5; index += 1) lines.paragraph('x'.repeat(10_000));
    const { text, cut } = lines.finish();
    assert.deepEqual([text.length, text.endsWith(' …'), cut], [maxTextLength, true, true]);
  });
});
