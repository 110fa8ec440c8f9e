import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { preflight } from '#engine/adapters/workbook/package/preflight';
import { patchWorkbook } from '#engine/adapters/workbook/patch/patch-workbook';
import { readWorkbook } from '#engine/adapters/workbook/read/read-workbook';
import { richAssessment, richAssessmentParts } from '#test/support/corpus/rich-assessment';
import { makeZip } from '#test/support/make-zip';

/** Each way in gives a value, whatever the bytes; a throw or a hang fails the test. */
function takeIn(bytes: Uint8Array): void {
  preflight(bytes);
  readWorkbook(bytes);
  const patched = patchWorkbook(bytes, {
    edits: [
      { sheet: 'Actions', row: 4, column: 2, value: 'x', owned: true },
      { sheet: 'Actions', row: 4, column: 6, value: 1, owned: true },
      { sheet: 'Actions', row: 50, column: 9, value: { date: '2026-11-22' }, owned: true },
      { sheet: 'Actions', row: 7, column: 5, value: { cached: 3 }, owned: true },
    ],
    appends: [{ table: 'Actions', rows: [{ Action: 'new', Points: 2 }] }],
  });
  if (patched.ok) assert.ok(readWorkbook(patched.value.bytes).ok || !readWorkbook(bytes).ok);
}

describe('damaged at random', () => {
  it('[H28] bytes overwritten anywhere end in a value, never in a throw', () => {
    const rich = richAssessment();
    const change = fc.record({ at: fc.nat(rich.length - 1), bytes: fc.uint8Array({ minLength: 1, maxLength: 6 }) });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const bytes = Buffer.from(rich);
        for (const { at, bytes: replaced } of changes) bytes.set(replaced.subarray(0, bytes.length - at), at);
        takeIn(bytes);
      }),
      { numRuns: 120 },
    );
  });

  it('[H28] markup cut, doubled or exchanged anywhere ends in a value, never in a throw', () => {
    const parts = richAssessmentParts();
    const names = parts.filter((part) => typeof part.content === 'string').map((part) => part.name);
    const likely = [
      'xl/worksheets/sheet3.xml',
      'xl/tables/table1.xml',
      'xl/calcChain.xml',
      'xl/styles.xml',
      'xl/workbook.xml',
    ];
    const change = fc.record({
      name: fc.constantFrom(...likely, ...likely, ...names),
      from: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.nat(60),
      text: fc.oneof(
        fc.constant(null),
        fc.constantFrom(
          '',
          '<',
          '>',
          '"',
          '/>',
          '</c>',
          '<c r="B4"/>',
          '<row r="4">',
          '</row>',
          ':',
          '0',
          '-1',
          '1048577',
          ' r="A1"',
          'ref="A1:XFD9999999"',
        ),
      ),
    });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        const spoiled = parts.map((part) => {
          let content = part.content;
          for (const { name, from, length, text } of changes) {
            if (name !== part.name || typeof content !== 'string') continue;
            const at = Math.floor(from * content.length);
            const piece = content.slice(at, at + length);
            content = content.slice(0, at) + (text ?? piece + piece) + content.slice(at + length);
          }
          return { ...part, content };
        });
        takeIn(makeZip(spoiled));
      }),
      { numRuns: 150 },
    );
  });
});
