import type { Client } from './client.ts';
import { CommandFailed } from './command.ts';
import { nearest } from './nearest.ts';

type Named = { readonly id: string; readonly name: string; readonly otherName?: string };

/** More are not listed: the few that resemble what was typed are. */
const listed = 20;

/** One of these by id or by name, letter case aside; says which there are, or which may be meant, when none or several fit. */
function pick(what: string, wanted: string, all: readonly Named[], hint: string): string {
  const key = wanted.trim().toLowerCase();
  const found = all.filter(
    ({ id, name, otherName }) => id === wanted || name.toLowerCase() === key || otherName?.toLowerCase() === key,
  );
  const [only] = found;
  if (only !== undefined && found.length === 1) return only.id;
  if (all.length === 0) throw new CommandFailed(`There is no ${what} yet. ${hint}`);
  if (found.length > 1) {
    throw new CommandFailed(`More than one ${what} is named "${wanted}". Name one by its id:\n${lines(found)}`);
  }
  const close = nearest(wanted, [...new Set(all.map(({ name }) => name))], 5);
  const meant = all.filter(({ name }) => close.includes(name));
  const said = `There is no ${what} "${wanted}".`;
  if (meant.length > 0) throw new CommandFailed(`${said} Did you mean:\n${lines(meant)}`);
  const more = all.length > listed ? `\n  ... and ${all.length - listed} more` : '';
  throw new CommandFailed(`${said} There are:\n${lines(all.slice(0, listed))}${more}`);
}

function lines(all: readonly Named[]): string {
  return all.map(({ id, name, otherName }) => `  ${otherName ?? name}  (${id})`).join('\n');
}

export async function findTemplate(client: Client, wanted: string): Promise<string> {
  const { templates } = await client.call('templates');
  return pick('template', wanted, templates, 'Make one with: controlbook import FILE');
}

export async function findAssessment(client: Client, wanted: string): Promise<string> {
  const { groups } = await client.call('groups');
  const all = groups.flatMap((group) =>
    group.assessments.map(({ id, title }) => ({ id, name: title, otherName: `${group.name}/${title}` })),
  );
  return pick('assessment', wanted, all, 'Open one with: controlbook new --template NAME');
}

export async function findGroup(client: Client, wanted: string, hint: string): Promise<string> {
  const { groups } = await client.call('groups');
  return pick('group', wanted, groups, hint);
}

export async function findPerson(client: Client, wanted: string): Promise<string> {
  const { people } = await client.call('people');
  const all = people.map(({ id, name, email }) => ({ id, name, ...(email === null ? {} : { otherName: email }) }));
  return pick('person', wanted, all, 'Leave --person out.');
}
