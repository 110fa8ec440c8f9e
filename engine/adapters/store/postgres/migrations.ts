/**
 * The schema, step by step: the step from version n stands at index n and is never changed again. Every table has the
 * organisation first in its key, and a policy that shows a connection the rows of its own organisation alone, also to the
 * tables' owner. Nothing is ordered by a number the database draws: such numbers become visible out of order.
 */
export const migrations: readonly string[] = [
  `
create table controlbook.organisation (
  id text primary key,
  version integer not null,
  created text not null,
  -- here, arriving, leaving, left: whether it lives in this database, or is on its way in or out
  state text not null,
  -- counts the changes of people, so that every engine can ask for what it has not seen
  people bigint not null default 0
);

-- Where each partition's journal ends: the one row that every append takes, so that positions become visible in order.
create table controlbook.head (
  organisation text not null references controlbook.organisation,
  partition text not null,
  epoch text not null,
  position bigint not null,
  hash text not null,
  closed boolean not null default false,
  primary key (organisation, partition)
) with (fillfactor = 50);

create table controlbook.entry (
  organisation text not null,
  partition text not null,
  position bigint not null,
  hash text not null,
  text text not null,
  primary key (organisation, partition, position)
);

create table controlbook.snapshot (
  organisation text not null,
  partition text not null,
  epoch text not null,
  position bigint not null,
  hash text not null,
  version integer not null,
  state bytea not null,
  primary key (organisation, partition)
);

create table controlbook.person (
  organisation text not null references controlbook.organisation,
  id text not null,
  name text not null,
  email text,
  source text not null,
  change bigint not null,
  primary key (organisation, id)
);
create index person_change on controlbook.person (organisation, change);

alter table controlbook.organisation enable row level security, force row level security;
alter table controlbook.head enable row level security, force row level security;
alter table controlbook.entry enable row level security, force row level security;
alter table controlbook.snapshot enable row level security, force row level security;
alter table controlbook.person enable row level security, force row level security;

create policy own on controlbook.organisation using (id = current_setting('controlbook.organisation', true));
create policy choose on controlbook.organisation for select
  using (coalesce(current_setting('controlbook.organisation', true), '') = '');
create policy own on controlbook.head using (organisation = current_setting('controlbook.organisation', true));
create policy own on controlbook.entry using (organisation = current_setting('controlbook.organisation', true));
create policy own on controlbook.snapshot using (organisation = current_setting('controlbook.organisation', true));
create policy own on controlbook.person using (organisation = current_setting('controlbook.organisation', true));
`,
  `
-- The epoch a history goes on from that was put back from a backup, until an entry is written in the new one.
alter table controlbook.head add column restores text;
`,
];
