import type { Permission } from '#engine/contract/model/permission';
import type { Speech } from '../../ui/words/speech.ts';

/** Permissions as people call them. */
export function permissionsText({ lookUp }: Speech, permissions: readonly Permission[]): string {
  return permissions.map((permission) => lookUp(`permission.${permission}`) ?? permission).join(', ');
}
