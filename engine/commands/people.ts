import { readFile } from 'node:fs/promises';
import { type Role, roleNames, roles } from '../contract/model/permission.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { withEngine } from './client.ts';
import { type Command, CommandFailed, counted, exitCodes } from './command.ts';
import { reasonOf } from './output.ts';
import { readCsv } from './read-csv.ts';

type ListedPerson = { readonly name: string; readonly email: string; readonly roles: readonly Role[] };

export const peopleCommand: Command = {
  name: 'people',
  summary: 'Put people into the directory, and into roles, from a CSV file',
  usage: 'controlbook people import FILE.csv [options]',
  help: `The first line names the columns: "name" and "email", and if you like "roles" with roles between semicolons:
${roles.map((role) => roleNames[role]).join(', ')}. Each person is known by the address; who is there already is renamed.
Nobody is taken out of anything. A file with errors is not taken at all.`,
  examples: ['people import team.csv', 'people import "Compliance team.csv" --data /srv/controlbook/data'],
  words: ['import', 'FILE.csv'],
  options: {},
  async run(context) {
    const [what, file] = context.words;
    if (what !== 'import') throw new CommandFailed('Say what to do: people import FILE.csv', exitCodes.usage);
    if (file === undefined) throw new CommandFailed('Name the file: people import FILE.csv', exitCodes.usage);
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      throw new CommandFailed(`${file} cannot be read: ${reasonOf(error)}`);
    });
    const people = readPeople(text);
    if (!people.ok) {
      throw new CommandFailed(
        [`${file} was not taken:`, ...people.error.map((one) => `  ${one}`)].join('\n'),
        exitCodes.findings,
      );
    }
    return withEngine(context, 'asks', async (client) => {
      const done = await client.call('importPeople', {
        body: { people: people.value.map(({ roles: given, ...person }) => ({ ...person, roles: [...given] })) },
      });
      const given = done.roles === 0 ? '' : ` ${counted(done.roles, 'role')} given.`;
      context.print(`${done.added} added, ${done.renamed} renamed, ${done.unchanged} unchanged.${given}`);
      return exitCodes.done;
    });
  },
};

const columns = {
  name: ['name', 'display name', 'full name'],
  email: ['email', 'e-mail', 'mail', 'e-mail address', 'email address'],
  roles: ['roles', 'role'],
} as const;
const peopleAtMost = 5_000;

/** The people a file lists, or everything that is wrong with it, by line. */
export function readPeople(text: string): Result<readonly ListedPerson[], readonly string[]> {
  const read = readCsv(text);
  if (!read.ok) return err([read.error]);
  const [head, ...rows] = read.value;
  const at = (names: readonly string[]): number =>
    head?.cells.findIndex((cell) => names.includes(cell.toLowerCase())) ?? -1;
  const places = { name: at(columns.name), email: at(columns.email), roles: at(columns.roles) };
  if (places.name === -1 || places.email === -1) {
    return err(['Line 1: it has to name the columns, "name" and "email" among them.']);
  }
  if (rows.length === 0) return err(['There is nobody in it.']);
  if (rows.length > peopleAtMost)
    return err([`It has ${rows.length} people; split it into files of at most ${peopleAtMost}.`]);
  const problems: string[] = [];
  const people = rows.map(({ line, cells }): ListedPerson => {
    const cell = (place: number): string => cells[place] ?? '';
    const [name, email] = [cell(places.name), cell(places.email)];
    if (name === '' || name.length > 200) problems.push(`Line ${line}: a name of 1 to 200 characters is missing.`);
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) problems.push(`Line ${line}: "${email}" is no e-mail address.`);
    const given = (places.roles === -1 ? '' : cell(places.roles)).split(/[;,|]/).map((one) => one.trim());
    const known = given.filter((one) => one !== '').map((one) => [one, roleOf(one)] as const);
    for (const [word, role] of known) {
      if (role !== null) continue;
      problems.push(
        `Line ${line}: "${word}" is no role. The roles are ${roles.map((one) => roleNames[one]).join(', ')}.`,
      );
    }
    return { name, email, roles: known.flatMap(([, role]) => role ?? []) };
  });
  return problems.length === 0 ? ok(people) : err(problems);
}

/** By its name, with or without the words the original put in front. */
function roleOf(word: string): Role | null {
  const plain = (text: string): string =>
    text
      .toLowerCase()
      .replace(/^compliance manager\s+/, '')
      .replace(/[\s-]+/g, ' ');
  return roles.find((role) => plain(roleNames[role]) === plain(word)) ?? null;
}
