import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { whoOf as callerToWho } from '../../../app/access.ts';
import type { Caller } from '../../../app/assessments.ts';
import type { Ids } from '../../../app/ports.ts';
import type { UseCases } from '../../../app/use-cases.ts';
import { limits } from '../../../contract/http/limits.ts';
import type { UserId } from '../../../contract/model/ids.ts';
import { type AccessChange, type Role, roles } from '../../../contract/model/permission.ts';
import { whoOf } from '../authenticate.ts';
import { statusOf } from '../problems.ts';
import {
  errorMessage,
  groupResource,
  listResponse,
  resourceTypes,
  roleOfGroup,
  scimPath,
  serviceProviderConfig,
  userResource,
} from './messages.ts';
import {
  type MemberChange,
  readFilter,
  readGroup,
  readGroupPatch,
  readUser,
  readUserPatch,
  type UserFields,
} from './read-resource.ts';

const most = 200;

/**
 * SCIM 2.0: an identity provider keeps people, and who is in which role, in step. People are known by their address
 * (`userName`); the five roles are the groups. Whoever's access token it comes with has to manage users.
 */
export function serveScim(app: FastifyInstance, { provisioning, roles: access, gate }: UseCases, ids: Ids): void {
  const callerOf = (request: FastifyRequest): Caller => {
    const { user, scope } = whoOf(request);
    return { actor: user, scope, channel: 'api', command: `scim/${ids.next()}` };
  };
  const membersOf = (role: Role) => access.view().roles.find((one) => one.role === role)?.members ?? [];

  app.register(async (room) => {
    room.addContentTypeParser(
      'application/scim+json',
      { parseAs: 'string', bodyLimit: limits.jsonBytes },
      room.getDefaultJsonParser('error', 'error'),
    );
    room.addHook('preHandler', async (request, reply) => {
      const forbidden = gate.forbids(
        callerToWho(callerOf(request)),
        { permission: 'manage-users', of: 'organisation' },
        {},
      );
      if (forbidden !== null) return refuse(reply, forbidden);
    });

    room.get(`${scimPath}/ServiceProviderConfig`, (_, reply) => send(reply, 200, serviceProviderConfig));
    room.get(`${scimPath}/ResourceTypes`, (_, reply) => send(reply, 200, listResponse(resourceTypes, 1, most)));

    room.get(`${scimPath}/Users`, (request, reply) => {
      const filter = readFilter(queryOf(request)['filter'], 'userName');
      if (!filter.ok) return invalid(reply, 'invalidFilter', filter.error);
      const wanted = filter.value?.toLowerCase() ?? null;
      const found = provisioning.people().filter(({ email }) => wanted === null || email.toLowerCase() === wanted);
      return sendList(request, reply, found.map(userResource));
    });
    room.get(`${scimPath}/Users/:id`, (request, reply) => {
      const person = provisioning.person(idOf(request));
      return person === null ? missing(reply) : send(reply, 200, userResource(person));
    });
    room.post(`${scimPath}/Users`, async (request, reply) => {
      const read = readUser(request.body);
      if (!read.ok) return invalid(reply, read.error.scimType, read.error.detail);
      const { email, name, active = true } = read.value;
      if (email === undefined) return invalid(reply, 'invalidValue', 'userName has to be the e-mail address.');
      const saved = await provisioning.save(null, { email, name: name ?? email, active }, callerOf(request));
      return saved.ok ? send(reply, 201, userResource(saved.value)) : refuse(reply, saved.error);
    });
    const change = async (request: FastifyRequest, reply: FastifyReply, fields: UserFields): Promise<FastifyReply> => {
      const person = provisioning.person(idOf(request));
      if (person === null) return missing(reply);
      const saved = await provisioning.save(person.id, { ...person, ...fields }, callerOf(request));
      return saved.ok ? send(reply, 200, userResource(saved.value)) : refuse(reply, saved.error);
    };
    room.put(`${scimPath}/Users/:id`, (request, reply) => {
      const read = readUser(request.body);
      return read.ok ? change(request, reply, read.value) : invalid(reply, read.error.scimType, read.error.detail);
    });
    room.patch(`${scimPath}/Users/:id`, (request, reply) => {
      const read = readUserPatch(request.body);
      return read.ok ? change(request, reply, read.value) : invalid(reply, read.error.scimType, read.error.detail);
    });
    room.delete(`${scimPath}/Users/:id`, async (request, reply) => {
      // What somebody has done stays theirs: they are deactivated, not forgotten.
      const person = provisioning.person(idOf(request));
      if (person === null) return missing(reply);
      const saved = await provisioning.save(person.id, { ...person, active: false }, callerOf(request));
      return saved.ok ? reply.code(204).send() : refuse(reply, saved.error);
    });

    room.get(`${scimPath}/Groups`, (request, reply) => {
      const { filter: given, excludedAttributes } = queryOf(request);
      const filter = readFilter(given, 'displayName');
      if (!filter.ok) return invalid(reply, 'invalidFilter', filter.error);
      const found = filter.value === null ? roles : [roleOfGroup(filter.value)].filter((role) => role !== null);
      const isShort = /\bmembers\b/i.test(String(excludedAttributes ?? ''));
      return sendList(
        request,
        reply,
        found.map((role) => groupResource(role, isShort ? null : membersOf(role))),
      );
    });
    room.get(`${scimPath}/Groups/:id`, (request, reply) => {
      const role = roleById(idOf(request));
      return role === null ? missing(reply) : send(reply, 200, groupResource(role, membersOf(role)));
    });
    const fill = async (
      request: FastifyRequest,
      reply: FastifyReply,
      role: Role,
      changes: readonly MemberChange[],
      status: number,
    ): Promise<FastifyReply> => {
      const steps = stepsOf(
        role,
        membersOf(role).map(({ id }) => id),
        changes,
      );
      const changed = steps.length === 0 ? null : await access.change(steps, callerOf(request));
      if (changed?.ok === false) return refuse(reply, changed.error);
      return send(reply, status, groupResource(role, membersOf(role)));
    };
    room.post(`${scimPath}/Groups`, (request, reply) => {
      const read = readGroup(request.body);
      if (!read.ok) return invalid(reply, read.error.scimType, read.error.detail);
      const role = roleOfGroup(read.value.name ?? '');
      if (role === null) return invalid(reply, 'invalidValue', notARole);
      return fill(request, reply, role, [{ op: 'add', members: read.value.members }], 201);
    });
    room.put(`${scimPath}/Groups/:id`, (request, reply) => {
      const role = roleById(idOf(request));
      const read = readGroup(request.body);
      if (role === null) return missing(reply);
      if (!read.ok) return invalid(reply, read.error.scimType, read.error.detail);
      return fill(request, reply, role, [{ op: 'replace', members: read.value.members }], 200);
    });
    room.patch(`${scimPath}/Groups/:id`, (request, reply) => {
      const role = roleById(idOf(request));
      const read = readGroupPatch(request.body);
      if (role === null) return missing(reply);
      if (!read.ok) return invalid(reply, read.error.scimType, read.error.detail);
      return fill(request, reply, role, read.value, 200);
    });
  });
}

