import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { CustomFunctionsApi, StreamingInvocation } from '#addin/functions/custom-functions';
import { registerFunctions } from '#addin/functions/register';
import { speechOf } from '#addin/ui/words/speech';
import { sampleFigures } from '#test/support/function-figures';

class CellError extends Error {
  readonly code: string;
  constructor(code: string, message = '') {
    super(message);
    this.code = code;
  }
}

type Cell = StreamingInvocation & { readonly results: (number | string | Error)[] };
const cell = (): Cell => {
  const results: (number | string | Error)[] = [];
  return { results, setResult: (result) => void results.push(result) };
};

/** Excel's part: runs a function by its id. */
function excel(figures = sampleFigures({ Audit: [{ id: 'a1', title: 'GDPR', percent: 40 }] })) {
  const runs = new Map<string, (...args: never[]) => void>();
  const api: CustomFunctionsApi = {
    associate: (id, run) => void runs.set(id, run),
    Error: CellError,
    ErrorCode: { notAvailable: '#N/A', invalidValue: '#VALUE!' },
  };
  const ready = Promise.resolve({ figures, speech: () => speechOf('en'), api });
  registerFunctions(api, () => ready);
  const call = (id: string, ...args: readonly unknown[]): Cell => {
    const invocation = cell();
    (runs.get(id) as (...all: readonly unknown[]) => void)(...args, invocation); // as Excel calls it
    return invocation;
  };
  return { figures, runs, call };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('streaming', () => {
  it('[U16] a cell hears of a number once, and again only when it is another one', async () => {
    const { figures, call } = excel();
    const { results } = call('SCORE', 'GDPR');
    await settled();
    figures.change();
    await settled();
    assert.deepEqual(results, [0.4]);
    figures.groupsNow = sampleFigures({ Audit: [{ id: 'a1', title: 'GDPR', percent: 60 }] }).groupsNow;
    figures.change();
    await settled();
    assert.deepEqual(results, [0.4, 0.6]);
  });

  it('[U16] a number once shown stays while the engine is away; a cell without one says so', async () => {
    const { figures, call } = excel();
    const first = call('SCORE', 'GDPR');
    await settled();
    figures.away = true;
    figures.change();
    const second = call('PROGRESS', 'GDPR');
    await settled();
    assert.deepEqual(first.results, [0.4]);
    const [error] = second.results;
    assert.ok(error instanceof CellError);
    assert.deepEqual([error.code, error.message], ['#N/A', 'The engine does not answer.']);
  });

  it('[U16] what is wrong shows as an error with its sentence', async () => {
    const { call } = excel();
    const missing = call('SCORE', 'SOC 2');
    const wrong = call('COUNT', 'GDPR', 'Colour', 'red');
    await settled();
    const [first, second] = [missing.results[0], wrong.results[0]];
    assert.ok(first instanceof CellError && second instanceof CellError);
    assert.deepEqual([first.code, first.message], ['#N/A', 'There is no assessment called “SOC 2”.']);
    assert.equal(second.code, '#VALUE!');
  });

  it('[U17] a cell that is gone hears nothing and asks nothing, even when it went at once', async () => {
    const { figures, call } = excel();
    const gone = call('SCORE', 'GDPR');
    gone.onCanceled?.();
    const later = call('SCORE', 'GDPR');
    await settled();
    later.onCanceled?.();
    figures.groupsNow = [];
    figures.change();
    await settled();
    assert.deepEqual([gone.results, later.results], [[], [0.4]]);
    assert.equal(figures.listeners(), 0);
  });

  it('[U16] an argument left out is no text; a number is taken as the text it shows', async () => {
    const { figures, call } = excel(sampleFigures({ Audit: [{ id: 'a1', title: '2026', percent: 40 }] }));
    figures.ownId = 'a1';
    const [own, byNumber] = [call('SCORE', null), call('SCORE', 2026)];
    await settled();
    assert.deepEqual([own.results, byNumber.results], [[0.4], [0.4]]);
  });

  it('[U18] functions.json describes exactly the functions that are there, in both languages, as they are called', async () => {
    const { runs } = excel();
    type Described = {
      readonly id: string;
      readonly name: string;
      readonly description: string;
      readonly options: { readonly stream: boolean };
      readonly parameters: readonly { readonly name: string; readonly optional?: true }[];
    };
    const [original, translated] = await Promise.all(
      ['functions.json', 'functions.de.json'].map(
        async (name) =>
          (JSON.parse(await readFile(`addin/functions/${name}`, 'utf8')) as { functions: readonly Described[] })
            .functions,
      ),
    );
    assert.deepEqual(original?.map(({ id }) => id).sort(), [...runs.keys()].sort());
    const shape = (all: readonly Described[] = []) =>
      all.map(({ id, name, options, parameters }) => ({
        id,
        name,
        options,
        optional: parameters.map((one) => one.optional ?? false),
      }));
    assert.deepEqual(shape(translated), shape(original));
    for (const { id, name, options, parameters, description } of original ?? []) {
      assert.match(name, /^[A-Z][A-Z0-9_.]*$/);
      assert.ok(options.stream && description !== '', id);
      // The invocation comes last.
      assert.equal(runs.get(id)?.length, parameters.length + 1, id);
    }
  });
});
