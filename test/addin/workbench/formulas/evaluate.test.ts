import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { initSync, Model } from '@ironcalc/wasm';
import { sheetOf } from './sheet-of.ts';

const cells = {
  A1: 'Done',
  A2: 'Open',
  A3: 'done',
  A4: 'Not in Scope',
  A5: 'x*y',
  B1: 5,
  B2: 3,
  B3: 2.5,
  B4: -1,
  B5: 0,
  C1: true,
  C2: false,
  C3: '12',
  C5: 'C-1; C-10;',
  D1: 1,
  D2: 2,
  D3: 3,
  D4: 4,
  D5: 5,
} as const;

/** Formulas whose value an independent spreadsheet engine gives alike. */
const alike = `
1+2*3^2-4/2
-2^2
2^3^2
10%+5%
1=1
"a"="A"
"b">"a"
TRUE>1
"1"+1
1&2&"x"
(1+2)*3
1/0
"x"+1
SUM(B1:B5)
SUM(B1:B5,10,"5")
SUM(A1:D5)
SUM(B:B)
SUM(1:1)
AVERAGE(B1:B5)
MIN(B1:B5)
MAX(B1:B5,7)
MEDIAN(B1:B5)
PRODUCT(B1:B3)
COUNT(A1:D5)
COUNTA(A1:D5)
COUNTBLANK(C1:C5)
COUNTIF(A1:A5,"done")
COUNTIF(A1:A5,"<>done")
COUNTIF(B1:B5,">2")
COUNTIF(A1:A5,"*o*")
COUNTIF(A1:A5,"?pen")
COUNTIF(A1:A5,"x~*y")
COUNTIF(C5:C5,"*C-1;*")
COUNTIFS(A1:A5,"done",B1:B5,">3")
SUMIF(A1:A5,"done",B1:B5)
SUMIF(B1:B5,">2")
SUMIFS(B1:B5,A1:A5,"done",B1:B5,"<5")
AVERAGEIF(A1:A5,"done",B1:B5)
SUMPRODUCT(B1:B5,D1:D5)
SUMPRODUCT((A1:A5="done")*(B1:B5>3))
IF(B1>3,"yes","no")
IF(B4>3,"yes")
IF(A1="DONE",1,1/0)
IFERROR(1/0,"oops")
IFNA(NA(),"none")
AND(TRUE,B1=5)
OR(B1=4,A2="open")
NOT(C1)
XOR(TRUE,TRUE,TRUE)
CHOOSE(2,"a","b","c")
IFS(B1>9,"a",B1>4,"b")
SWITCH(B2,1,"one",3,"three","other")
ISBLANK(C4)
ISNUMBER(B1)
ISTEXT(A1)
ISERROR(1/0)
ISNA(NA())
LEN(A4)
LEFT(A4,3)
RIGHT(A4,5)
MID(A4,5,2)
UPPER(A1)
LOWER(A1)
TRIM("  a   b ")
CONCATENATE(A1,"-",B1)
SUBSTITUTE(C5,"C-","K-")
SUBSTITUTE("aaa","a","b",2)
REPLACE("abcdef",2,3,"X")
FIND("S",A4)
SEARCH("s",A4)
EXACT("a","A")
REPT("ab",3)
TEXT(0.256,"0.0%")
TEXT(1234.5,"#,##0.00")
VALUE("12.5")
ROUND(2.345,2)
ROUND(-2.5,0)
ROUNDUP(2.1,0)
ROUNDDOWN(-2.9,0)
INT(-2.5)
MOD(-3,2)
ABS(B4)
SQRT(16)
POWER(2,10)
SIGN(B4)
DATE(2026,2,29)
YEAR(DATE(2026,11,23))
MONTH(DATE(2026,11,23))
DAY(DATE(2026,11,23))
EDATE(DATE(2026,1,31),1)
EOMONTH(DATE(2026,1,15),1)
VLOOKUP("open",A1:B5,2,FALSE)
HLOOKUP("Done",A1:D2,2,FALSE)
MATCH("open",A1:A5,0)
MATCH(3,D1:D5)
INDEX(A1:B5,2,2)
SUM(INDEX(A1:D5,0,4))
XLOOKUP("Open",A1:A5,B1:B5)
ROW(B3)
COLUMN(C1)
ROWS(A1:B5)
COLUMNS(A1:D5)
LARGE(D1:D5,2)
SMALL(D1:D5,2)
`
  .trim()
  .split('\n');

/** What the independent engine shows: numbers with all their digits, truths and errors as words. */
function shownByIronCalc(formula: string): string {
  const model = new Model('book', 'en', 'UTC', 'en');
  try {
    model.renameSheet(0, 'S');
    for (const [cell, value] of Object.entries(cells)) {
      const shown = typeof value === 'boolean' ? String(value).toUpperCase() : value === '12' ? "'12" : String(value);
      model.setUserInput(0, Number(cell.slice(1)), cell.charCodeAt(0) - 64, shown);
    }
    model.setUserInput(0, 9, 9, `=${formula}`);
    model.updateRangeStyle({ sheet: 0, row: 9, column: 9, width: 1, height: 1 }, 'num_fmt', '0.0000000000');
    return model.getFormattedCellValue(0, 9, 9);
  } finally {
    model.free();
  }
}

