import assert from 'node:assert/strict';
import type { PeopleState } from '#addin/state/model';
import type { UserId } from '#engine/contract/model/ids';
import { createPaneBench, type Pane, type PaneBench } from '#test/support/pane/pane-bench';

const [ann, bob] = ['ann', 'bob'] as UserId[];

describe('roles in the pane', () => {
  let bench: PaneBench;
  let pane: Pane;
  beforeEach(async () => {
    bench = await createPaneBench();
    pane = bench.pane(await bench.book(bench.assessments[0] ?? assert.fail()));
    await bench.clock.pass(2_500);
    await look(pane);
  });
  afterEach(() => {
    pane.session.stop();
    bench.close();
  });

  const people = (of: Pane = pane): PeopleState => of.session.state().people;
  /** What is behind the page is fetched first, in a time no test knows. */
  const look = async ({ session }: Pane): Promise<void> => {
    session.dispatch({ do: 'loadAccess' });
    while (session.state().people.access.kind === 'none') await new Promise((resolve) => setTimeout(resolve, 1));
    await bench.clock.pass(100);
  };
  const members = (of: Pane, role: string): readonly string[] => {
    const { access } = people(of);
    const found = access.kind === 'ready' ? access.value.roles.find((one) => one.role === role) : undefined;
    return found?.members.map(({ name }) => name) ?? assert.fail(access.kind);
  };

  it('[P76] finds people, shows what a change does to everybody, and makes it', async () => {
    pane.session.dispatch({ do: 'findPeople', text: 'bo' });
    await bench.clock.pass(100);
    assert.deepEqual(
      people().found.map(({ name }) => name),
      ['Bob Baker'],
    );
    pane.session.dispatch({
      do: 'previewAccess',
      changes: [{ kind: 'add', role: 'assessor', user: bob ?? assert.fail() }],
    });
    await bench.clock.pass(100);
    const { asked } = people();
    assert.deepEqual(asked?.preview.kind === 'ready' && asked.preview.value.everybodyElse, {
      gains: [],
      loses: ['edit-test-results'],
    });
    assert.deepEqual(members(pane, 'assessor'), []);
    pane.session.dispatch({ do: 'changeAccess' });
    await bench.clock.pass(500);
    assert.deepEqual(members(pane, 'assessor'), ['Bob Baker']);
    assert.equal(people().asked, null);
  });

  it('[P76] says why a change cannot be made, and makes nothing of it', async () => {
    const user = ann ?? assert.fail();
    pane.session.dispatch({ do: 'previewAccess', changes: [{ kind: 'add', role: 'portal-admin', user }] });
    await bench.clock.pass(100);
    pane.session.dispatch({ do: 'changeAccess' });
    await bench.clock.pass(500);
    pane.session.dispatch({
      do: 'previewAccess',
      changes: [{ kind: 'add', role: 'reader', user: 'nobody' as UserId }],
    });
    await bench.clock.pass(100);
    const { asked } = people();
    assert.equal(asked?.preview.kind === 'failed' && asked.preview.code, 'unknown-person');
    pane.session.dispatch({ do: 'changeAccess' });
    await bench.clock.pass(500);
    assert.deepEqual(
      pane.session.state().problems.map(({ code }) => code),
      ['unknown-person'],
    );
    assert.deepEqual(members(pane, 'reader'), []);
  });

  it('[P76] shows what others change, and what one may do oneself', async () => {
    const other = bench.pane(await bench.book(bench.assessments[0] ?? assert.fail()), { name: 'other' });
    await bench.clock.pass(2_500);
    await look(other);
    assert.deepEqual(pane.session.state().me?.roles, []);
    other.session.dispatch({
      do: 'previewAccess',
      changes: [{ kind: 'add', role: 'reader', user: ann ?? assert.fail() }],
    });
    await bench.clock.pass(100);
    other.session.dispatch({ do: 'changeAccess' });
    await bench.clock.pass(1_000);
    assert.deepEqual(members(pane, 'reader'), ['Ann Archer']);
    assert.deepEqual(pane.session.state().me?.roles, ['reader']);
    other.session.stop();
  });
});
