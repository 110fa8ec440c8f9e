import type { ActivityLine } from '../../contract/http/activity.ts';
import type { Approval } from '../../contract/model/approval.ts';
import type { Group } from '../../contract/model/assessment.ts';
import type { Entry, Json } from '../../contract/model/entry.ts';
import type { ActionId, EntityRef, GroupId, PartitionId, TemplateId, UserId } from '../../contract/model/ids.ts';
import { roleNames } from '../../contract/model/permission.ts';
import { actionOf } from '../../domain/organisation/documents.ts';
import { type ReadImage, refKind } from '../../domain/state/image.ts';
import { actionOfComment, commentAt } from '../../domain/workflow/comments.ts';
import { historyViews, type Wording } from '../activity-views.ts';
import { evidenceName } from '../evidence/evidence-views.ts';
import type { Organisation } from '../organisation.ts';
import { valueText } from '../value-text.ts';

type Words = Pick<ActivityLine, 'item' | 'field' | 'from' | 'to' | 'what'>;

/** Puts what happened into words; names are those of now, of what is gone those it had last. */
export function describeEntry(organisation: Organisation, entry: Entry): Words {
  const { event, partition } = entry;
  switch (event.kind) {
    case 'held':
      return { ...nothing, item: `${event.changes.length} cells`, what: 'held' };
    case 'released':
      return { ...nothing, item: 'Held cells', to: event.decision, what: 'settled' };
    case 'ingested':
      return { ...nothing, item: event.file, to: `${event.changes} changes`, what: 'taken in' };
    case 'put':
    case 'removed': {
      const own = describeDocument(organisation, event.entity, event.kind === 'put' ? event.value : null);
      if (own !== null) return { ...nothing, ...own, what: event.kind === 'put' ? (own.what ?? 'saved') : 'removed' };
    }
  }
  const [line] = historyViews([entry], wordingOf(organisation, partition));
  return line === undefined ? { ...nothing, what: event.kind } : wordsOf(line);
}

function wordsOf({ item, field, from, to, what }: Words): Words {
  return { item, field, from, to, what };
}

const nothing = { item: '', field: '', from: '', to: '' };

/** Of documents without fields; null for what the history of an assessment has words for. `value` is null for one that is gone. */
function describeDocument(
  organisation: Organisation,
  ref: EntityRef,
  value: Json,
): (Partial<Words> & { readonly item: string }) | null {
  const { image } = organisation.core;
  const [kind, first = '', second = ''] = ref.split('/');
  const document = (value ?? image.entity(ref)?.value ?? {}) as { readonly [key: string]: Json | undefined }; // documents are objects
  const text = (key: string): string => (typeof document[key] === 'string' ? document[key] : '');
  const person = (id: string): string => organisation.directory.byId(id as UserId)?.name ?? id; // looked up; an unknown one is shown
  switch (kind) {
    case 'template':
      return {
        item: templateName(image, first as TemplateId), // documentRef made it of one
        field: 'Template',
        to: [
          document['archived'] === true ? 'archived' : 'active',
          ...(document['locked'] === true ? ['locked'] : []),
        ].join(', '),
      };
    case 'version':
      return { item: text('name') || templateName(image, first as TemplateId), field: 'Version', to: second }; // as above
    case 'approval': {
      const { status, rejected } = document as unknown as Partial<Approval>; // what is put under such a ref
      const reason = rejected === null || rejected === undefined ? '' : `: ${rejected.reason}`;
      return {
        item: templateName(image, first as TemplateId),
        field: `Approval of version ${second}`,
        to: `${status ?? ''}${reason}`,
      }; // as above
    }
    case 'action':
      return { item: text('title') || first, field: 'Action' };
    case 'automated':
      return {
        item: actionOf(image, first as ActionId)?.title ?? first,
        field: 'Secure Score',
        to: document['on'] === true ? 'on' : 'off',
      }; // as above
    case 'owner':
      return { item: text('name') || first, field: 'Owner', to: text('description') };
    case 'dimension':
      return { item: text('key') || first, field: 'Dimension', to: listOf(document['values']) };
    case 'mapping':
      return { item: text('name') || first, field: 'Column mapping' };
    case 'group':
      return { item: text('name') || first, field: 'Group' };
    case 'assessment':
      return { item: text('title') || first, field: 'Assessment', to: assessmentState(document) };
    case 'member':
      return {
        item: person(second),
        field: 'Role',
        to: roleNames[first as keyof typeof roleNames] ?? first,
        what: 'given',
      }; // looked up
    case 'grant':
      return { item: person(second), field: `Role for ${titleOf(image, first)}`, to: text('role'), what: 'given' };
    case 'access':
      return { item: 'Permissions', field: 'Mode', to: text('mode') };
    case 'inactive':
      return { item: person(first), field: 'Account', to: value === null ? 'active' : 'not active' };
    case 'token':
      return { item: person(text('user')), field: 'Access token', to: text('name') };
    case 'login':
      return { item: person(text('user')), field: 'Account', to: 'signed in for the first time' };
    case 'settings':
      return { item: 'Settings', to: flat(document) };
    case 'workflow':
      return { item: 'Workflow', to: flat(document) };
    case 'securescore':
      return {
        item: 'Secure Score',
        field: 'Settings',
        to: `${text('automation')}, every ${String(document['everyMinutes'] ?? '')} minutes`,
      };
    case 'approvalrule':
      return { item: 'Settings', field: 'Approval of templates', to: text('rule') };
    case 'alert':
      return { item: text('name'), field: 'Alert rule' };
    case 'webhook':
      return { item: text('name'), field: 'Webhook', to: document['active'] === false ? 'off' : 'on' };
    default:
      return null;
  }
}

