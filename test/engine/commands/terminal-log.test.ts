import assert from 'node:assert/strict';
import { createTerminalLog } from '#engine/commands/terminal-log';

describe('the log of a start', () => {
  const written = (isTerminal: boolean, verbose: boolean): readonly string[] => {
    const lines: string[] = [];
    const log = createTerminalLog((line) => lines.push(line), isTerminal, verbose);
    log.info('Answered', { status: 200 });
    log.warn('A workbook cannot be written', { path: 'Group/Plan.xlsx', reason: 'it is marked read-only' });
    return lines;
  };

  it('[C6] is sentences at a terminal, of warnings and errors alone', () => {
    const [line, ...others] = written(true, false);
    assert.match(
      line ?? '',
      /^\d\d:\d\d:\d\d Warning: Group\/Plan\.xlsx: A workbook cannot be written; it is marked read-only\n$/,
    );
    assert.deepEqual(others, []);
  });

  it('[C6] is JSON lines for a file or a program, and has everything where that is asked for', () => {
    assert.deepEqual(
      written(false, false).map((line) => (JSON.parse(line) as { level: string }).level),
      ['warn'],
    );
    assert.equal(written(false, true).length, 2);
    assert.match(written(true, true)[0] ?? '', /Answered; status 200\n$/);
  });
});
