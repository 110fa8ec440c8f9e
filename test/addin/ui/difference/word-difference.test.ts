import assert from 'node:assert/strict';
import fc from 'fast-check';
import { wordDifference } from '#addin/ui/difference/word-difference';

const show = (before: string, after: string): string =>
  wordDifference(before, after)
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'added' ? `+[${text}]` : `-[${text}]`))
    .join('');

describe('wordDifference', () => {
  it('[U4] shows which words were taken away and which were put there', () => {
    assert.equal(
      show('closed within ten days.', 'closed within five working days.'),
      'closed within -[ten]+[five working] days.',
    );
    assert.equal(show('a b c', 'a c'), 'a -[b ]c');
    assert.equal(show('', 'new'), '+[new]');
    assert.equal(show('same', 'same'), 'same');
    assert.equal(show('Prüfung läuft', 'Prüfungen laufen'), '-[Prüfung]+[Prüfungen] -[läuft]+[laufen]');
  });

  it('[U4] both texts can be had back, letter by letter', () => {
    const text = fc
      .array(fc.constantFrom('one', 'two', 'drei', ' ', '\n', '.', '“', '👍'), { maxLength: 40 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const runs = wordDifference(before, after);
        const without = (kind: string): string =>
          runs
            .filter((run) => run.kind !== kind)
            .map((run) => run.text)
            .join('');
        assert.equal(without('added'), before);
        assert.equal(without('removed'), after);
      }),
    );
  });

  it('[U4] texts of many thousand different words are compared as wholes', () => {
    const many = (word: string): string => Array.from({ length: 5_000 }, (_, index) => `${word}${index}`).join(' ');
    assert.equal(wordDifference(many('a'), many('b')).length, 2);
  });
});
