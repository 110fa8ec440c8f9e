import type { Who } from '../contract/model/permission.ts';
import { oneAssessment } from '../domain/permissions/can.ts';
import { ok } from '../domain/result.ts';
import { heard, isHeard } from './gate.ts';
import type { ChangesSince, GroupSummary, Status, UseCases } from './use-cases.ts';

/**
 * The use cases as one person sees them: lists are shorter by what they may not read, and a workbook they take away
 * locks what they may not edit. Whether they may have a single thing at all is asked at the gate.
 */
export function seenBy(all: UseCases, who: Who): UseCases {
  const { gate } = all;
  const mayManageTemplates = gate.may(who, 'manage-master-data');
  const readsAll = gate.may(who, 'read-data');
  const editable = (id: Parameters<UseCases['workbook']>[0]) => ({
    data: gate.may(who, 'edit-data', oneAssessment(id)),
    testResults: gate.may(who, 'edit-test-results', oneAssessment(id)),
    assessment: gate.may(who, 'manage-assessments', oneAssessment(id)),
  });
  const shared: UseCases = {
    ...all,
    workbook: (id) => all.workbook(id, editable(id)),
    templates: () => (mayManageTemplates ? all.templates() : []),
  };
  if (readsAll) return shared;

  const mayRead = (id: Parameters<UseCases['workbook']>[0]): boolean => gate.may(who, 'read-data', oneAssessment(id));
  const groups = async (): Promise<readonly GroupSummary[]> =>
    (await all.groups()).flatMap((group) => {
      const assessments = group.assessments.filter(({ id }) => mayRead(id));
      if (assessments.length === 0) return [];
      const whole = assessments.length === group.assessments.length;
      return [{ ...group, assessments, score: whole ? group.score : noScore }];
    });
  const conflicts: UseCases['conflicts'] = () =>
    all.conflicts().filter((conflict) => isHeard(conflict, gate.hearing(who, conflict.partition)));
  const maySeePeople = !gate.isGuest(who) || gate.may(who, 'manage-users');
  return {
    ...shared,
    groups,
    conflicts,
    related(id, control) {
      const found = all.related(id, control);
      if (!found.ok) return found;
      return ok({ ...found.value, shared: found.value.shared.filter(({ assessment }) => mayRead(assessment)) });
    },
    people: () => (maySeePeople ? all.people() : []),
    roles: { ...all.roles, search: (query) => (maySeePeople ? all.roles.search(query) : []) },
    async status(): Promise<Status> {
      const [status, seen] = await Promise.all([all.status(), groups()]);
      const partitions = new Set<string>(seen.map(({ id }) => `group:${id}`));
      return {
        ...status,
        folder: null,
        files: [],
        partitions: status.partitions.filter(({ partition }) => partitions.has(partition)),
        templates: mayManageTemplates ? status.templates : 0,
        groups: seen.length,
        assessments: seen.reduce((sum, group) => sum + group.assessments.length, 0),
        openConflicts: conflicts().length,
      };
    },
    async changesSince(cursor, limit): Promise<ChangesSince> {
      const changes = await all.changesSince(cursor, limit);
      const hearing = gate.hearing(who, cursor.partition);
      switch (changes.kind) {
        case 'entries':
          return { ...changes, entries: changes.entries.map((entry) => heard(entry, hearing)) };
        case 'latest':
          return {
            ...changes,
            fields: changes.fields.filter(({ entity }) => hearing?.(entity) ?? true),
            changed: changes.changed.filter((entity) => hearing?.(entity) ?? true),
            conflicts: changes.conflicts.filter((conflict) => isHeard(conflict, hearing)),
          };
        default:
          return changes;
      }
    },
  };
}

const noScore = { achieved: 0, possible: 0, percent: null };
