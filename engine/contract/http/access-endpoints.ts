import { z } from 'zod';
import { assessmentId, userId } from '../model/ids.ts';
import {
  type AccessChange,
  type AccessToken,
  accessModes,
  assessmentRoles,
  type Grant,
  permissions,
  roles,
  tokenScopes,
} from '../model/permission.ts';
import { type Endpoint, journalProblems } from './endpoint.ts';
import { time } from './journal.ts';
import { type DeepReadonly, shapeOf } from './shape.ts';

export const person = z
  .object({
    id: userId,
    name: z.string(),
    email: z.string().nullable(),
    source: z.enum(['machine', 'directory', 'claimed', 'system']).describe('`claimed`: only a file said so.'),
  })
  .meta({ id: 'Person' });

export const role = z.enum(roles);
const permission = z.enum(permissions).meta({ id: 'Permission' });

export const grant = shapeOf<Grant>()(
  z
    .object({ assessment: assessmentId, user: userId, role: z.enum(assessmentRoles) })
    .meta({ id: 'Grant', description: 'A role for one assessment.' }),
);

const accessChange = shapeOf<AccessChange>()(
  z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('add'), role, user: userId }),
      z.object({ kind: z.literal('remove'), role, user: userId }),
      z.object({
        kind: z.literal('grant'),
        assessment: assessmentId,
        user: userId,
        role: z.enum(assessmentRoles).nullable().describe('Null takes it away.'),
      }),
      z.object({ kind: z.literal('mode'), mode: z.enum(accessModes) }),
      z
        .object({ kind: z.literal('account'), user: userId, active: z.boolean() })
        .describe('Without an active account somebody may do nothing; their roles stay filled.'),
    ])
    .meta({ id: 'AccessChange' }),
);

const accessChanges = z.object({ changes: z.array(accessChange).min(1).max(1_000) });

const access = z
  .object({
    mode: z
      .enum(accessModes)
      .describe('`default-open`: a permission is everybody’s until its role is filled. `strict`: nothing is.'),
    roles: z.array(
      z.object({
        role,
        holds: z.array(permission),
        closes: z.array(permission).describe('Everybody’s, until somebody is in this role.'),
        members: z.array(person),
      }),
    ),
    grants: z.array(grant),
    inactive: z.array(person).describe('People whose account is not active.'),
  })
  .meta({ id: 'Access' });

const difference = { gains: z.array(permission), loses: z.array(permission) };

export const me = z
  .object({
    ...person.shape,
    scope: z.enum(tokenScopes).nullable().describe('Of the access token; null for one who signed in.'),
    mode: z.enum(accessModes),
    roles: z.array(role),
    permissions: z.array(permission).describe('In the whole organisation.'),
    assessments: z
      .array(z.object({ assessment: assessmentId, role: z.enum(assessmentRoles), permissions: z.array(permission) }))
      .describe('Roles for one assessment, and all that may be done there.'),
  })
  .meta({ id: 'Me' });

export const token = shapeOf<Omit<AccessToken, 'digest'>>()(
  z
    .object({
      id: z.string(),
      user: userId,
      name: z.string(),
      scope: z.enum(tokenScopes),
      created: time,
      expires: time,
    })
    .meta({ id: 'AccessToken' }),
);

const accessProblems = ['unknown-person', 'unknown-assessment', 'last-portal-admin', 'nobody-left'] as const;

const signIn = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('machine') }).describe('Whoever reaches the engine is the person at its machine.'),
    z
      .object({
        kind: z.literal('openid'),
        issuer: z.string(),
        client: z.string().nullable().describe('What a pane signs in as; null where none is registered.'),
        scope: z.string().nullable().describe('What a pane asks for.'),
      })
      .describe('Sign in at the issuer and send its access token as `Authorization: Bearer`.'),
  ])
  .meta({ id: 'SignIn' });
export type SignIn = DeepReadonly<z.infer<typeof signIn>>;

