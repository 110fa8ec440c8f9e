import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { limits, readJson } from '#engine/adapters/oscal/read-json';
import { bytesOf } from '#test/support/oscal-builders';

function problemOf(content: string | Uint8Array) {
  const result = readJson('file.json', typeof content === 'string' ? bytesOf(content) : content);
  if (result.ok) assert.fail('a problem was expected');
  return result.error;
}

describe('OSCAL JSON', () => {
  it('[O1] plain, with a byte order mark and gzip are the same', () => {
    for (const bytes of [bytesOf('{"a":"}"}'), bytesOf('\uFEFF{"a":"}"}'), gzipSync(bytesOf('{"a":"}"}'))]) {
      assert.deepEqual(readJson('file.json', bytes), { ok: true, value: { a: '}' } });
    }
  });

  it('[O2] what is not JSON is named for what it is', () => {
    assert.match(problemOf('catalog:\n  uuid: x').message, /^file\.json is not JSON \(/);
    assert.equal(problemOf('').code, 'not-json');
    assert.equal(problemOf(' <?xml version="1.0"?><catalog/>').code, 'oscal-xml');
    assert.equal(problemOf(new Uint8Array([0x22, 0xff, 0xfe, 0x22])).code, 'not-json');
    assert.equal(problemOf(new Uint8Array([0x1f, 0x8b, 1, 2, 3])).code, 'not-gzip');
  });

  it('[O2] a file too large, plain or once unpacked, is refused', () => {
    assert.equal(problemOf(new Uint8Array(limits.bytes + 1)).code, 'too-large');
    assert.equal(problemOf(gzipSync(Buffer.alloc(limits.bytes + 1, ' '))).code, 'too-large');
  });

  it('[O2] deep nesting and too many values are refused before parsing, with the character', () => {
    const deep = problemOf('['.repeat(limits.depth + 1));
    assert.deepEqual([deep.code, /at character 65\b/.test(deep.message)], ['too-deep', true]);
    assert.equal(problemOf(`[${'0,'.repeat(limits.values)}0]`).code, 'too-many-values');
    const brackets = `{"a\\"[":"${'['.repeat(500)}\\\\"}`;
    assert.equal(readJson('file.json', bytesOf(brackets)).ok, true);
  });

  it('[O2] a __proto__ key is refused with its path, however it is spelt', () => {
    const problem = problemOf('{"catalog":{"groups":[{},{"\\u005f_proto__":{"x":1}}]}}');
    assert.equal(problem.code, 'forbidden-key');
    assert.match(problem.message, /catalog\.groups\[1\]\.__proto__/);
    assert.match(problemOf('{"__proto__":1}').message, /key __proto__\./);
  });

  it('[O2] a text longer than several cells is refused with its path', () => {
    const problem = problemOf(JSON.stringify({ catalog: { groups: [{ title: 'x'.repeat(limits.string + 1) }] } }));
    assert.equal(problem.code, 'too-long');
    assert.match(problem.message, /250001 characters at catalog\.groups\[0\]\.title\./);
  });
});
