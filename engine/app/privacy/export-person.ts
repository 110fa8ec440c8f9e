import type { Approval } from '../../contract/model/approval.ts';
import type { FieldValue } from '../../contract/model/field.ts';
import {
  type ActionId,
  type AssessmentId,
  noticesPartition,
  organisationPartition,
  type PartitionId,
  type TemplateId,
  type UserId,
} from '../../contract/model/ids.ts';
import type { AlertRule } from '../../contract/model/notice.ts';
import type { AccessToken, Grant, Role } from '../../contract/model/permission.ts';
import type { Comment } from '../../contract/model/workflow.ts';
import { allEvidence } from '../../domain/evidence/evidence.ts';
import { actionOf, documentsOf, groupOf, templateOf } from '../../domain/organisation/documents.ts';
import { fieldValueOf } from '../../domain/reconcile/decide-changes.ts';
import type { ReadImage } from '../../domain/state/image.ts';
import { allComments } from '../../domain/workflow/comments.ts';
import { preferencesOf } from '../notify/recipients.ts';
import type { Organisation } from '../organisation.ts';
import type { Person } from '../ports.ts';

/** Everything that is kept about a person, as it is now. */
export type PersonExport = {
  readonly person: Person;
  readonly exported: string;
  readonly roles: readonly Role[];
  readonly grants: readonly Grant[];
  readonly isActive: boolean;
  readonly wantsEmail: boolean;
  readonly tokens: readonly Omit<AccessToken, 'digest'>[];
  readonly alerts: readonly AlertRule[];
  /** Actions the person has. */
  readonly assigned: readonly {
    readonly partition: PartitionId;
    readonly group: string | null;
    readonly action: ActionId;
    readonly title: string;
    readonly implementationStatus: string;
    readonly testResult: string;
    readonly dueDate: string | null;
  }[];
  /** Versions of evidence the person brought. */
  readonly evidence: readonly {
    readonly partition: PartitionId;
    readonly evidence: string;
    readonly name: string;
    readonly version: number;
    readonly time: string;
    readonly sha256: string | null;
    readonly link: string | null;
  }[];
  readonly comments: readonly (Comment & { readonly partition: PartitionId })[];
  /** Steps of templates the person took. */
  readonly approvals: readonly ApprovalStep[];
  /** Fields that show what the person wrote. */
  readonly fields: readonly {
    readonly partition: PartitionId;
    readonly entity: string;
    readonly field: string;
    readonly time: string;
    readonly value: FieldValue;
  }[];
};

type ApprovalStep = {
  readonly template: TemplateId;
  readonly name: string;
  readonly version: number;
  readonly step: 'imported' | 'published' | 'approved' | 'rejected';
  readonly time: string;
  readonly reason: string | null;
};

/** Null when there is nobody of the id. What others wrote about somebody is theirs and is not looked for. */
export function exportPerson(organisation: Organisation, user: UserId): PersonExport | null {
  const { core, directory, clock } = organisation;
  const person = directory.byId(user);
  if (person === null) return null;
  const access = organisation.access();
  const grants = [...(access.grantsByUser.get(user) ?? [])].map(([assessment, role]) => ({
    assessment: assessment as AssessmentId, // the map's own key
    user,
    role,
  }));
  const images = organisation
    .partitions()
    .filter(({ id }) => id !== organisationPartition && id !== noticesPartition)
    .map(({ image }) => image);
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  return {
    person,
    exported: clock.now(),
    roles: access.rolesByUser.get(user) ?? [],
    grants,
    isActive: !access.inactive.has(user),
    wantsEmail: preferencesOf(organisation, user).email,
    tokens: documentsOf(core.image, 'token')
      .filter((token) => token.user === user)
      .map(({ digest: _, ...token }) => token),
    alerts: documentsOf(core.image, 'alert').filter(
      ({ owner, recipients }) => owner === user || recipients.includes(user),
    ),
    assigned: images.flatMap((image) =>
      [...image.entities('record')].flatMap(({ ref, fields }) => {
        if (fields['assignedTo']?.value !== user) return [];
        const action = ref.slice('record/'.length) as ActionId; // a record's ref ends in its action
        const due = fields['dueDate']?.value;
        return [
          {
            partition: image.partition,
            group: groupName(organisation, image.partition),
            action,
            title: actionOf(core.image, action)?.title ?? action,
            implementationStatus: text(fieldValueOf(image, ref, 'implementationStatus')),
            testResult: text(fieldValueOf(image, ref, 'testResult')),
            dueDate: typeof due === 'string' ? due : null,
          },
        ];
      }),
    ),
    evidence: images.flatMap((image) =>
      allEvidence(image).flatMap((piece) =>
        piece.versions
          .filter(({ by }) => by === user)
          .map(({ number, time, content }) => ({
            partition: image.partition,
            evidence: piece.id,
            name: piece.name,
            version: number,
            time,
            sha256: content.kind === 'file' ? content.sha256 : null,
            link: content.kind === 'link' ? content.url : null,
          })),
      ),
    ),
    comments: images.flatMap((image) =>
      allComments(image)
        .filter(({ author, to }) => author === user || to === user)
        .map((comment) => ({ ...comment, partition: image.partition })),
    ),
    approvals: approvalsBy(core.image, user),
    fields: images.flatMap((image) =>
      [...image.entities('record')].flatMap(({ ref, fields }) =>
        Object.entries(fields).flatMap(([field, { by, time, value }]) =>
          by === user ? [{ partition: image.partition, entity: ref, field, time, value }] : [],
        ),
      ),
    ),
  };
}

const steps = ['imported', 'published', 'approved', 'rejected'] as const;

function approvalsBy(image: ReadImage, user: UserId): readonly ApprovalStep[] {
  return [...image.entities('approval')].flatMap(({ ref, value }) => {
    const [, id = '', version = ''] = ref.split('/');
    const template = id as TemplateId; // documentRef made it of one
    const name = templateOf(image, template)?.name ?? template;
    const approval = value as unknown as Approval; // what is put under such a ref
    return steps.flatMap((step): readonly ApprovalStep[] => {
      const taken = approval[step];
      if (taken?.by !== user) return [];
      const reason = 'reason' in taken && typeof taken.reason === 'string' ? taken.reason : null;
      return [{ template, name, version: Number(version), step, time: taken.at, reason }];
    });
  });
}

function groupName({ core }: Organisation, partition: PartitionId): string | null {
  if (!partition.startsWith('group:')) return null;
  return groupOf(core.image, partition.slice('group:'.length) as never)?.name ?? null; // a group's partition by its id
}
