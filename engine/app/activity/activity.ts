import type { ActivityFilter, ActivityLine, ActivityPage } from '../../contract/http/activity.ts';
import type { Entry } from '../../contract/model/entry.ts';
import {
  type ActionId,
  type AssessmentId,
  assessmentRef,
  type EntityRef,
  type GroupId,
  groupPartition,
  noticesPartition,
  organisationPartition,
  type PartitionId,
  sharedPartition,
} from '../../contract/model/ids.ts';
import type { Who } from '../../contract/model/permission.ts';
import { later } from '../../domain/fields/later.ts';
import { citedActions } from '../../domain/organisation/change-assessment.ts';
import { assessmentOf, assessmentsOf, groupOf } from '../../domain/organisation/documents.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { actionOfComment } from '../../domain/workflow/comments.ts';
import { concernsEvidence } from '../evidence/evidence-views.ts';
import { type Gate, type Hearing, heard } from '../gate.ts';
import type { Organisation } from '../organisation.ts';
import { createNewestEntries, goBackwards, outOfOrder } from './backwards.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { describeEntry, groupOfEntry } from './describe.ts';
import { kindOf, permissionOfKind } from './kind-of.ts';

export type ActivityProblem = {
  readonly code:
    | 'invalid'
    | 'unknown-epoch'
    | 'unknown-assessment'
    | 'unknown-group'
    | 'too-many-lines'
    | 'too-many-requests';
  readonly message: string;
};

/** What happened in the whole organisation, as one person may hear of it. */
export interface Activity {
  page(
    filter: ActivityFilter,
    from: { readonly cursor: string | null; readonly limit: number },
    who: Who,
  ): Promise<Result<ActivityPage, ActivityProblem>>;
  /** All of it, newest first, for a file; refused when it is more than a file takes. */
  all(filter: ActivityFilter, who: Who): Promise<Result<readonly ActivityLine[], ActivityProblem>>;
}

/** What one request looks at, whatever it finds. */
export const activityLimits = {
  page: { entries: 5_000, piece: 100 },
  file: { lines: 20_000, entries: 200_000, piece: 1_000, atOnce: 2 },
} as const;

export function createActivity(organisation: Organisation, gate: Gate): Activity {
  const { core, digest } = organisation;
  const newest = createNewestEntries(organisation);
  let filesUnderWay = 0;
  return {
    async page(filter, { cursor, limit }, who) {
      const scope = scopeOf(organisation, filter);
      if (!scope.ok) return scope;
      const { epoch } = core.image;
      const after = cursor === null ? null : readCursor(cursor, epoch, scope.value.partitions, digest);
      if (after === 'other-history') return err(otherHistory);
      if (cursor !== null && after === null) return err(noCursor);
      if (gate.isGuest(who) && !gate.may(who, 'manage-users')) return ok({ lines: [], cursor: null, searchedTo: null });
      const { piece, entries } = activityLimits.page;
      const backwards = await goBackwards(organisation, newest, { ...scope.value, after }, piece);
      const wants = createSieve(organisation, gate, filter, who);
      const lines: ActivityLine[] = [];
      let last: string | null = after?.time ?? null;
      for (let looked = 0; looked < entries && lines.length < limit; looked += 1) {
        const entry = await backwards.next();
        if (entry === 'passed') continue;
        if (entry === null || isBefore(entry, filter.from)) return ok({ lines, cursor: null, searchedTo: null });
        last = last === null || entry.time < last ? entry.time : last;
        const line = wants(entry);
        if (line !== null) lines.push(line);
      }
      if (last === null) return ok({ lines, cursor: null, searchedTo: null });
      const next = writeCursor({ epoch, time: last, places: backwards.places() }, digest);
      return ok({ lines, cursor: next, searchedTo: last });
    },
    async all(filter, who) {
      if (filesUnderWay >= activityLimits.file.atOnce) return err(busy);
      filesUnderWay += 1;
      try {
        return await collect(filter, who);
      } finally {
        filesUnderWay -= 1;
      }
    },
  };

  async function collect(filter: ActivityFilter, who: Who): Promise<Result<readonly ActivityLine[], ActivityProblem>> {
    const scope = scopeOf(organisation, filter);
    if (!scope.ok) return scope;
    if (gate.isGuest(who) && !gate.may(who, 'manage-users')) return ok([]);
    const { piece, entries, lines: most } = activityLimits.file;
    const backwards = await goBackwards(organisation, newest, { ...scope.value, after: null }, piece);
    const wants = createSieve(organisation, gate, filter, who);
    const lines: ActivityLine[] = [];
    for (let looked = 0; looked < entries; looked += 1) {
      const entry = await backwards.next();
      if (entry === 'passed') continue;
      if (entry === null || isBefore(entry, filter.from)) return ok(lines);
      const line = wants(entry);
      if (line === null) continue;
      if (lines.length >= most) return err(tooMany);
      lines.push(line);
    }
    return err(tooMany);
  }
}

const otherHistory: ActivityProblem = {
  code: 'unknown-epoch',
  message: 'The history was restored since this page. Begin again with the first page.',
};
const noCursor: ActivityProblem = { code: 'invalid', message: 'query.cursor: no page ends with this cursor.' };
const busy: ActivityProblem = {
  code: 'too-many-requests',
  message: 'Other files are being made of what happened. Ask again in a moment.',
};
const tooMany: ActivityProblem = {
  code: 'too-many-lines',
  message: `A file takes ${activityLimits.file.lines} lines, found among ${activityLimits.file.entries} entries. Choose fewer days, or one group, and write several files.`,
};

/** What lies before the first day ends the search, but for clocks that were set back by less than this. */
function isBefore(entry: Entry, from: string | undefined): boolean {
  return from !== undefined && later(entry.time, outOfOrder).slice(0, 10) < from;
}

