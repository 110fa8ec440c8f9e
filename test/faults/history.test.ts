import assert from 'node:assert/strict';
import { sha256 } from '#engine/adapters/store/sha256';
import type { Verdict } from '#engine/contract/model/change';
import { type Epoch, type GroupId, groupPartition } from '#engine/contract/model/ids';
import { chainHash, genesisHash } from '#engine/domain/journal/seal';
import { createHistory } from '#test/faults/history';
import type { HistoryRow as Row } from '#test/faults/read-history';

const partition = groupPartition('g' as GroupId);
const accepted = (position: number): Verdict => ({ outcome: 'accepted', position });

describe('the checker of histories', () => {
  const rowsOf = (...values: readonly string[]): Row[] => {
    let hash = genesisHash(partition, 'e' as Epoch, sha256);
    return values.map((value, index) => {
      const event = { kind: 'changed', entity: 'record/a', field: 'testPlan', to: value };
      const text = JSON.stringify({ command: `c-${value}`, position: index + 1, event });
      hash = chainHash(hash, text, sha256);
      return { position: index + 1, hash, text };
    });
  };
  const historyOf = (rows: readonly Row[], head = rows.at(-1)) => {
    const read = async () => ({ rows, head: head ?? null });
    return createHistory(read, partition, 'e' as Epoch);
  };
  const edit = (value: string, verdict: Verdict, after = 0) => ({
    ...{ command: `c-${value}`, entity: 'record/a', value, writer: 0, verdict, after },
  });

  it('[M12] finds nothing wrong with a history that holds what people were told', async () => {
    const history = historyOf(rowsOf('a', 'b'));
    history.acknowledge(edit('a', accepted(1)));
    history.acknowledge(edit('b', accepted(2), 1));
    history.acknowledge(edit('b', accepted(2), 1)); // asked again
    assert.deepEqual(await history.check(), []);
  });

  const [a, b, c] = rowsOf('a', 'b', 'c') as [Row, Row, Row];
  const twice = JSON.parse(b.text) as { command: string };
  const doubled = rowsOf('a', 'b', 'c').map((row) => ({ ...row, text: row.text.replace('c-b', 'c-a') }));
  for (const [what, rows, edits, found] of [
    ['a lost edit', [a], [edit('b', accepted(2))], /^lost: c-b/],
    ['a doubled edit', doubled.slice(0, 2), [edit('a', accepted(1))], /^doubled: c-a/],
    ['an edit at another place', [a, b], [edit('a', accepted(2))], /^moved: c-a/],
    ['an edit before what its writer knew', [a, b], [edit('b', accepted(2), 2)], /^reordered: c-b/],
    ['an edit that was changed', [a], [{ ...edit('a', accepted(1)), value: 'z' }], /^changed: c-a/],
    ['two answers to one edit', [a], [edit('a', accepted(1)), edit('a', accepted(2))], /^two answers: c-a/],
    ['a gap', [a, c], [], /^gap: entry 3 follows 1/],
    ['a fork', [a, { ...b, hash: a.hash }], [], /^fork: entry 2/],
    ['a refusal', [a], [edit('a', { outcome: 'refused', code: 'x', message: '' })], /^c-a was refused/],
  ] as const) {
    it(`[M12] finds ${what}`, async () => {
      assert.equal(twice.command, 'c-b');
      const history = historyOf(rows);
      for (const one of edits) history.acknowledge(one);
      const wrong = await history.check();
      assert.ok(
        wrong.some((one) => found.test(one)),
        wrong.join('\n'),
      );
    });
  }

  it('[M12] finds a comment that is there twice, not at all or at another place', async () => {
    const rows = rowsOf('a', 'b').map((row, index) => {
      const event = { kind: 'put', entity: `comment/a/${index + 1}`, value: { text: 'said' } };
      return { ...row, text: JSON.stringify({ command: 'c', position: index + 1, event }) };
    });
    for (const [held, text, at, found] of [
      [rows, 'said', 1, /"said" was told 1, stands at 1 and 2/],
      [rows.slice(0, 1), 'said', 2, /told 2, stands at 1$/],
      [rows.slice(0, 1), 'meant', 1, /stands at no place/],
    ] as const) {
      const history = historyOf(held);
      history.acknowledgeComment(text, at);
      assert.ok((await history.check()).some((one) => found.test(one)));
    }
  });

  it('[M12] finds a head that is not where the entries end', async () => {
    assert.match((await historyOf([a, b], a).check()).join(), /the head says 1, the entries end at 2/);
  });
});
