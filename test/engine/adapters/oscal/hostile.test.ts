import assert from 'node:assert/strict';
import fc from 'fast-check';
import { inspectOscal, readOscal } from '#engine/adapters/oscal/read-oscal';
import { catalog, type Json, profile, submit, withIds } from '#test/support/oscal-builders';

const wholeCatalog = catalog();
const wholeProfile = profile({
  imports: [withIds('ac-1', 'ac-2'), { href: '#r', 'exclude-controls': [{ matching: [{ pattern: 'ac*' }] }] }],
  merge: { combine: { method: 'merge' } },
  modify: {
    'set-parameters': [{ 'param-id': 'ac-1_p', select: { choice: ['{{ ac-1_p }}', 'b'] } }],
    alters: [{ 'control-id': 'ac-1', removes: [{ 'by-name': 'item' }], adds: [{ 'by-id': 'ac-1_smt', title: 'T' }] }],
  },
  'back-matter': { resources: [{ uuid: 'r', rlinks: [{ href: 'catalog.json' }] }] },
});

/** Puts something else in one place of a document, found by walking down with the given numbers. */
function replaceAt(json: Json, steps: readonly number[], value: Json): Json {
  const [step, ...rest] = steps;
  if (step === undefined || typeof json !== 'object' || json === null) return value;
  if (Array.isArray(json))
    return json.map((each, index) => (index === step % json.length ? replaceAt(each, rest, value) : each));
  const entries = Object.entries(json);
  return Object.fromEntries(
    entries.map(([key, each], index) => [key, index === step % entries.length ? replaceAt(each, rest, value) : each]),
  );
}

const odd = fc.oneof(
  fc.constantFrom<Json>(
    null,
    '',
    'constructor',
    '__proto__',
    '{{',
    '{{ insert: param, ac-1_p }}',
    [],
    {},
    [[]],
    -1,
    'ac-1',
  ),
  fc.jsonValue({ maxDepth: 2 }).map((value) => value as Json), // a JSON value is one
);
const damage = fc.tuple(fc.array(fc.nat(30), { maxLength: 12 }), odd);

describe('hostile OSCAL', () => {
  it('[O2] whatever is put anywhere in a catalog or a profile, the answer is a template or a problem that says where', () => {
    fc.assert(
      fc.property(fc.array(damage, { maxLength: 3 }), fc.array(damage, { maxLength: 3 }), (inCatalog, inProfile) => {
        const broken = (json: Json, all: typeof inCatalog) =>
          all.reduce((each, [steps, value]) => replaceAt(each, steps, value), json);
        const companion = broken(wholeCatalog, inCatalog);
        const file = submit(JSON.stringify(broken(wholeProfile, inProfile)), {
          'catalog.json': new TextEncoder().encode(JSON.stringify(companion)),
        });
        for (const result of [readOscal(file), inspectOscal(file), readOscal(submit(JSON.stringify(companion)))]) {
          if (!result.ok) assert.match(result.error.message, /^(submitted|catalog)\.json .{10,}\.$/s);
        }
        const read = readOscal(file);
        if (read.ok) {
          const { controls, actions } = read.value.content;
          assert.equal(controls.length, actions.length);
          assert.equal(new Set(actions.map(({ title }) => title.toLowerCase())).size, actions.length);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('[O2] ids that are names of object members are ids like any other', () => {
    const groups = [{ id: 'constructor', title: 'toString', controls: [{ id: '__proto__', title: 'hasOwnProperty' }] }];
    const result = readOscal(submit(catalog({ groups })));
    assert.equal(result.ok && result.value.content.controls[0]?.id, '__proto__');
  });
});
