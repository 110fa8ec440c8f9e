import { join } from 'node:path';
import { Low } from 'lowdb';
import type { Directory, Person } from '../../app/ports.ts';
import type { UserId } from '../../contract/model/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Disk } from './disk.ts';
import { durableDocument } from './durable-document.ts';
import { nodeDisk } from './node-disk.ts';
import { createFinder, readPerson } from './people.ts';
import {
  badDocument,
  type DocumentProblem,
  migrate,
  readableForm,
  type VersionedDocument,
} from './settings-document.ts';

const version = 1;

/** People in `<data>/directory.json`. A name that two people share finds nobody: the store never guesses. */
export async function openDirectory(data: string, disk: Disk = nodeDisk): Promise<Result<Directory, DocumentProblem>> {
  const file = join(data, 'directory.json');
  const stored = new Low<VersionedDocument>(durableDocument(disk, file, readableForm), { version, people: [] });
  let people: ReadonlyMap<UserId, Person>;
  try {
    await stored.read();
    const migrated = migrate(file, stored.data, version, {});
    if (!migrated.ok) {
      return migrated;
    }
    people = readPeople(migrated.value['people']);
  } catch (error) {
    return err(badDocument(file, error));
  }
  let finder = createFinder(people);
  let waiting: Person[] = [];
  let writing: Promise<void> = Promise.resolve();

  return ok({
    all: () => [...people.values()],
    byId: (id) => people.get(id) ?? null,
    find: (nameOrEmail) => finder(nameOrEmail),
    put(person) {
      waiting.push(checkPerson(person));
      const written = writing.then(writeWaiting);
      writing = written.catch(() => undefined); // those who put these people hear of it
      return written;
    },
  });

  /** Everybody put while the last write ran goes into one document. */
  async function writeWaiting(): Promise<void> {
    if (waiting.length === 0) {
      return;
    }
    const batch = waiting;
    waiting = [];
    const next = new Map(people);
    for (const person of batch) {
      next.set(person.id, person);
    }
    stored.data = { version, people: [...next.values()] };
    await stored.write();
    people = next;
    finder = createFinder(next);
  }
}

function readPeople(list: unknown): ReadonlyMap<UserId, Person> {
  if (!Array.isArray(list)) {
    throw new Error('it has no list of people');
  }
  const people = new Map<UserId, Person>();
  for (const [at, value] of list.entries()) {
    const person = readPerson(value, `people[${at}]`);
    if (people.has(person.id)) {
      throw new Error(`people[${at}] has the id ${person.id} of somebody before`);
    }
    people.set(person.id, person);
  }
  return people;
}

/** Only what the port knows is written, whatever else the caller's object carries. */
function checkPerson(person: Person): Person {
  return readPerson(person, `the person ${person.id}`);
}
