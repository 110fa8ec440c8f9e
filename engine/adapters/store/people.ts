import type { Person } from '../../app/ports.ts';
import { type UserId, userId } from '../../contract/model/ids.ts';

const sources = ['machine', 'directory', 'claimed', 'system'] as const;

/** Finds people by address or name, letter case aside; a name that two people share finds nobody. */
export function createFinder(people: ReadonlyMap<UserId, Person>): (nameOrEmail: string) => Person | null {
  const byEmail = new Map<string, Person | null>();
  const byName = new Map<string, Person | null>();
  for (const person of people.values()) {
    addUnlessShared(byName, person.name, person);
    if (person.email !== null) {
      addUnlessShared(byEmail, person.email, person);
    }
  }
  return (nameOrEmail) => byEmail.get(fold(nameOrEmail)) ?? byName.get(fold(nameOrEmail)) ?? null;
}

function addUnlessShared(people: Map<string, Person | null>, key: string, person: Person): void {
  people.set(fold(key), people.has(fold(key)) ? null : person);
}

function fold(text: string): string {
  return text.trim().normalize('NFC').toLowerCase();
}

/** Throws, naming the place, when it is no person. */
export function readPerson(value: unknown, place: string): Person {
  const fields = (typeof value === 'object' && value !== null ? value : {}) as Partial<Record<keyof Person, unknown>>; // each is checked below
  const id = userId.safeParse(fields.id);
  const source = sources.find((known) => known === fields.source);
  const { name, email } = fields;
  if (
    !id.success ||
    source === undefined ||
    typeof name !== 'string' ||
    (email !== null && typeof email !== 'string')
  ) {
    throw new Error(`${place} needs an id, a name, an email (or null) and a source of ${sources.join(', ')}`);
  }
  return { id: id.data, name, email, source };
}