function templateName(image: ReadImage, id: TemplateId): string {
  const head = image.entity(`template/${id}` as EntityRef)?.value as { readonly newest?: number } | null | undefined; // as documentRef makes it
  const version = image.entity(`version/${id}/${head?.newest ?? 1}` as EntityRef)?.value as
    | { readonly name?: string }
    | undefined; // as above
  return version?.name ?? id;
}

function titleOf(image: ReadImage, assessment: string): string {
  const document = image.entity(`assessment/${assessment}` as EntityRef)?.value as
    | { readonly title?: string }
    | null
    | undefined; // as above
  return document?.title ?? assessment;
}

function assessmentState(document: { readonly [key: string]: Json | undefined }): string {
  const version = document['templateVersion'];
  return [
    ...(typeof version === 'number' ? [`version ${version}`] : []),
    ...(document['archived'] === null || document['archived'] === undefined ? [] : ['archived']),
  ].join(', ');
}

/** Settings as `name: value`, those inside others by their own names. */
function flat(document: { readonly [key: string]: Json | undefined }): string {
  return Object.entries(document)
    .map(([key, value]) => {
      const isMore = typeof value === 'object' && value !== null && !Array.isArray(value);
      return isMore ? flat(value as { readonly [key: string]: Json | undefined }) : `${key}: ${String(value)}`; // an object, as was just checked
    })
    .join(', ');
}

function listOf(value: Json | undefined): string {
  return Array.isArray(value) ? value.join(', ') : '';
}

/** The group something happened in, or to, with the name it had last; null for what is of the whole organisation. */
export function groupOfEntry(image: ReadImage, { partition, event }: Entry): ActivityLine['group'] {
  const id = partition.startsWith('group:')
    ? partition.slice('group:'.length)
    : 'entity' in event
      ? groupOfRef(image, event.entity)
      : null;
  if (id === null) return null;
  const group = image.entity(`group/${id}` as EntityRef)?.value as Group | null | undefined; // as documentRef makes it
  return { id: id as GroupId, name: group?.name ?? id }; // made of one
}

function groupOfRef(image: ReadImage, ref: EntityRef): string | null {
  const [kind, id = ''] = ref.split('/');
  if (kind === 'group') return id;
  if (kind !== 'assessment' && kind !== 'grant') return null;
  const assessment = image.entity(`assessment/${id}` as EntityRef)?.value as
    | { readonly group?: string }
    | null
    | undefined; // as above
  return assessment?.group ?? null;
}

function wordingOf(organisation: Organisation, partition: PartitionId): Wording {
  const { core } = organisation;
  const image = organisation.partition(partition)?.image;
  const images = image === undefined ? [] : [image];
  return {
    item: (entity) => {
      const piece = evidenceName(images, entity, () => null);
      if (piece !== null) return piece;
      if (refKind(entity) === 'assessment') return titleOf(core.image, entity.slice(entity.indexOf('/') + 1));
      const id = refKind(entity) === 'comment' ? actionOfComment(entity) : entity.slice(entity.indexOf('/') + 1);
      const action = core.image.entity(`action/${id}` as EntityRef)?.value as
        | { readonly title?: string }
        | null
        | undefined; // as documentRef makes it
      return action?.title ?? entity;
    },
    isGone: (ref) => images.some((one) => (commentAt(one, ref)?.removed ?? null) !== null),
    person: (id) => organisation.directory.byId(id)?.name ?? id,
    value: (field, value) => valueText(organisation, field, value),
  };
}
