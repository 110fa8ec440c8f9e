import type { EntityRef } from '../../contract/model/ids.ts';
import type { Permission, Role, TokenScope } from '../../contract/model/permission.ts';
import { refKind } from '../state/image.ts';

type RolePermission = Exclude<Permission, 'global-administration'>;

/** The matrix: which roles hold a permission. Global administration comes with no role: it is named by configuration. */
export const rolesByPermission: Readonly<Record<RolePermission, readonly Role[]>> = {
  'read-data': ['reader', 'contributor', 'assessor', 'administrator', 'portal-admin'],
  'edit-data': ['contributor', 'assessor', 'administrator', 'portal-admin'],
  'edit-test-results': ['assessor', 'administrator', 'portal-admin'],
  'manage-assessments': ['administrator', 'portal-admin'],
  'manage-master-data': ['administrator', 'portal-admin'],
  'manage-users': ['portal-admin'],
};

/** The role that, once somebody is in it, closes a permission for everybody without a role that holds it. */
export const closedBy: Readonly<Record<RolePermission, Role>> = {
  'read-data': 'reader',
  'edit-data': 'contributor',
  'edit-test-results': 'assessor',
  'manage-assessments': 'administrator',
  'manage-master-data': 'administrator',
  'manage-users': 'portal-admin',
};

const editing: readonly Permission[] = ['read-data', 'edit-data', 'edit-test-results'];

/** What a token's scope lets through of what its owner may do; null lets everything through. */
export const permissionsByScope: Readonly<Record<TokenScope, readonly Permission[] | null>> = {
  read: ['read-data'],
  edit: editing,
  admin: null,
};

/** What changing a field needs: the test pair of a record is the assessor's, an assessment's own fields are managed. */
export function permissionOfField(ref: EntityRef, field: string): Permission {
  switch (refKind(ref)) {
    case 'record':
      return field === 'testResult' || field === 'testDate' ? 'edit-test-results' : 'edit-data';
    case 'evidence':
      return 'edit-data';
    case 'assessment':
      return 'manage-assessments';
    default:
      return 'manage-master-data';
  }
}