function shown(value: string | number | boolean | null): string {
  if (typeof value === 'number') return value.toFixed(10);
  return typeof value === 'boolean' ? String(value).toUpperCase() : (value ?? '');
}

describe('formulas', () => {
  before(() => {
    initSync({ module: readFileSync(createRequire(import.meta.url).resolve('@ironcalc/wasm/wasm_bg.wasm')) });
  });

  it('[X10] come to what an independent spreadsheet engine makes of them', () => {
    const sheet = sheetOf({ ...cells, C3: "'12" });
    const differing: string[] = [];
    for (const formula of alike) {
      sheet.put('I9', `=${formula}`);
      const [ours, theirs] = [shown(sheet.value('I9')), shownByIronCalc(formula)];
      if (ours !== theirs) differing.push(`${formula}: ${ours} instead of ${theirs}`);
    }
    assert.deepEqual(differing, []);
  });

  const single = (formula: string, others: Parameters<typeof sheetOf>[0] = {}) =>
    sheetOf({ ...others, I9: formula }).value('I9');

  it('[X10] know today, the functions that engine lacks, and errors by their words', () => {
    assert.equal(single('=TODAY()'), 46_349);
    const doneTwice = { A1: 'Done', A2: 'Open', A3: 'done', B1: 5, B2: 3, B3: 2.5 };
    assert.equal(single('=SUMPRODUCT(--(LEFT(A1:A3,1)="D"),B1:B3)', doneTwice), 7.5);
    assert.equal(single('=TEXT(TODAY(),"yyyy-mm-dd")'), '2026-11-23');
    assert.equal(single('=DATEDIF(DATE(2025,1,15),DATE(2026,11,23),"m")'), 22);
    assert.equal(single('=NETWORKDAYS(DATE(2026,11,21),DATE(2026,11,27))'), 5);
    assert.equal(single('=TEXTJOIN(", ",TRUE,A1:A3)', { A1: 'a', A3: 'c' }), 'a, c');
    assert.equal(single('=PERCENTILE(A1:A3,0.5)', { A1: 1, A2: 5, A3: 9 }), 5);
    assert.equal(single('=RANK(5,A1:A3)', { A1: 1, A2: 5, A3: 9 }), 2);
    for (const [formula, word] of [
      ['=1/0', '#DIV/0!'],
      ['=NOSUCH(1)', '#NAME?'],
      ['=nowhere', '#NAME?'],
      ['=#REF!+1', '#REF!'],
      ['=SQRT(-1)', '#NUM!'],
      ['=(1', '#NAME?'],
      ['=A1:A2+', '#NAME?'],
      ['=VLOOKUP("x",A1:B2,2,FALSE)', '#N/A'],
    ] as const) {
      assert.equal(single(formula), word, formula);
    }
  });

  it('[X10] leave an error alone that a branch not taken would give', () => {
    assert.equal(single('=IF(TRUE,1,1/0)'), 1);
    assert.equal(single('=IF(A1="","none",1/A1)'), 'none');
    assert.equal(single('=IFERROR(SUM(A1:A2),0)', { A1: '=1/0' }), 0);
  });

  it('[X12] follow names, tables, other sheets, whole rows and columns', () => {
    const one = sheetOf({
      A1: 'Key',
      B1: 'Points',
      A2: 'a',
      B2: 2,
      A3: 'b',
      B3: 3,
      C2: '=T[@Points]*2',
      I9: '=SUM(T[Points])',
    });
    one.sheet.tables.push({
      id: '1',
      name: 'T',
      area: { top: 0, left: 0, bottom: 2, right: 2 },
      columns: ['Key', 'Points', 'Twice'].map((name, id) => ({ id, name, filter: null })),
      style: '',
      showHeaders: true,
      showTotals: false,
      showBandedRows: false,
      showBandedColumns: false,
      highlightFirstColumn: false,
      highlightLastColumn: false,
      showFilterButton: true,
      sorted: [],
    });
    one.book.names.push({ name: 'Twelve', scope: null, refersTo: { formula: '=12' }, comment: '', visible: true });
    one.put('I1', '=COUNTA(T[#Headers])');
    one.put('I2', '=Twelve*2');
    one.put('I3', "=SUM('S'!B:B)");
    one.put('I4', '=SUM(T[[#All],[Key]:[Points]])');
    assert.deepEqual(['I9', 'C2', 'I1', 'I2', 'I3', 'I4'].map(one.value), [5, 4, 2, 24, 5, 5]);
  });
});
