import type { z } from 'zod';
import type { templateUpdate } from '../contract/http/assessment.ts';
import { withEngine } from './client.ts';
import { type Command, CommandFailed, counted, exitCodes, text } from './command.ts';
import { findGroup, findTemplate } from './find.ts';
import { few, showDifference } from './show-preview.ts';

export const updateCommand: Command = {
  name: 'update',
  summary: 'Show what newer versions of templates change, and accept them for a group',
  usage: 'controlbook update [GROUP] [options]',
  help: `Without GROUP, says which groups have something to accept. With it, shows row by row what would change and asks
before it does it. Every answer is kept; actions that leave are parked with theirs. Leaving it for later costs nothing.

  --template NAME   of this template alone (name or id)
  --yes             do not ask`,
  examples: ['update', 'update "Default Group"', 'update "Default Group" --template "ISO 27001:2013" --yes'],
  words: ['GROUP'],
  options: { template: { type: 'string' }, yes: { type: 'boolean' } },
  async run(context) {
    const [wanted] = context.words;
    const only = text(context, 'template');
    if (wanted === undefined && (only !== null || context.values['yes'] === true)) {
      throw new CommandFailed('Name the group that accepts.', exitCodes.usage);
    }
    const { print } = context;
    return withEngine(context, 'asks', async (client) => {
      if (wanted === undefined) {
        const { groups } = await client.call('groups');
        const waiting = groups.filter(({ assessments }) => assessments.some(({ update }) => update !== null));
        for (const { name, assessments } of waiting) {
          print(`${name}:`);
          for (const { title, templateVersion, update } of assessments) {
            if (update !== null) print(`  ${title}: version ${templateVersion} to ${update}`);
          }
        }
        const [first] = waiting;
        print(
          first === undefined
            ? 'Every assessment is on the newest version of its template.'
            : `\nSee what changes:  controlbook update "${first.name}"`,
        );
        return exitCodes.done;
      }
      const group = await findGroup(client, wanted, 'Leave the group out.');
      const template = only === null ? null : await findTemplate(client, only);
      const { updates } = await client.call('updates', { params: { group } });
      const shown = updates.filter((update) => template === null || update.template === template);
      for (const update of shown) showUpdate(print, update);
      if (shown.length === 0) {
        print('There is nothing to accept.');
        return exitCodes.done;
      }
      if (context.values['yes'] !== true) {
        const answer = await context.confirm('Accept this for the whole group?');
        if (answer !== true) {
          print(`Nothing was accepted.${answer === null ? ' Add --yes to accept without being asked.' : ''}`);
          return exitCodes.failed;
        }
      }
      const { assessments } = await client.call('acceptUpdates', { params: { group }, body: { template } });
      for (const { title, templateVersion } of assessments) print(`"${title}" is on version ${templateVersion} now.`);
      return exitCodes.done;
    });
  },
};

function showUpdate(print: (line: string) => void, update: z.infer<typeof templateUpdate>): void {
  const { title, name, from, to, difference, score, parked, returning } = update;
  print(`${title}: ${name}, version ${from} to ${to}`);
  showDifference(print, difference);
  print(`  Score: ${shown(score.before)}, then ${shown(score.after)}`);
  if (parked.length > 0) print(`  Parked with their answers: ${few(parked)}`);
  if (returning.length > 0) print(`  Back with their answers: ${few(returning)}`);
}

function shown({ achieved, possible, percent }: z.infer<typeof templateUpdate>['score']['before']): string {
  return percent === null
    ? 'nothing to score'
    : `${achieved} of ${counted(possible, 'point')} (${percent.toFixed(1)} %)`;
}
