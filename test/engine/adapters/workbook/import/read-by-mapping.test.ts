import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { proposeMapping } from '#engine/adapters/workbook/import/propose-mapping';
import { readByMapping } from '#engine/adapters/workbook/import/read-by-mapping';
import { readTemplateFile } from '#engine/adapters/workbook/import/read-template-file';
import type { ColumnMapping, ReadTemplate } from '#engine/app/ports';
import { planImport } from '#engine/domain/templates/plan-import';
import { gridOf, type Shown } from '#test/support/grids';
import { asNew, countingIds, emptyLibrary } from '#test/support/template-builders';

const plain: ColumnMapping = {
  name: 'Test',
  sheet: 'List',
  headerRow: 1,
  columns: { controlId: 'Id', controlTitle: 'Title', controlDescription: 'Text', controlFamily: 'Family' },
  fillDown: true,
  defaultPoints: 7,
};
const headers = ['Family', 'Id', 'Title', 'Text'];

function read(
  rows: readonly (readonly Shown[])[],
  changes: Partial<ColumnMapping> = {},
  first: readonly Shown[] = headers,
): ReadTemplate {
  return readByMapping(gridOf({ List: [first, ...rows] }), { ...plain, ...changes });
}

function rulesOf({ findings }: ReadTemplate): readonly string[] {
  return findings.map(({ rule }) => rule);
}

