import { runningEngine, withEngine } from './client.ts';
import { type Command, counted, exitCodes } from './command.ts';

export const statusCommand: Command = {
  name: 'status',
  summary: 'Groups, assessments, scores, conflicts, and files that need attention',
  usage: 'controlbook status',
  help: 'Asks the running engine; where none runs, one is started for the moment, which also takes in saved workbooks.',
  examples: ['status', 'status --data /srv/controlbook/data'],
  words: [],
  options: {},
  async run(context) {
    const { config, print } = context;
    const url = await runningEngine(config.data);
    return withEngine(context, 'asks', async (client) => {
      const status = await client.call('status');
      print(`Engine      ${url ?? 'not running'}`);
      print(`Workbooks   ${status.folder ?? config.folder}`);
      print(
        `Holds       ${counted(status.templates, 'template')}, ${counted(status.groups, 'group')}, ${counted(status.assessments, 'assessment')}`,
      );
      const { groups } = await client.call('groups');
      for (const group of groups) {
        print(`\n${group.name}: ${percent(group.score.percent)}`);
        for (const { title, score, progress, state, archived } of group.assessments) {
          const assessed = `${progress.customer.assessed} of ${counted(progress.customer.total, 'control')} assessed`;
          const word = archived !== null ? ', archived' : state === 'None' ? '' : `, ${state.toLowerCase()}`;
          print(
            `  ${title}: ${percent(score.percent)} (${score.achieved} of ${counted(score.possible, 'point')}), ${assessed}${word}`,
          );
        }
      }
      const { openConflicts } = status;
      if (openConflicts > 0) {
        print(
          `\n${counted(openConflicts, 'open conflict')}. Settle on the sheet Conflicts of a workbook, or at ${url ?? 'the engine’s page'}.`,
        );
      }
      const told = status.files.filter(({ state, message }) => state !== 'in step' || message !== '');
      if (told.length > 0) print('\nFiles that need attention:');
      for (const { path, state, message } of told) {
        print(`  ${path}: ${state}${message === '' ? '' : `\n    ${message.replaceAll('\n', '\n    ')}`}`);
      }
      return exitCodes.done;
    });
  },
};

function percent(value: number | null): string {
  return value === null ? 'no points possible' : `${value.toFixed(1)} %`;
}
