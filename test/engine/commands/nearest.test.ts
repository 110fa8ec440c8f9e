import assert from 'node:assert/strict';
import { nearest } from '#engine/commands/nearest';

describe('the nearest word', () => {
  const commands = ['start', 'import', 'new', 'export', 'report', 'verify', 'status'];

  it('[C4] is the one with the fewest letters to change, whole parts first', () => {
    assert.deepEqual(nearest('imprt', commands, 1), ['import']);
    assert.deepEqual(nearest('STAUTS', commands, 1), ['status']);
    assert.deepEqual(nearest('privacy', ['Sample Security Baseline', 'Sample Privacy Check'], 5), [
      'Sample Privacy Check',
    ]);
    assert.deepEqual(nearest('sample', ['Sample Security Baseline', 'Sample Privacy Check'], 1).length, 1);
  });

  it('[C4] is none when nothing resembles what was typed', () => {
    assert.deepEqual(nearest('frobnicate', commands, 3), []);
    assert.deepEqual(nearest('', commands, 3), []);
  });
});
