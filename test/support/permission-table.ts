import { type EndpointName, endpoints } from '#engine/contract/http';
import { type Need, needs } from '#engine/contract/http/needs';
import { evidenceFields } from '#engine/contract/model/evidence';
import { recordFields } from '#engine/contract/model/field';
import type { EntityRef } from '#engine/contract/model/ids';
import {
  type Permission,
  permissionNames,
  permissions,
  type Role,
  roleNames,
  roles,
} from '#engine/contract/model/permission';
import { can, wholeOrganisation } from '#engine/domain/permissions/can';
import { permissionOfField } from '#engine/domain/permissions/policy';
import { accessOf, everyRoleFilled, signedIn } from './access-builders.ts';

const access = accessOf({ members: everyRoleFilled });

function holds(role: Role | 'nobody', permission: Permission): boolean {
  return can(access, signedIn(role), permission, wholeOrganisation) === 'allowed';
}

/** What the documentation says of roles, permissions and ways in, made from the policy and the contract themselves. */
export const permissionTable = {
  begin: '<!-- table: begin -->',
  end: '<!-- table: end -->',
  allows(need: Need, role: Role | 'nobody'): boolean {
    return typeof need === 'string' || holds(role, need.permission);
  },
  markdown(): string {
    return [rolesTable(), fieldsTable(), endpointsTable()].join('\n\n');
  },
};

function rolesTable(): string {
  const head = ['Permission', ...roles.map((role) => roleNames[role])];
  const rows = permissions.map((permission) => [
    permissionNames[permission],
    ...roles.map((role) => (holds(role, permission) ? 'yes' : '')),
  ]);
  return table(head, rows);
}

/** Fields can be changed over the live channel, over HTTP and, where a sheet has a cell for them, in a file. */
function fieldsTable(): string {
  const fields = [
    ...Object.keys(recordFields).map((field) => ['record/x', field] as const),
    ...['title', 'inScopeServices'].map((field) => ['assessment/x', field] as const),
    ...Object.keys(evidenceFields).map((field) => ['evidence/x', field] as const),
  ];
  const rows = fields.map(([ref, field]) => {
    const permission = permissionOfField(ref as EntityRef, field);
    const file = ref.startsWith('evidence/') ? '' : 'yes';
    return [`\`${field}\``, permissionNames[permission], 'yes', 'yes', file, ...yes(permission)];
  });
  return table(['Field', 'Needs', 'Pane', 'HTTP', 'File', ...roles.map((role) => roleNames[role])], rows);
}

function endpointsTable(): string {
  const words = {
    nothing: 'nothing, not even signing in',
    'signed-in': 'signing in; shows what one may read',
    'each-change': 'by field, see above',
    'read-piece': 'Read data, where it proves something',
    'edit-piece': 'Edit data, where it proves something',
  } as const;
  const rows = (Object.keys(endpoints) as EndpointName[]).map((name) => {
    const { method, path } = endpoints[name];
    const need = needs[name];
    const place = typeof need === 'string' || need.of === 'organisation' ? '' : ` (${need.of})`;
    const what = typeof need === 'string' ? words[need] : `${permissionNames[need.permission]}${place}`;
    const holders = typeof need === 'string' ? holdersByWord[need]() : yes(need.permission);
    return [`\`${method} ${path}\``, what, ...holders];
  });
  return table(['HTTP', 'Needs', ...roles.map((role) => roleNames[role])], rows);
}

const holdersByWord = {
  nothing: () => roles.map(() => 'yes'),
  'signed-in': () => roles.map(() => 'yes'),
  'each-change': () => roles.map(() => ''),
  'read-piece': () => yes('read-data'),
  'edit-piece': () => yes('edit-data'),
} as const;

function yes(permission: Permission): readonly string[] {
  return roles.map((role) => (holds(role, permission) ? 'yes' : ''));
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
