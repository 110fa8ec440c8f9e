import assert from 'node:assert/strict';
import { readDocument } from '#engine/adapters/oscal/document';
import { bytesOf, catalog, catalogOf, control, type Json, profile } from '#test/support/oscal-builders';

function problemOf(content: Json) {
  const result = readDocument('file.json', bytesOf(content));
  if (result.ok) assert.fail('a problem was expected');
  return result.error;
}

describe('OSCAL document', () => {
  it('[O3] a catalog and a profile are told apart, and what is not known in them is passed over', () => {
    const odd = catalog({
      novelty: { x: [1] },
      groups: [{ title: 'G', 'x-y': null, controls: [control('ac-1', { z: 3 })] }],
    });
    const documents = [odd, profile()].map((each) => readDocument('file.json', bytesOf(each)));
    assert.deepEqual(
      documents.map((each) => each.ok && each.value.kind),
      ['catalog', 'profile'],
    );
  });

  it('[O3] what breaks the model is refused with its JSON path', () => {
    const broken: readonly (readonly [Json, string])[] = [
      [catalogOf(control('ac-1'), { id: 'ac-2' }), 'catalog.groups[0].controls[1].title'],
      [catalogOf({ ...control('ac-1'), title: 7 }), 'catalog.groups[0].controls[0].title'],
      [
        catalogOf({ ...control('ac-1'), parts: [{ name: 'x', parts: [{ name: 'y', prose: {} }] }] }),
        'parts[0].parts[0].prose',
      ],
      [catalogOf(control('ac-1', { controls: [control('', {})] })), 'catalog.groups[0].controls[0].controls[0].id'],
      [catalog({ groups: 'none' }), 'catalog.groups'],
      [{ catalog: [] }, 'catalog'],
      [profile({ imports: [] }), 'profile.imports'],
      [profile({ modify: { alters: [{ 'control-id': 'a', adds: [{ position: 'inside' }] }] } }), 'adds[0].position'],
    ];
    for (const [content, path] of broken) {
      const { code, message } = problemOf(content);
      assert.equal(code, 'oscal-invalid', message);
      assert.ok(message.includes(`${path}:`) || message.includes(`${path} and`), message);
    }
  });

  it('[O3] another OSCAL model, or no OSCAL at all, is named', () => {
    assert.match(problemOf({ 'system-security-plan': {} }).message, /holds "system-security-plan"/);
    for (const content of [[], '"text"', 3, null, {}]) assert.equal(problemOf(content).code, 'not-oscal');
  });
});
