import type { z } from 'zod';
import type { endpoints } from '../contract/http.ts';
import { withEngine } from './client.ts';
import { type Command, CommandFailed, counted, exitCodes } from './command.ts';

type Run = z.infer<(typeof endpoints)['syncSecureScore']['response']>;

export const secureScoreCommand: Command = {
  name: 'secure-score',
  summary: 'Read Secure Score now, or see what it keeps and how the last readings went',
  usage: 'controlbook secure-score sync|status [options]',
  help: `sync     reads once, sets the actions that are automatic, and says how it went
status   every action that names a Secure Score control with what was last seen, and the last readings

Where it is read is set by CONTROLBOOK_GRAPH_TENANT, CONTROLBOOK_GRAPH_CLIENT and CONTROLBOOK_GRAPH_SECRET_FILE (or
CONTROLBOOK_GRAPH_SECRET); docs/secure-score.md tells how to register the application. To try it without a tenant:
controlbook start --demo-secure-score`,
  examples: ['secure-score status', 'secure-score sync --data /srv/controlbook/data'],
  words: ['sync|status'],
  options: {},
  async run(context) {
    const [what] = context.words;
    if (what === 'sync') {
      return withEngine(context, 'asks', async (client) => {
        const run = await client.call('syncSecureScore');
        context.print(runLine(run));
        return run.state === 'failed' ? exitCodes.failed : exitCodes.done;
      });
    }
    if (what !== 'status') throw new CommandFailed('Say what to do: secure-score sync, or status', exitCodes.usage);
    return withEngine(context, 'asks', async (client) => {
      const { source, settings, nextRun, runs, actions } = await client.call('secureScore');
      context.print(
        `Read from ${source ?? 'nowhere: nothing is configured'}; automatic: ${words[settings.automation]}.`,
      );
      if (nextRun !== null) context.print(`Next reading after ${time(nextRun)}.`);
      for (const run of runs.slice(0, 5)) context.print(`  ${runLine(run)}`);
      for (const { title, automated, seen, sentence } of actions) {
        const state = automated ? (seen === null ? 'on, nothing seen yet' : sentence) : 'off';
        context.print(`  ${title}: ${state}`);
      }
      return exitCodes.done;
    });
  },
};

const words = { all: 'all actions that name a control', 'per-action': 'action by action', none: 'none' } as const;

function runLine({ started, state, scoreDate, controls, changedFields, evidence, refused, message }: Run): string {
  const day = scoreDate === null ? '' : `, score of ${scoreDate.slice(0, 10)}`;
  const seen = `${counted(controls, 'control')} read, ${counted(changedFields, 'field')} changed, ${counted(evidence, 'piece')} of evidence`;
  const not = refused === 0 ? '' : `, ${refused} refused`;
  return `${time(started)}  ${state}${day}: ${seen}${not}.${message === '' ? '' : ` ${message}`}`;
}

function time(text: string): string {
  return `${text.slice(0, 16).replace('T', ' ')} UTC`;
}
