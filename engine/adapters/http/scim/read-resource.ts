import { z } from 'zod';
import { err, ok, type Result } from '../../../domain/result.ts';

/** What of a SCIM user is kept here; everything else is left where it comes from. */
export type UserFields = { readonly email?: string; readonly name?: string; readonly active?: boolean };

const text = z.string().trim().min(1).max(200);
const address = z.email().max(320);
/** Some providers write truth as a word. */
const truth = z.union([
  z.boolean(),
  z
    .string()
    .regex(/^(true|false)$/i)
    .transform((word) => /^true$/i.test(word)),
]);

const user = z.object({
  userName: address.optional(),
  displayName: text.optional(),
  name: z.object({ formatted: text.optional(), givenName: text.optional(), familyName: text.optional() }).optional(),
  active: truth.optional(),
});

const member = z.object({ value: z.string().max(200) });
const members = z.union([z.array(member).max(10_000), member.transform((one) => [one])]);
const group = z.object({ displayName: text.optional(), members: members.default([]) });

const patch = z.object({
  Operations: z
    .array(z.object({ op: z.string().max(20), path: z.string().max(300).optional(), value: z.unknown().optional() }))
    .min(1)
    .max(1_000),
});

export type Invalid = { readonly scimType: 'invalidValue' | 'invalidSyntax' | 'invalidPath'; readonly detail: string };

export function readUser(body: unknown): Result<UserFields, Invalid> {
  const read = parse(user, body);
  if (!read.ok) return read;
  const { userName, displayName, name, active } = read.value;
  const spoken = [name?.givenName, name?.familyName].filter((part) => part !== undefined).join(' ');
  const shown = displayName ?? name?.formatted ?? (spoken === '' ? undefined : spoken);
  return ok({
    ...(userName === undefined ? {} : { email: userName }),
    ...(shown === undefined ? {} : { name: shown }),
    ...(active === undefined ? {} : { active }),
  });
}

/** A user's patch as the fields it changes; what is not kept here is left out. */
export function readUserPatch(body: unknown): Result<UserFields, Invalid> {
  const read = parse(patch, body);
  if (!read.ok) return read;
  let fields: UserFields = {};
  for (const { op, path, value } of read.value.Operations) {
    if (!/^(add|replace)$/i.test(op)) continue; // nothing that is kept here can be without a value
    const asResource = path === undefined ? value : nest(path, value);
    const part = readUser(asResource ?? {});
    if (!part.ok) return part;
    fields = { ...fields, ...part.value };
  }
  return ok(fields);
}

const attributes = ['userName', 'displayName', 'active', 'name.formatted'];

/** `{ name: { formatted: value } }` of `name.formatted`; nothing for a path that is not kept here. */
function nest(path: string, value: unknown): unknown {
  const plain = path.replace(/^urn:ietf:params:scim:schemas:core:2\.0:User:/i, '');
  const known = attributes.find((one) => one.toLowerCase() === plain.toLowerCase());
  if (known === undefined) return {};
  return known.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
}

export function readGroup(
  body: unknown,
): Result<{ readonly name: string | null; readonly members: readonly string[] }, Invalid> {
  const read = parse(group, body);
  if (!read.ok) return read;
  const { displayName = null, members: list } = read.value;
  return ok({ name: displayName, members: list.map(({ value }) => value) });
}

export type MemberChange = { readonly op: 'add' | 'remove' | 'replace'; readonly members: readonly string[] };

/** What a group's patch does to its members, in order; a group's name stays the role's. */
export function readGroupPatch(body: unknown): Result<readonly MemberChange[], Invalid> {
  const read = parse(patch, body);
  if (!read.ok) return read;
  const changes: MemberChange[] = [];
  for (const { op: written, path, value } of read.value.Operations) {
    const op = (['add', 'remove', 'replace'] as const).find((one) => one === written.toLowerCase());
    if (op === undefined) return err({ scimType: 'invalidSyntax', detail: `There is no operation "${written}".` });
    const one = /^members\[value eq "([^"]{1,200})"\]$/i.exec(path ?? '')?.[1];
    if (one !== undefined) {
      changes.push({ op, members: [one] });
      continue;
    }
    if (path !== undefined && path.toLowerCase() !== 'members') {
      if (/^(displayName|externalId|id)$/i.test(path)) continue;
      return err({
        scimType: 'invalidPath',
        detail: `A group here has members and nothing else to change; not "${path}".`,
      });
    }
    const given = path === undefined ? ((value ?? {}) as { members?: unknown }).members : value;
    if (given === undefined && op !== 'remove') continue;
    const list = given === undefined ? ok([]) : parse(members, given);
    if (!list.ok) return list;
    const ids = list.value.map((each) => each.value);
    // "Remove members" without saying which is all of them.
    changes.push(op === 'remove' && ids.length === 0 ? { op: 'replace', members: [] } : { op, members: ids });
  }
  return ok(changes);
}

function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): Result<z.output<Schema>, Invalid> {
  const read = schema.safeParse(value);
  if (read.success) return ok(read.data);
  const [issue] = read.error.issues;
  return err({
    scimType: 'invalidValue',
    detail: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'does not fit'}`,
  });
}

/** The value of `attribute eq "value"`; null where there is no filter. */
export function readFilter(filter: unknown, attribute: string): Result<string | null, string> {
  if (filter === undefined || filter === '') return ok(null);
  const found = /^(\w+)\s+eq\s+"((?:[^"\\]|\\.)*)"$/i.exec(String(filter).trim());
  if (found?.[1]?.toLowerCase() === attribute.toLowerCase()) return ok((found[2] ?? '').replace(/\\(.)/g, '$1'));
  // Whoever is known by an id from elsewhere is not known by it here.
  if (found?.[1]?.toLowerCase() === 'externalid') return ok('');
  return err(`Filter by ${attribute} eq "...".`);
}
