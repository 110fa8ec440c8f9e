import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type CrosswalkRow, createCrosswalk, type Relation, relations } from '#engine/domain/crosswalk/crosswalk';

/** `row('CSF PR.AC-1', 'ISO A.9', 'mapped')`: certification, then id. */
function row(from: string, to: string, relation: Relation, source = 'Table'): CrosswalkRow {
  return { from: nameOf(from), to: nameOf(to), relation, source };
}

function nameOf(text: string) {
  const [certification = '', control = ''] = text.split(' ');
  return { certification, control };
}

const shown = (rows: readonly CrosswalkRow[], name: string) =>
  createCrosswalk(rows)
    .of(nameOf(name))
    .map(({ certification, control, relation }) => [`${certification} ${control}`, relation]);

describe('crosswalks', () => {
  it('[T121] propose in both directions, whatever the letter case of the certification', () => {
    const rows = [row('CSF PR.AC-1', 'ISO A.9', 'informative reference')];
    assert.deepEqual(shown(rows, 'csf PR.AC-1'), [['ISO A.9', 'informative reference']]);
    assert.deepEqual(shown(rows, 'ISO A.9'), [['CSF PR.AC-1', 'informative reference']]);
    assert.deepEqual(shown(rows, 'ISO A.10'), []);
  });

  it('[T121] of several relations the weakest is shown, with all sources', () => {
    const rows = [
      row('A 1', 'B 1', 'mapped', 'One'),
      row('B 1', 'A 1', 'derived, partial', 'Two'),
      row('A 1', 'B 1', 'partial', 'One'),
    ];
    const [proposal] = createCrosswalk(rows).of(nameOf('A 1'));
    assert.deepEqual([proposal?.relation, proposal?.sources], ['derived, partial', ['One', 'Two']]);
  });

  it('[T121] go through the same control once, with the weaker relation of the way, and through nothing else', () => {
    const rows = [
      row('FedRAMP AC-2', 'NIST AC-2', 'same control'),
      row('NIST AC-2', 'ISO A.9', 'partial'),
      row('ISO A.9', 'CSF PR.AC-1', 'mapped'),
      row('Copy AC-2', 'FedRAMP AC-2', 'same control'),
    ];
    assert.deepEqual(shown(rows, 'FedRAMP AC-2'), [
      ['NIST AC-2', 'same control'],
      ['Copy AC-2', 'same control'],
      ['ISO A.9', 'partial'],
    ]);
    assert.deepEqual(shown(rows, 'Copy AC-2'), [
      ['FedRAMP AC-2', 'same control'],
      ['NIST AC-2', 'same control'],
    ]);
    assert.deepEqual(shown(rows, 'CSF PR.AC-1'), [['ISO A.9', 'mapped']]);
  });

  it('[T121] whatever the order of the rows, the relations are the same', () => {
    const name = fc.constantFrom('A 1', 'A 2', 'B 1', 'B 2', 'C 1');
    const rows = fc.array(
      fc.tuple(name, name, fc.constantFrom(...relations)).map((one) => row(...one)),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(rows, name, (drawn, of) => {
        assert.deepEqual(shown(drawn.toReversed(), of).sort(), shown(drawn, of).sort());
      }),
    );
  });
});
