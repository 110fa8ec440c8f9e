import type { UserId } from '../../contract/model/ids.ts';
import type { PersonView } from './view.ts';

export type PeopleLabels = {
  /** For the drop-down, sorted as people sort names. */
  readonly all: readonly string[];
  /** A person who has left the list is shown by id, so that nobody's assignment looks empty. */
  labelOf(user: UserId | string): string;
};

/** A person's name; with the address behind it where two people share the name. */
export function peopleLabels(people: readonly PersonView[]): PeopleLabels {
  const count = new Map<string, number>();
  for (const { name } of people) count.set(name.toLowerCase(), (count.get(name.toLowerCase()) ?? 0) + 1);
  const labelById = new Map<string, string>();
  for (const { id, name, email } of people) {
    const shared = (count.get(name.toLowerCase()) ?? 0) > 1;
    labelById.set(id, shared && email !== null ? `${name} <${email}>` : name);
  }
  return {
    all: [...new Set(labelById.values())].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)),
    labelOf: (user) => labelById.get(user) ?? user,
  };
}