type Scope = { readonly partitions: readonly PartitionId[]; readonly before: string | null };

function scopeOf(
  organisation: Organisation,
  { group, assessment, to }: ActivityFilter,
): Result<Scope, ActivityProblem> {
  const before = to === undefined ? null : `${later(`${to}T00:00:00.000Z`, 86_400_000).slice(0, 10)}T00:00:00.000Z`;
  const { image } = organisation.core;
  const known = assessment === undefined ? null : assessmentOf(image, assessment);
  if (assessment !== undefined && known === null) {
    return err({ code: 'unknown-assessment', message: 'There is no such assessment.' });
  }
  if (group !== undefined && groupOf(image, group) === null) {
    return err({ code: 'unknown-group', message: 'There is no such group.' });
  }
  const place = known?.group ?? group;
  const all = organisation.partitions().map(({ id }) => id);
  const partitions =
    place === undefined
      ? all.filter((id) => id !== noticesPartition).sort()
      : [groupPartition(place), organisationPartition, sharedPartition].filter((id) => all.includes(id));
  return ok({ partitions, before });
}

/** Makes the line of an entry that fits the filter and that this person may hear of; null for every other. */
function createSieve(
  organisation: Organisation,
  gate: Gate,
  filter: ActivityFilter,
  who: Who,
): (entry: Entry) => ActivityLine | null {
  const { core, directory } = organisation;
  const hearings = new Map<PartitionId, Hearing>();
  const hearingOf = (partition: PartitionId): Hearing => {
    const known = hearings.get(partition);
    if (known !== undefined) return known;
    const hearing = gate.hearing(who, partition);
    hearings.set(partition, hearing);
    return hearing;
  };
  const permitted = new Set<string>(
    (['manage-master-data', 'manage-users'] as const).filter((permission) => gate.may(who, permission)),
  );
  const concerns = concernsOf(organisation, filter);
  const text = filter.text.trim().toLowerCase();

  return (entry) => {
    const { actor, partition, position, time, channel, event } = entry;
    if (filter.person !== undefined && actor !== filter.person) return null;
    const kind = kindOf(entry, organisation.partition(partition)?.image ?? core.image);
    if (kind === null || (filter.kind !== undefined && kind !== filter.kind)) return null;
    if (filter.from !== undefined && time.slice(0, 10) < filter.from) return null;
    if (filter.to !== undefined && time.slice(0, 10) > filter.to) return null;
    const ruling = kind === 'refusals' && 'entity' in event ? null : permissionOfKind[kind];
    if (ruling === null) {
      if (heard(entry, hearingOf(partition)) !== entry) return null;
    } else if (!permitted.has(ruling)) return null;
    if (!concerns(entry)) return null;
    const name = directory.byId(actor)?.name ?? actor;
    const line: ActivityLine = {
      id: `${partition}@${position}`,
      ...{ time, who: actor, name, channel, kind },
      group: groupOfEntry(core.image, entry),
      ...describeEntry(organisation, entry),
    };
    if (text === '') return line;
    const said = [line.item, line.field, line.from, line.to, line.what, name, line.group?.name ?? ''];
    return said.some((part) => part.toLowerCase().includes(text)) ? line : null;
  };
}

/** Whether an entry is about the group or the assessment that was asked for. */
function concernsOf(
  organisation: Organisation,
  { group, assessment }: Pick<ActivityFilter, 'group' | 'assessment'>,
): (entry: Entry) => boolean {
  if (assessment !== undefined) return concernsAssessment(organisation, assessment);
  if (group !== undefined) return concernsGroup(organisation, group);
  return () => true;
}

function refsOf({ event }: Entry): readonly EntityRef[] {
  if ('entity' in event) return [event.entity];
  return event.kind === 'held' ? event.changes.map(({ entity }) => entity) : [];
}

function concernsGroup(organisation: Organisation, group: GroupId): (entry: Entry) => boolean {
  const partition = groupPartition(group);
  const assessments = new Set<string>(assessmentsOf(organisation.core.image, group).map(({ id }) => id));
  const { assessmentsByAction } = organisation.index(group);
  return (entry) =>
    entry.partition === partition ||
    refsOf(entry).some((ref) => {
      const [kind, id = ''] = ref.split('/');
      if (kind === 'group') return id === group;
      if (kind === 'assessment' || kind === 'grant') return assessments.has(id);
      return isAboutActions(organisation, entry.partition, ref, assessmentsByAction);
    });
}

function concernsAssessment(organisation: Organisation, id: AssessmentId): (entry: Entry) => boolean {
  const { core } = organisation;
  const assessment = assessmentOf(core.image, id);
  const actions = new Set<ActionId>(assessment === null ? [] : citedActions(core.image, assessment));
  return (entry) =>
    refsOf(entry).some((ref) => {
      const [kind, first] = ref.split('/');
      if (ref === assessmentRef(id) || (kind === 'grant' && first === id)) return true;
      return isAboutActions(organisation, entry.partition, ref, actions);
    });
}

const ofOneAction = new Set(['record', 'attestation', 'automated']);

/** Whether something is kept about one of these actions. */
function isAboutActions(
  organisation: Organisation,
  partition: PartitionId,
  ref: EntityRef,
  actions: Pick<ReadonlySet<ActionId>, 'has'>,
): boolean {
  const [kind = '', id = ''] = ref.split('/');
  if (ofOneAction.has(kind)) return actions.has(id as ActionId); // looked up
  if (kind === 'comment') return actions.has(actionOfComment(ref));
  const image = organisation.partition(partition)?.image;
  return image !== undefined && concernsEvidence(image, ref, actions);
}
