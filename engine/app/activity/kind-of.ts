import type { ActivityKind } from '../../contract/http/activity.ts';
import type { Entry } from '../../contract/model/entry.ts';
import type { AlertRule } from '../../contract/model/notice.ts';
import type { Permission } from '../../contract/model/permission.ts';
import { type ReadImage, refKind } from '../../domain/state/image.ts';

const kindByDocument: Readonly<Record<string, ActivityKind>> = {
  record: 'answers',
  evidence: 'evidence',
  comment: 'comments',
  group: 'assessments',
  assessment: 'assessments',
  template: 'templates',
  version: 'templates',
  approval: 'templates',
  action: 'actions',
  automated: 'actions',
  owner: 'lists',
  dimension: 'lists',
  mapping: 'lists',
  attestation: 'attestations',
  member: 'people',
  grant: 'people',
  access: 'people',
  inactive: 'people',
  token: 'people',
  login: 'people',
  settings: 'settings',
  workflow: 'settings',
  securescore: 'settings',
  approvalrule: 'settings',
  alert: 'settings',
  webhook: 'settings',
};

/**
 * What kind of thing happened; null for what only the engine's own work has written down, and for people's own affairs.
 * `image` is that of the entry's partition: what was removed is told by what it was.
 */
export function kindOf({ event }: Entry, image: ReadImage): ActivityKind | null {
  switch (event.kind) {
    case 'agreed':
      return null;
    case 'ingested':
      return event.changes > 0 ? 'files' : null;
    case 'conflicted':
    case 'resolved':
    case 'held':
    case 'released':
      return 'conflicts';
    case 'refused':
      return 'refusals';
    default: {
      const kind = refKind(event.entity);
      const value = event.kind === 'put' ? event.value : image.entity(event.entity)?.value;
      const alert = kind === 'alert' ? (value as unknown as AlertRule | null | undefined) : null; // what is put under such a ref
      const isOwn = alert !== null && alert !== undefined && alert.owner !== null;
      return isOwn ? null : (kindByDocument[kind] ?? null);
    }
  }
}

/** What hearing of these takes, whoever may read the organisation; null where being allowed to read it is enough. */
export const permissionOfKind: Readonly<Record<ActivityKind, Permission | null>> = {
  answers: null,
  conflicts: null,
  refusals: null,
  evidence: null,
  comments: null,
  assessments: null,
  attestations: null,
  files: null,
  templates: 'manage-master-data',
  actions: 'manage-master-data',
  lists: 'manage-master-data',
  settings: 'manage-master-data',
  people: 'manage-users',
};
