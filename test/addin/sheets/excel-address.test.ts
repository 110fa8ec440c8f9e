import assert from 'node:assert/strict';
import { parseSpan } from '#addin/sheets/excel-address';

describe('addresses of events', () => {
  it('[P10] are cells, ranges, rows, columns, or several of them', () => {
    assert.deepEqual(parseSpan('C2'), { rows: [2, 2], columns: [3, 3] });
    assert.deepEqual(parseSpan("'Action Items'!$C$2:$D$5"), { rows: [2, 5], columns: [3, 4] });
    assert.deepEqual(parseSpan('3:5'), { rows: [3, 5], columns: [1, 16_384] });
    assert.deepEqual(parseSpan('A:C'), { rows: [1, 1_048_576], columns: [1, 3] });
    assert.deepEqual(parseSpan('B2,AA10:AB12'), { rows: [2, 12], columns: [2, 28] });
    for (const nonsense of ['', 'Table1', 'A1:B2:C3', '5', 'A']) assert.equal(parseSpan(nonsense), null, nonsense);
  });
});