describe('reading by a column mapping', () => {
  it('[T53] rows without an id, or with the same id, continue the control above', () => {
    const { content } = read([
      ['F', 'A-1', 'One', 'First'],
      ['', '', '', 'second'],
      ['', 'A-1', '', 'third'],
      ['F', 'A-2', 'Two', ''],
    ]);
    assert.deepEqual(
      content.controls.map(({ id, description }) => [id, description]),
      [
        ['A-1', 'First\nsecond\nthird'],
        ['A-2', 'Two'],
      ],
    );
  });

  it('[T53] ids that go on from the control’s, without a title of their own, are labels of its text', () => {
    const { content } = read([
      ['F', 'A-1', 'One', 'Determine if:'],
      ['', 'A-1a.', '', 'it is done'],
      ['', 'A-1b.', '', 'it is kept'],
      ['', 'A-12', 'Twelve', 'Other'],
    ]);
    assert.deepEqual(
      content.controls.map(({ id, description }) => [id, description]),
      [
        ['A-1', 'Determine if:\nA-1a. it is done\nA-1b. it is kept'],
        ['A-12', 'Other'],
      ],
    );
  });

  it('[T53] joined text longer than a cell can hold is cut, with a warning', () => {
    const rows = Array.from({ length: 40 }, () => ['', '', '', 'x'.repeat(1_000)]);
    const result = read([['F', 'A-1', 'One', 'First'], ...rows]);
    assert.equal(result.content.controls[0]?.description.length, 32_767);
    assert.deepEqual(rulesOf(result), ['text-cut']);
  });

  it('[T54] an empty or merged family is that of the row above', () => {
    const { content } = read([
      ['F', 'A-1', 'One', ''],
      ['', 'A-2', 'Two', ''],
      ['G', 'A-3', 'Three', ''],
    ]);
    assert.deepEqual(
      content.controls.map(({ family }) => family),
      ['F', 'F', 'G'],
    );
  });

  it('[T54] a row between that only names a family is no control, in its own column or across the row', () => {
    const { content } = read([
      [
        'Access: all about access to systems and to the rooms in which the systems of the organization stand',
        '',
        '',
        '',
      ],
      ['', 'A-1', 'One', ''],
      ['', 'Logging', '', ''],
      ['', 'A-2', 'Two', ''],
    ]);
    assert.deepEqual(
      content.controls.map(({ id, family }) => [id, family]),
      [
        ['A-1', 'Access'],
        ['A-2', 'Logging'],
      ],
    );
  });

  it('[T54] without filling down every row stands for itself', () => {
    const { content } = read(
      [
        ['F', 'A-1', 'One', ''],
        ['', 'A-2', 'Two', ''],
        ['', '', 'Three', ''],
      ],
      { fillDown: false },
    );
    assert.deepEqual(
      content.controls.map(({ id, family }) => [id, family]),
      [
        ['A-1', 'F'],
        ['A-2', 'A'],
        ['', ''],
      ],
    );
  });

  it('[T55] each control gets an action of its own with its text and the default points', () => {
    const { content } = read([['F', 'A-1', 'One', 'Do this']]);
    assert.deepEqual(content.controls[0]?.actions, [{ title: 'A-1 One', description: null }]);
    const [action] = content.actions;
    assert.deepEqual(
      [action?.title, action?.points, action?.descriptions],
      ['A-1 One', 7, [{ title: 'Description', text: 'Do this' }]],
    );
  });

  it('[T55] guidance of a further column stands beside the control’s text', () => {
    const { content } = read(
      [['F', 'A-1', 'One', 'Do this', 'For example']],
      { columns: { ...plain.columns, actionDescription: 'Examples' } },
      [...headers, 'Examples'],
    );
    assert.deepEqual(content.actions[0]?.descriptions, [
      { title: 'Description', text: 'Do this' },
      { title: 'Examples', text: 'For example' },
    ]);
  });

  it('[T56] without a family column the family comes from the id, or from that of the topmost parent', () => {
    const { controlFamily: _family, ...columns } = plain.columns;
    const ids = ['AC-2(1)', 'GV.OC-01', 'A.5.1.1', '164.308(a)(1)', '7'];
    const bare = read(
      ids.map((id) => ['', id, 'Title', '']),
      { columns },
    );
    assert.deepEqual(
      bare.content.controls.map(({ family }) => family),
      ['AC', 'GV.OC', 'A.5.1', '164', '7'],
    );
    const parents = read(
      [
        ['', 'AC-2', 'Top', '', ''],
        ['', 'X-1', 'Below', '', 'AC-2'],
        ['', 'Y-1', 'Circle', '', 'Y-1'],
      ],
      { columns: { ...columns, controlParent: 'Parent' } },
      [...headers, 'Parent'],
    );
    assert.deepEqual(
      parents.content.controls.map(({ family }) => family),
      ['AC', 'AC', 'Y'],
    );
  });

  it('[T57] withdrawn controls and what continues them are left out, with one warning', () => {
    const result = read([
      ['F', 'A-1', 'One', '[Withdrawn: Incorporated into A-2.]'],
      ['', '', '', 'more of it'],
      ['F', 'A-2', 'Two', 'Withdrawn access is logged.'],
      ['F', 'A-3', 'Three', '[WITHDRAWN. Addressed through tailoring.]'],
    ]);
    assert.deepEqual(
      result.content.controls.map(({ id, description }) => [id, description]),
      [['A-2', 'Withdrawn access is logged.']],
    );
    assert.deepEqual(
      result.findings.map(({ rule, severity, value }) => [rule, severity, value]),
      [['withdrawn-controls', 'warning', 'A-1, A-3']],
    );
  });

  it('[T58] ids padded as in SP 800-53A become those of the catalog, others keep their zeros', () => {
    const padded = read([
      ['F', 'AC-02', 'Two', ''],
      ['F', 'AC-02(01)', 'One', ''],
    ]);
    assert.deepEqual(
      padded.content.controls.map(({ id }) => id),
      ['AC-2', 'AC-2(1)'],
    );
    assert.deepEqual(rulesOf(padded), ['ids-rewritten']);
    const kept = read([
      ['F', 'SD-01', 'One', ''],
      ['F', 'GV.OC-01', 'Two', ''],
    ]);
    assert.deepEqual([kept.content.controls.map(({ id }) => id), rulesOf(kept)], [['SD-01', 'GV.OC-01'], []]);
  });

  it('[T59] a sheet, a header or an id column that is not there is an error', () => {
    const rows = [['F', 'A-1', 'One', '']];
    assert.deepEqual(rulesOf(read(rows, { sheet: 'Other' })), ['missing-sheet']);
    assert.deepEqual(rulesOf(read(rows, { columns: { ...plain.columns, link: 'URL' } })), ['missing-column']);
    assert.deepEqual(rulesOf(read(rows, { columns: { controlTitle: 'Title' } })), ['unmapped-id']);
    assert.deepEqual(rulesOf(read(rows, { headerRow: 9 }))[0], 'missing-column');
  });

  it('[T59] columns that are not mapped are named in a warning', () => {
    const { findings } = read([['F', 'A-1', 'One', '', 'x']], {}, [...headers, 'Colour']);
    assert.deepEqual(
      findings.map(({ rule, value }) => [rule, value]),
      [['unused-columns', 'Colour']],
    );
  });

  it('[T61] an action named by several rows is one action, with its points, type and owners', () => {
    const { content, findings } = read(
      [
        ['F', 'A-1', 'One', '', 'Do it;;Log it', 5, 'technical', 'IT;;Legal', 'CM'],
        ['', '', '', '', 'Review', '', '', '', ''],
        ['F', 'A-2', 'Two', '', 'do it', 9, '', '', 'Shared'],
      ],
      {
        columns: {
          ...plain.columns,
          actionTitle: 'Action',
          actionPoints: 'Points',
          actionType: 'Type',
          actionOwner: 'Owner',
          responsibility: 'Who',
        },
      },
      [...headers, 'Action', 'Points', 'Type', 'Owner', 'Who'],
    );
    assert.deepEqual(findings, []);
    assert.deepEqual(
      content.actions.map(({ title, points, type, owners }) => [title, points, type, owners.join()]),
      [
        ['Do it', 5, 'Technical', 'IT,Legal'],
        ['Log it', 5, 'Technical', 'IT,Legal'],
        ['Review', 7, 'Operational', ''],
      ],
    );
    assert.deepEqual(
      content.controls.map(({ actions }) => actions.map(({ title }) => title)),
      [['Do it', 'Log it', 'Review'], ['do it']],
    );
    assert.deepEqual(
      [content.controls[1]?.responsibility, content.owners.map(({ name }) => name)],
      ['shared', ['IT', 'Legal']],
    );
  });

  it('[T61] a score or responsibility that cannot be understood is an error at its cell', () => {
    const { findings } = read(
      [['F', 'A-1', 'One', '', 'much', 'nobody']],
      { columns: { ...plain.columns, actionPoints: 'Points', responsibility: 'Who' } },
      [...headers, 'Points', 'Who'],
    );
    assert.deepEqual(
      findings.map(({ rule, place }) => [rule, place]),
      [
        ['not-a-responsibility', 'List!F2'],
        ['points-not-whole', 'List!E2'],
      ],
    );
  });

  it('[T55] what a proposal reads imports without an error', () => {
    const grid = gridOf({
      List: [
        ['Control ID', 'Control', 'Text'],
        ['1.1', 'Inventory', 'Keep one.'],
        ['1.2', 'Owners', ''],
      ],
    });
    const mapping = proposeMapping(grid, 'x');
    assert.ok(mapping !== null);
    const plan = planImport(
      readByMapping(grid, mapping),
      { kind: 'mapping', file: null, sha256: null },
      asNew,
      emptyLibrary,
      countingIds(),
    );
    assert.deepEqual([plan.outcome, plan.findings, plan.summary.points], ['new-template', [], 18]);
  });
});