const notARole =
  'The groups here are the five roles: Compliance Manager Reader, Contributor, Assessor, Administrator, and Portal Admin.';

/** The steps that lead from the members there are to those there shall be. */
function stepsOf(role: Role, before: readonly UserId[], changes: readonly MemberChange[]): readonly AccessChange[] {
  const after = new Set<string>(before);
  for (const { op, members } of changes) {
    if (op === 'replace') after.clear();
    for (const member of members) op === 'remove' ? after.delete(member) : after.add(member);
  }
  const added = [...after].filter((user) => !before.includes(user as UserId)) as UserId[]; // checked by the change itself
  const removed = before.filter((user) => !after.has(user));
  return [
    ...added.map((user) => ({ kind: 'add', role, user }) as const),
    ...removed.map((user) => ({ kind: 'remove', role, user }) as const),
  ];
}

function roleById(id: string): Role | null {
  return roles.find((role) => role === id) ?? null;
}

function idOf(request: FastifyRequest): string {
  return (request.params as { id: string }).id; // the routes that ask have it
}

function queryOf(request: FastifyRequest): Readonly<Record<string, unknown>> {
  return request.query as Record<string, unknown>; // fastify's parser makes an object
}

function sendList(request: FastifyRequest, reply: FastifyReply, resources: readonly object[]): FastifyReply {
  const { startIndex, count } = queryOf(request);
  const start = Math.max(1, Math.trunc(Number(startIndex ?? 1)) || 1);
  const size = Math.min(most, Math.max(0, Math.trunc(Number(count ?? 100)) || 0));
  return send(reply, 200, listResponse(resources, start, size));
}

function send(reply: FastifyReply, status: number, message: object): FastifyReply {
  return reply.code(status).type('application/scim+json; charset=utf-8').send(JSON.stringify(message));
}

function missing(reply: FastifyReply): FastifyReply {
  return send(reply, 404, errorMessage(404, 'There is none of this id.', null));
}

function invalid(reply: FastifyReply, scimType: string, detail: string): FastifyReply {
  return send(reply, 400, errorMessage(400, detail, scimType));
}

function refuse(
  reply: FastifyReply,
  { code, message }: { readonly code: string; readonly message: string },
): FastifyReply {
  if (code === 'taken-address') return send(reply, 409, errorMessage(409, message, 'uniqueness'));
  if (code === 'unknown-person') return invalid(reply, 'invalidValue', message);
  return send(reply, statusOf(code), errorMessage(statusOf(code), message, null));
}
