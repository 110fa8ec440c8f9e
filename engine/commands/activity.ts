import { activityKinds } from '../contract/http/activity.ts';
import { type Client, withEngine } from './client.ts';
import { type Command, type CommandContext, CommandFailed, counted, exitCodes, text } from './command.ts';
import { findAssessment, findGroup, findPerson } from './find.ts';
import { oneLine } from './one-line.ts';
import { writeOutput } from './output.ts';
import { underWay } from './under-way.ts';

const formats = ['csv', 'xlsx'];

export const activityCommand: Command = {
  name: 'activity',
  summary: 'Say what happened in the organisation, newest first, or write it to a file',
  usage: 'controlbook activity [options]',
  help: `Shows the newest first, as many as --lines says; with --format all of it goes into a file.

  --from DAY            the first day (YYYY-MM-DD, UTC)
  --to DAY              the last day
  --person NAME         of this person alone (name, e-mail address or id)
  --group NAME          of this group alone
  --assessment TITLE    of this assessment alone
  --kind KIND           ${activityKinds.slice(0, 7).join(', ')},
                        ${activityKinds.slice(7).join(', ')}
  --text WORDS          lines that say this
  --lines NUMBER        how many to show (else 50)
  --format FORMAT       csv or xlsx: a file with all of it, 20,000 lines at most
  --out FILE            where to (else named after the day, in this folder)
  --force               replace the file if it is there already`,
  examples: [
    'activity --from 2026-11-01 --person ann@example.org',
    'activity --kind templates --lines 10',
    'activity --from 2026-10-01 --to 2026-12-31 --format csv --out quarter.csv',
  ],
  words: [],
  options: {
    from: { type: 'string' },
    to: { type: 'string' },
    person: { type: 'string' },
    group: { type: 'string' },
    assessment: { type: 'string' },
    kind: { type: 'string' },
    text: { type: 'string' },
    lines: { type: 'string' },
    format: { type: 'string' },
    out: { type: 'string' },
    force: { type: 'boolean' },
  },
  async run(context) {
    const format = text(context, 'format');
    if (format !== null && !formats.includes(format)) {
      throw new CommandFailed('--format says what kind of file is written: csv or xlsx.', exitCodes.usage);
    }
    if (format === null && (text(context, 'out') !== null || context.values['force'] === true)) {
      throw new CommandFailed('--out and --force go with --format: without it nothing is written.', exitCodes.usage);
    }
    const wanted = text(context, 'lines') ?? '50';
    const most = /^\d{1,6}$/.test(wanted) ? Number(wanted) : 0;
    if (most === 0) throw new CommandFailed('--lines is a whole number above 0.', exitCodes.usage);
    const kind = text(context, 'kind');
    if (kind !== null && !activityKinds.some((one) => one === kind)) {
      throw new CommandFailed(`--kind is one of ${activityKinds.join(', ')}.`, exitCodes.usage);
    }
    for (const name of ['from', 'to']) {
      const day = text(context, name);
      if (day === null || /^\d{4}-\d{2}-\d{2}$/.test(day)) continue;
      throw new CommandFailed(`--${name} is a day, such as 2026-11-23.`, exitCodes.usage);
    }
    return withEngine(context, 'asks', async (client) => {
      const filter = await filterOf(context, client);
      if (format === null) return show(context, client, filter, most);
      const query = { ...filter, format };
      const { name, bytes } = await underWay(context.tell, 'Looking back', () =>
        client.call('exportActivity', { query }),
      );
      context.print(await writeOutput(text(context, 'out'), name, bytes, context.values['force'] === true));
      return exitCodes.done;
    });
  },
};

type Filter = Readonly<Record<string, string>>;

async function filterOf(context: CommandContext, client: Client): Promise<Filter> {
  const plain = ['from', 'to', 'kind', 'text'].flatMap((name) => {
    const value = text(context, name);
    return value === null ? [] : [[name, value] as const];
  });
  const found = async (name: string, find: (wanted: string) => Promise<string>) => {
    const wanted = text(context, name);
    return wanted === null ? [] : [[name, await find(wanted)] as const];
  };
  return Object.fromEntries([
    ...plain,
    ...(await found('person', (wanted) => findPerson(client, wanted))),
    ...(await found('group', (wanted) => findGroup(client, wanted, 'Leave --group out.'))),
    ...(await found('assessment', (wanted) => findAssessment(client, wanted))),
  ]);
}

async function show({ print }: CommandContext, client: Client, filter: Filter, most: number): Promise<number> {
  let shown = 0;
  let cursor: string | null = null;
  do {
    const limit = String(Math.min(200, most - shown));
    const query: Filter = { ...filter, limit, ...(cursor === null ? {} : { cursor }) };
    const page: Awaited<ReturnType<typeof ask>> = await ask(client, query);
    for (const { time, name, what, group, item, field, from, to } of page.lines) {
      const value = [from, to].filter((part) => part !== '').map((part) => oneLine(part, 80));
      const subject = [group?.name ?? '', item, field]
        .filter((part) => part !== '')
        .map((part) => oneLine(part, 80))
        .join(' / ');
      print(
        `${time.slice(0, 19).replace('T', ' ')}  ${name}: ${what} ${subject}${value.length > 0 ? `: ${value.join(' -> ')}` : ''}`,
      );
    }
    shown += page.lines.length;
    cursor = page.cursor;
  } while (cursor !== null && shown < most);
  if (shown === 0) print('Nothing of the kind happened.');
  else if (cursor !== null)
    print(`... ${counted(shown, 'line')} shown; there may be more. Add --lines, or --format csv for all of it.`);
  return exitCodes.done;
}

function ask(client: Client, query: Filter) {
  return client.call('activity', { query });
}
