import assert from 'node:assert/strict';
import { type CommandEvent, type CommandParts, registerCommands } from '#addin/commands/register-commands';
import { assessmentId } from '#engine/contract/model/ids';

/** Presses a button of the ribbon; returns what came of it, in order. */
async function press(name: string, more: Partial<CommandParts> = {}): Promise<readonly unknown[]> {
  const log: unknown[] = [];
  const runs = new Map<string, (event: CommandEvent) => void>();
  const parts: CommandParts = {
    dispatch: (intent) => void log.push(intent),
    showPane: async () => void log.push('pane'),
    showMine: () => void log.push('mine'),
    bound: () => assessmentId.parse('a-1'),
    ...more,
  };
  registerCommands(
    (id, run) => void runs.set(id, run),
    () => Promise.resolve(parts),
  );
  await new Promise<void>((resolve) => {
    runs.get(name)?.({
      completed() {
        log.push('completed');
        resolve();
      },
    });
  });
  return log;
}

describe('registerCommands', () => {
  it('[U15] Sync now syncs without showing the pane', async () => {
    assert.deepEqual(await press('syncNow'), [{ do: 'syncNow' }, 'completed']);
  });

  it('[U15] the others show their page beside the sheet', async () => {
    assert.deepEqual(await press('showConflicts'), [{ do: 'goTo', page: 'conflicts' }, 'pane', 'completed']);
    assert.deepEqual(await press('showImport'), [{ do: 'goTo', page: 'import' }, 'pane', 'completed']);
    assert.deepEqual(await press('showNew'), [{ do: 'goTo', page: 'new' }, 'pane', 'completed']);
    assert.deepEqual(await press('showMyItems'), ['mine', { do: 'goTo', page: 'items' }, 'pane', 'completed']);
  });

  it('[U15] Report downloads the report of the open assessment, and shows the pane where there is none', async () => {
    assert.deepEqual(await press('downloadReport'), [
      { do: 'download', what: 'report', request: { params: { assessment: 'a-1' } } },
      'completed',
    ]);
    assert.deepEqual(await press('downloadReport', { bound: () => null }), [
      { do: 'goTo', page: 'home' },
      'pane',
      'completed',
    ]);
  });
});
