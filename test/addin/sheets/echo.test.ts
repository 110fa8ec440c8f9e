import assert from 'node:assert/strict';
import { createEcho } from '#addin/sheets/echo';

describe('the echo of own writes', () => {
  it('[P11] is any value this pane has tried to write into the cell since it was last looked at', () => {
    const echo = createEcho();
    echo.expect('record/a#notes', 'one');
    echo.expect('record/a#notes', 'two');
    assert.ok(echo.isExpected('record/a#notes', 'one'));
    assert.ok(echo.isExpected('record/a#notes', 'two'));
    assert.ok(!echo.isExpected('record/a#notes', 'three'));
    assert.ok(!echo.isExpected('record/b#notes', 'one'));
    echo.settle('record/a#notes');
    assert.ok(!echo.isExpected('record/a#notes', 'two'));
  });
});