export const accessEndpoints = {
  identity: {
    method: 'GET',
    path: '/api/v1/identity',
    tag: 'People and permissions',
    summary: 'How to sign in here',
    details: 'The one question that is answered before anybody has signed in.',
    response: z.object({ organisation: z.string(), signIn }),
    problems: [],
  },
  searchPeople: {
    method: 'GET',
    path: '/api/v1/people/search',
    tag: 'People and permissions',
    summary: 'People whose names or addresses begin like this',
    details: 'For picking people while typing: at most twenty, those who can have a role.',
    query: z.object({ q: z.string().max(200).default('') }),
    response: z.object({ people: z.array(person) }),
    problems: [],
  },
  access: {
    method: 'GET',
    path: '/api/v1/access',
    tag: 'People and permissions',
    summary: 'Who is in which role, and what that closes for everybody else',
    response: access,
    problems: [],
  },
  previewAccess: {
    method: 'POST',
    path: '/api/v1/access/preview',
    tag: 'People and permissions',
    summary: 'What a change to the roles would do to everybody',
    details: 'Nothing is changed. People it names come first; at most 200 are listed.',
    body: accessChanges,
    response: z
      .object({
        everybodyElse: z.object(difference).nullable().describe('What it does to whoever has no role at all.'),
        people: z.array(z.object({ person, ...difference })),
        peopleChanged: z.int(),
      })
      .meta({ id: 'AccessPreview' }),
    problems: [...accessProblems, ...journalProblems],
  },
  importPeople: {
    method: 'POST',
    path: '/api/v1/people',
    tag: 'People and permissions',
    summary: 'Put people into the directory and into roles',
    details: 'Each is known by their address; who is there already is renamed. Nobody is taken out of anything.',
    body: z.object({
      people: z
        .array(
          z.object({
            name: z.string().trim().min(1).max(200),
            email: z.email().max(320),
            roles: z.array(role).default([]),
          }),
        )
        .min(1)
        .max(5_000),
    }),
    command: true,
    response: z
      .object({
        added: z.int(),
        renamed: z.int(),
        unchanged: z.int(),
        roles: z.int().describe('Roles given to people who did not have them.'),
      })
      .meta({ id: 'ImportedPeople' }),
    problems: [...accessProblems, ...journalProblems],
  },
  tokens: {
    method: 'GET',
    path: '/api/v1/tokens',
    tag: 'People and permissions',
    summary: 'Your access tokens for scripts; everybody’s for who manages users',
    response: z.object({ tokens: z.array(token) }),
    problems: [],
  },
  createToken: {
    method: 'POST',
    path: '/api/v1/tokens',
    tag: 'People and permissions',
    summary: 'Make an access token for a script',
    details:
      'Its text comes back this once and is kept nowhere. Send it as `Authorization: Bearer`. It never reaches further than you do; an access token cannot make another.',
    body: z.object({
      name: z.string().trim().min(1).max(100).describe('What it is for.'),
      scope: z
        .enum(tokenScopes)
        .describe('`read`; `edit`: reading, editing and test results; `admin`: everything you may do.'),
      days: z.int().min(1).max(366).default(90),
    }),
    response: z.object({ text: z.string(), token }).meta({ id: 'NewToken' }),
    problems: ['too-many-tokens', 'token-by-token', ...journalProblems],
  },
  revokeToken: {
    method: 'DELETE',
    path: '/api/v1/tokens/:token',
    tag: 'People and permissions',
    summary: 'Revoke an access token',
    params: z.object({ token: z.string().max(200) }),
    command: true,
    response: z.object({ id: z.string() }),
    problems: ['unknown-token', ...journalProblems],
  },
  changeAccess: {
    method: 'POST',
    path: '/api/v1/access/changes',
    tag: 'People and permissions',
    summary: 'Put people into roles and take them out, give roles for one assessment, choose the mode',
    details:
      'All of it or nothing. Portal Admins and the mode are for global administrators, where the configuration names any.',
    body: accessChanges,
    command: true,
    response: access,
    problems: [...accessProblems, ...journalProblems],
  },
} as const satisfies Readonly<Record<string, Endpoint>>;
