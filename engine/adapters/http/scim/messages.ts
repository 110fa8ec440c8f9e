import type { ProvisionedPerson } from '../../../app/provisioning.ts';
import { type Role, roleNames, roles } from '../../../contract/model/permission.ts';

/** Shapes of SCIM 2.0 (RFC 7643, RFC 7644): people, and the five roles as groups. */
export const scimPath = '/scim/v2';

const core = 'urn:ietf:params:scim:schemas:core:2.0:';
const api = 'urn:ietf:params:scim:api:messages:2.0:';

export function userResource({ id, email, name, active }: ProvisionedPerson) {
  return {
    schemas: [`${core}User`],
    id,
    userName: email,
    displayName: name,
    name: { formatted: name },
    emails: [{ value: email, type: 'work', primary: true }],
    active,
    meta: { resourceType: 'User', location: `${scimPath}/Users/${encodeURIComponent(id)}` },
  };
}

export type GroupMember = { readonly id: string; readonly name: string };

export function groupResource(role: Role, members: readonly GroupMember[] | null) {
  return {
    schemas: [`${core}Group`],
    id: role,
    displayName: groupNames[role],
    ...(members === null
      ? {}
      : { members: members.map(({ id, name }) => ({ value: id, display: name, type: 'User' })) }),
    meta: { resourceType: 'Group', location: `${scimPath}/Groups/${role}` },
  };
}

/** A role's group is called as the role was in the original; the plain name does as well. */
const groupNames: Readonly<Record<Role, string>> = {
  ...roleNames,
  reader: 'Compliance Manager Reader',
  contributor: 'Compliance Manager Contributor',
  assessor: 'Compliance Manager Assessor',
  administrator: 'Compliance Manager Administrator',
};

export function roleOfGroup(name: string): Role | null {
  const wanted = name.trim().toLowerCase();
  return (
    roles.find((role) => [groupNames[role], roleNames[role], role].some((one) => one.toLowerCase() === wanted)) ?? null
  );
}

export function listResponse(resources: readonly object[], startIndex: number, count: number) {
  const page = resources.slice(startIndex - 1, startIndex - 1 + count);
  return {
    schemas: [`${api}ListResponse`],
    totalResults: resources.length,
    startIndex,
    itemsPerPage: page.length,
    Resources: page,
  };
}

export function errorMessage(status: number, detail: string, scimType: string | null) {
  return {
    schemas: [`${api}Error`],
    status: String(status),
    ...(scimType === null ? {} : { scimType }),
    detail,
  };
}

export const serviceProviderConfig = {
  schemas: [`${core}ServiceProviderConfig`],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: 200 },
  changePassword: { supported: false },
  sort: { supported: false },
  etag: { supported: false },
  authenticationSchemes: [
    { type: 'oauthbearertoken', name: 'Access token', description: 'An access token of somebody who manages users.' },
  ],
};

export const resourceTypes = [
  { schemas: [`${core}ResourceType`], id: 'User', name: 'User', endpoint: '/Users', schema: `${core}User` },
  { schemas: [`${core}ResourceType`], id: 'Group', name: 'Group', endpoint: '/Groups', schema: `${core}Group` },
];
