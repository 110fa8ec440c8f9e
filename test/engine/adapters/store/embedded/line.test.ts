import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findLaterLine } from '#engine/adapters/store/embedded/later-lines';
import {
  encodeBatch,
  encodeClosing,
  encodeHeader,
  type Header,
  type Line,
  parseLine,
} from '#engine/adapters/store/embedded/line';
import { scanLines } from '#engine/adapters/store/embedded/scan-lines';
import { entriesAfter, partition } from '#test/support/journal-entries';
import { SimulatedDisk } from '#test/support/simulated-disk';
import { seededRandom } from '#test/support/simulated-disk-file';

const group = partition('group:g1');
const head = { partition: group, epoch: 'e1', position: 0, hash: 'a'.repeat(64) };
const header: Header = { kind: 'header', partition: group, epoch: 'e1', first: 1, batch: 1, before: head.hash };

describe("the journal's lines", () => {
  it('[J17] are read back as they were written, one line each, whatever their text', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 5 }), (texts) => {
        const entries = entriesAfter(head, texts);
        const bytes = encodeBatch(7, entries);
        const lines = linesOf(bytes);
        assert.equal(lines.length, entries.length);
        for (const [at, { line, end }] of lines.entries()) {
          assert.ok(line?.kind === 'entry');
          const text = bytes.toString('utf8', line.textStart, end);
          assert.deepEqual(
            [line.batch, line.index, line.count, line.hash, text],
            [7, at + 1, entries.length, entries[at]?.hash, entries[at]?.text],
          );
        }
      }),
    );
    assert.deepEqual(linesOf(encodeHeader(header))[0]?.line, header);
    const closing = { batch: 3, position: 9, hash: 'b'.repeat(64) };
    assert.deepEqual(linesOf(encodeClosing(closing))[0]?.line, { kind: 'closing', ...closing });
  });

  it('[J17] are no lines any more when a single bit of them is wrong', () => {
    for (const bytes of [encodeBatch(7, entriesAfter(head, ['text'])), encodeHeader(header)]) {
      for (let bit = 0; bit < (bytes.length - 1) * 8; bit += 1) {
        const wrong = Buffer.from(bytes);
        wrong[bit >> 3] = (wrong[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        assert.equal(parseLine(wrong, 0, wrong.length - 1), null, String(bit));
      }
    }
  });

  it('[J17] are found one by one whatever the size of the chunks they are read in', async () => {
    const bytes = encodeBatch(1, entriesAfter(head, ['', 'x'.repeat(5_000), 'two', 'y'.repeat(700)]));
    const file = await fileWith(Buffer.concat([bytes, Buffer.from('rest without an end')]));
    const expected = linesOf(bytes).map(({ start }) => start);
    for (const chunk of [1, 7, 300, 301, 1_000, 100_000]) {
      const offsets: number[] = [];
      const end = await scanLines(file, 0, bytes.length + 19, chunk, (buffer, from, to, offset) => {
        assert.equal(parseLine(buffer, from, to)?.kind, 'entry');
        offsets.push(offset);
        return 'go on';
      });
      assert.deepEqual([offsets, end], [expected, bytes.length], `chunks of ${chunk}`);
    }
  });

  it('[J8] are searched for behind damage at every byte, across chunks, up to a given end', async () => {
    const line = encodeBatch(9, entriesAfter(head, ['found']));
    for (const gap of [0, 1, 13, 1_048_500, 1_048_576, 2_500_000]) {
      for (const filler of [0x20, 0x0a, 0x45]) {
        const file = await fileWith(Buffer.concat([Buffer.alloc(gap, filler), line, line]));
        const size = gap + 2 * line.length;
        const first = await findLaterLine(file, 0, size, () => true);
        assert.deepEqual([first?.offset, first?.line.kind], [gap, 'entry'], `${gap} of ${filler}`);
        const second = await findLaterLine(file, gap + 1, size, () => true);
        assert.equal(second?.offset, gap + line.length);
        assert.equal(await findLaterLine(file, gap + 1, size - 1, () => true), null);
        assert.equal(await findLaterLine(file, 0, size, ({ kind }) => kind === 'closing'), null);
      }
    }
  });
});

function linesOf(bytes: Buffer): { line: Line | null; start: number; end: number }[] {
  const lines = [];
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(10, start);
    lines.push({ line: parseLine(bytes, start, end), start, end });
    start = end + 1;
  }
  return lines;
}

async function fileWith(bytes: Buffer) {
  const disk = new SimulatedDisk(seededRandom(1));
  disk.free = null;
  const file = await disk.open('/data/file', 'create');
  await file.write(bytes, 0);
  return file;
}
