import type { Directory, Person } from '../../../app/ports.ts';
import type { UserId } from '../../../contract/model/ids.ts';
import { createFinder, readPerson } from '../people.ts';
import type { Database } from './database.ts';

export type PostgresDirectory = Directory & {
  /** Takes in what other engines have changed, up to this count of changes. */
  catchUp(changes: number): Promise<void>;
};

/** The people of an organisation, held in memory and brought up to date as other engines change them. */
export async function openPostgresDirectory(database: Database, organisation: string): Promise<PostgresDirectory> {
  const people = new Map<UserId, Person>();
  let finder = createFinder(people);
  let seen = -1;
  let catching: Promise<void> = Promise.resolve();
  let waiting: Person[] = [];
  let writing: Promise<void> = Promise.resolve();

  const fetch = async (): Promise<void> => {
    const rows = await database.ask({ text: changedText, values: [organisation, seen] });
    for (const row of rows) {
      const { id, name, email, source } = row;
      const person = readPerson({ id, name, email, source }, `person ${String(id)} in ${database.label}`);
      people.set(person.id, person);
      seen = Math.max(seen, Number(row['change']));
    }
    if (rows.length > 0) finder = createFinder(people);
  };
  const catchUp = (changes: number): Promise<void> => {
    if (changes <= seen) return Promise.resolve();
    const caught = catching.then(() => (changes <= seen ? undefined : fetch()));
    catching = caught.catch(() => undefined); // who asked hears of it
    return caught;
  };

  /** Everybody put while the last write ran goes into one statement. */
  const writeWaiting = async (): Promise<void> => {
    if (waiting.length === 0) return;
    const batch = [...new Map(waiting.map((person) => [person.id, person])).values()];
    waiting = [];
    const [row] = await database.ask({
      text: putText,
      values: [
        organisation,
        batch.map(({ id }) => id),
        batch.map(({ name }) => storable(name)),
        batch.map(({ email }) => (email === null ? null : storable(email))),
        batch.map(({ source }) => source),
      ],
    });
    await catchUp(Number(row?.['people']));
  };

  await fetch();
  return {
    all: () => [...people.values()],
    byId: (id) => people.get(id) ?? null,
    find: (nameOrEmail) => finder(nameOrEmail),
    put(person) {
      waiting.push(readPerson(person, `the person ${person.id}`));
      const written = writing.then(writeWaiting);
      writing = written.catch(() => undefined); // those who put these people hear of it
      return written;
    },
    catchUp,
  };
}

/** The one character PostgreSQL takes in no text. */
function storable(text: string): string {
  return text.replaceAll('\u0000', '\ufffd');
}

const changedText = `select id, name, email, source, change from controlbook.person
where organisation = $1 and change > $2 order by change`;

/** The organisation's row is locked to the commit, so that changes become visible in the order of their count. */
const putText = `
with counted as (
  update controlbook.organisation set people = people + 1 where id = $1 returning people
), put as (
  insert into controlbook.person (organisation, id, name, email, source, change)
  select $1, p.id, p.name, p.email, p.source, counted.people
  from counted, unnest($2::text[], $3::text[], $4::text[], $5::text[]) as p (id, name, email, source)
  on conflict (organisation, id) do update
    set name = excluded.name, email = excluded.email, source = excluded.source, change = excluded.change
)
select people from counted`;
