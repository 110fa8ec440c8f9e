import { type FieldValue, maxTextLength, type RecordField, recordFields } from '../../contract/model/field.ts';
import type { Entity } from '../state/entity.ts';

/**
 * Joins the records several groups have of one technical action: for statuses, dates and people the latest entry wins,
 * texts that differ are put one under the other with the group's name before each.
 */
export function mergeShared(
  sources: readonly { readonly group: string; readonly record: Entity | undefined }[],
): readonly (readonly [RecordField, FieldValue])[] {
  return (Object.keys(recordFields) as RecordField[]).flatMap((field) => {
    const filled = sources.flatMap(({ group, record }) => {
      const state = record?.removedAt === null ? record.fields[field] : undefined;
      return state === undefined || state.value === null ? [] : [{ group, state }];
    });
    const latest = filled.reduce<(typeof filled)[number] | null>(
      (last, one) => (last === null || one.state.time > last.state.time ? one : last),
      null,
    );
    if (latest === null) return [];
    const texts = new Map(filled.map(({ group, state }) => [String(state.value), group]));
    if (recordFields[field] !== 'text' || texts.size === 1) return [[field, latest.state.value] as const];
    const joined = [...texts].map(([text, group]) => `${group}:\n${text}`).join('\n\n');
    return [[field, joined.slice(0, maxTextLength)] as const];
  });
}