const realData = process.env['CONTROLBOOK_REAL_DATA'];
if (realData !== undefined) {
  describe('reading published spreadsheets by the proposed mapping', () => {
    const readFile = (name: string): ReadTemplate => {
      const result = readTemplateFile({ name, bytes: readFileSync(`${realData}/workbooks/${name}`) }, null);
      assert.ok(result.ok);
      const source = { kind: 'mapping', file: name, sha256: null } as const;
      const plan = planImport(result.value, source, asNew, emptyLibrary, countingIds());
      assert.equal(plan.outcome, 'new-template');
      return result.value;
    };
    const activeIds = readFileSync(`${realData}/catalogs/nist-800-53r5.csv`, 'utf8')
      .split('\n')
      .slice(1)
      .filter((line) => line !== '' && !line.includes('status=withdrawn'))
      .map((line) => line.split(',')[0] ?? '')
      .toSorted();
    const idsOf = ({ content }: ReadTemplate) => content.controls.map(({ id }) => id).toSorted();

    it('[T60] the SP 800-53 catalog has the 1007 ids in force; 182 withdrawn ones are named in one warning', () => {
      const result = readFile('sp800-53r5-control-catalog.xlsx');
      assert.equal(activeIds.length, 1_007);
      assert.deepEqual(idsOf(result), activeIds);
      const withdrawn = result.findings.filter(({ rule }) => rule === 'withdrawn-controls');
      assert.match(withdrawn[0]?.message ?? '', /^182 withdrawn/);
      assert.equal(withdrawn.length, 1);
      const control = result.content.controls.find(({ id }) => id === 'AC-2(1)');
      assert.deepEqual(
        [control?.family, control?.title],
        ['AC', 'Account Management | Automated System Account Management'],
      );
      assert.match(control?.description ?? '', /^Support the management of system accounts/);
    });

    it('[T60] the SP 800-53A procedures give the same controls, each with its objectives', () => {
      const result = readFile('sp800-53ar5-assessment-procedures.xlsx');
      assert.deepEqual(idsOf(result), activeIds);
      const control = result.content.controls.find(({ id }) => id === 'AC-2(3)');
      assert.equal(control?.family, 'ACCESS CONTROL');
      assert.match(
        control?.description ?? '',
        /^Determine if:\nAC-02\(03\)_ODP\[01\] time period.*\n[\s\S]*\nAC-02\(03\)\(d\) accounts are disabled/,
      );
    });

    it('[T60] CSF 2.0 has 106 subcategories in 22 categories', () => {
      const { content } = readFile('csf2.xlsx');
      assert.equal(content.controls.length, 106);
      const families = [...new Set(content.controls.map(({ family }) => family))];
      assert.deepEqual([families.length, families[0]], [22, 'Organizational Context (GV.OC)']);
      const control = content.controls[0];
      assert.deepEqual(
        [control?.id, control?.title],
        ['GV.OC-01', 'The organizational mission is understood and informs cybersecurity risk management'],
      );
      assert.match(content.actions[0]?.descriptions[1]?.text ?? '', /^Ex1: Share the organization's mission/);
    });
  });
}
