import { withEngine } from './client.ts';
import { type Command, exitCodes } from './command.ts';

export const statusCommand: Command = {
  name: 'status',
  summary: 'Groups, assessments, scores, conflicts, and files that need attention',
  usage: 'controlbook status',
  help: '',
  options: {},
  async run(context) {
    const { print } = context;
    return withEngine(context.config, context.tell, async (client) => {
      const status = await client.call('status');
      print(
        `${status.templates} templates, ${status.groups} groups, ${status.assessments} assessments, ${status.openConflicts} open conflicts`,
      );
      const { groups } = await client.call('groups');
      for (const group of groups) {
        print(`${group.name}: ${percent(group.score.percent)}`);
        for (const { title, score, progress, state, archived } of group.assessments) {
          const customer = `${progress.customer.assessed} of ${progress.customer.total} controls assessed`;
          print(
            `  ${title}: ${percent(score.percent)} (${score.achieved} of ${score.possible}), ${customer}, ${archived === null ? state : 'archived'}`,
          );
        }
      }
      for (const { path, state, message } of status.files) {
        if (state !== 'in step') print(`${path}: ${state}${message === '' ? '' : `: ${message}`}`);
      }
      return exitCodes.done;
    });
  },
};

function percent(value: number | null): string {
  return value === null ? 'no points possible' : `${value.toFixed(1)} %`;
}
