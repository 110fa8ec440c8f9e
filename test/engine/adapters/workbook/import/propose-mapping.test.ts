import assert from 'node:assert/strict';
import { proposeMapping } from '#engine/adapters/workbook/import/propose-mapping';
import { gridOf, type Shown } from '#test/support/grids';

function propose(lines: readonly (readonly Shown[])[]) {
  return proposeMapping(gridOf({ List: lines }), 'Ours');
}

const long = 'The organization develops, documents and disseminates a policy that addresses purpose and scope';

describe('proposing a column mapping', () => {
  it('[T50] headers are known by their words, whatever their order and letter case', () => {
    const mapping = propose([
      ['Some standard'],
      ['DOMAIN', 'Control Title', 'control_id', 'Control Specification', 'Owner', 'Action', 'Score'],
      ['Access', 'Accounts', 'A-1', long, 'IT', 'Review accounts', 5],
    ]);
    assert.deepEqual(mapping, {
      name: 'Ours',
      sheet: 'List',
      headerRow: 2,
      columns: {
        controlId: 'control_id',
        controlTitle: 'Control Title',
        controlFamily: 'DOMAIN',
        controlDescription: 'Control Specification',
        actionTitle: 'Action',
        actionPoints: 'Score',
        actionOwner: 'Owner',
      },
      fillDown: false,
      defaultPoints: 9,
    });
  });

  it('[T50] text in parentheses does not count: a control (or enhancement) name is a title', () => {
    const mapping = propose([
      ['Control Identifier', 'Control (or Control Enhancement) Name', 'Control Text', 'Discussion'],
      ['AC-1', 'Policy', long, long],
    ]);
    assert.deepEqual(mapping?.columns, {
      controlId: 'Control Identifier',
      controlTitle: 'Control (or Control Enhancement) Name',
      controlDescription: 'Control Text',
      actionDescription: 'Discussion',
    });
  });

  it('[T50] the sheet that is most like a list of controls is taken, never a hidden one', () => {
    const list = [
      ['Control ID', 'Title'],
      ['A-1', 'One'],
    ];
    const grid = gridOf({
      'Read me': [
        ['Title', 'Text'],
        ['About', 'This file'],
      ],
      List: list,
      Secret: list,
    });
    assert.equal(proposeMapping(grid, 'x')?.sheet, 'List');
    const hidden = { ...grid, sheets: grid.sheets.map((sheet) => ({ ...sheet, visible: sheet.name !== 'List' })) };
    assert.equal(proposeMapping(hidden, 'x')?.sheet, 'Secret');
  });

  it('[T72] the sheet of findings in a marked copy is no list of controls', () => {
    const list = [
      ['Control ID', 'Title'],
      ['A-1', 'One'],
    ];
    assert.equal(proposeMapping(gridOf({ 'Import errors': list }), 'x'), null);
    assert.equal(proposeMapping(gridOf({ Errors: list }), 'x')?.sheet, 'Errors');
  });

  it('[T50] rows are filled down where families or ids are missing', () => {
    const headers = ['Family', 'Control ID', 'Title'];
    assert.equal(propose([headers, ['F', 'A-1', 'One'], ['F', 'A-2', 'Two']])?.fillDown, false);
    assert.equal(propose([headers, ['F', 'A-1', 'One'], [null, 'A-2', 'Two']])?.fillDown, true);
  });

  it('[T51] columns without telling headers are known by their look', () => {
    const rows = Array.from({ length: 9 }, (_, index) => [
      index < 4 ? 'Access' : 'Logging',
      `5.${index + 1}`,
      `Requirement number ${index}`,
      `${long} ${index}`,
    ]);
    assert.deepEqual(propose([['Eins', 'Zwei', 'Drei', 'Vier'], ...rows])?.columns, {
      controlId: 'Zwei',
      controlTitle: 'Drei',
      controlFamily: 'Eins',
      controlDescription: 'Vier',
    });
  });

  it('[T51] a column whose cells begin with ids gives id and title', () => {
    const mapping = propose([
      ['Category', 'Subcategory'],
      ['Context', 'GV.OC-01: The mission is understood'],
      ['Context', 'GV.OC-02: Stakeholders are understood'],
    ]);
    assert.deepEqual([mapping?.columns.controlId, mapping?.columns.controlTitle], ['Subcategory', 'Subcategory']);
  });

  it('[T51] without a column of ids nothing is proposed', () => {
    assert.equal(
      propose([
        ['Name', 'Colour'],
        ['Apple', 'red'],
        ['Pear', 'green'],
      ]),
      null,
    );
    assert.equal(propose([]), null);
    assert.equal(propose([['Control ID', 'Title']]), null);
  });
});
