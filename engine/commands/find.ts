import type { Client } from './client.ts';
import { CommandFailed } from './command.ts';

type Named = { readonly id: string; readonly names: readonly string[] };

/** One of these by id or by name, letter case aside; says which there are when none or several fit. */
function pick(what: string, wanted: string, all: readonly Named[]): string {
  const key = wanted.trim().toLowerCase();
  const found = all.filter(({ id, names }) => id === wanted || names.some((name) => name.toLowerCase() === key));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only.id;
  const list = all.map(({ id, names }) => `  ${names.join(' / ')}  (${id})`).join('\n');
  const said =
    found.length === 0
      ? `There is no ${what} "${wanted}".`
      : `More than one ${what} is named "${wanted}"; name it by id.`;
  throw new CommandFailed(list === '' ? `${said} There is none yet.` : `${said} There are:\n${list}`);
}

export async function findTemplate(client: Client, wanted: string): Promise<string> {
  const { templates } = await client.call('templates');
  return pick(
    'template',
    wanted,
    templates.map(({ id, name }) => ({ id, names: [name] })),
  );
}

export async function findAssessment(client: Client, wanted: string): Promise<string> {
  const { groups } = await client.call('groups');
  const all = groups.flatMap((group) =>
    group.assessments.map(({ id, title }) => ({ id, names: [title, `${group.name}/${title}`] })),
  );
  return pick('assessment', wanted, all);
}

export async function findGroup(client: Client, wanted: string): Promise<string> {
  const { groups } = await client.call('groups');
  return pick(
    'group',
    wanted,
    groups.map(({ id, name }) => ({ id, names: [name] })),
  );
}
