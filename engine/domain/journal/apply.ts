import type { Entry } from '../../contract/model/entry.ts';
import type { FieldName, FieldValue } from '../../contract/model/field.ts';
import type { EntityRef } from '../../contract/model/ids.ts';
import { unreachable } from '../result.ts';
import type { Entity } from '../state/entity.ts';
import type { Image } from '../state/image.ts';

/** The newest form of entries this program reads. */
const entryVersion = 1;

/**
 * Folds one entry into an image. Total and deterministic: the same entries in the same order give the same image,
 * whether they were just decided or are read back years later. Throws only when an entry does not follow the image's
 * position: that is a bug or a journal of another history, never a person's mistake.
 */
export function applyEntry(image: Image, entry: Entry): void {
  if ((entry.v as number) > entryVersion) {
    throw new Error(
      `A later Controlbook wrote entry ${entry.position} of ${entry.partition} (entry version ${entry.v}, this one knows ${entryVersion}). Install that version again`,
    );
  }
  if (entry.position !== image.position + 1) {
    throw new Error(`Entry ${entry.position} of ${entry.partition} does not follow position ${image.position}`);
  }
  if (image.command(entry.command) === undefined) image.setCommand(entry.command, entry.position);
  image.moveTo(entry.position);
  const event = entry.event;
  switch (event.kind) {
    case 'put':
      image.setEntity({
        ref: event.entity,
        value: event.value,
        fields: image.entity(event.entity)?.fields ?? noFields,
        removedAt: null,
        changedAt: entry.position,
      });
      return;
    case 'removed': {
      const entity = image.entity(event.entity) ?? emptyEntity(event.entity);
      image.setEntity({ ...entity, removedAt: entry.position, changedAt: entry.position });
      for (const conflict of image.conflictsOf(event.entity)) image.closeConflict(conflict.id);
      return;
    }
    case 'changed':
      setField(image, entry, event.entity, event.field, event.to);
      return;
    case 'conflicted':
      image.setConflict({
        kind: 'field',
        id: event.conflict,
        entity: event.entity,
        field: event.field,
        base: event.base,
        baseValue: event.baseValue,
        yours: event.yours,
        by: entry.actor,
        lineage: entry.lineage,
        time: entry.time,
        raisedAt: entry.position,
      });
      return;
    case 'resolved':
      image.closeConflict(event.conflict);
      if (event.decision !== 'keep') setField(image, entry, event.entity, event.field, event.to);
      return;
    case 'held':
      image.setConflict({
        kind: 'held',
        id: event.conflict,
        reason: event.reason,
        changes: event.changes,
        by: entry.actor,
        lineage: entry.lineage,
        time: entry.time,
        raisedAt: entry.position,
      });
      return;
    case 'released':
      image.closeConflict(event.conflict);
      return;
    case 'ingested':
      image.setFile(event.file, { sha256: event.sha256, sequence: event.sequence, at: entry.position });
      return;
    case 'agreed':
    case 'refused':
      return;
    default:
      unreachable(event);
  }
}

const noFields: Entity['fields'] = {};

function emptyEntity(ref: EntityRef): Entity {
  return { ref, value: null, fields: noFields, removedAt: null, changedAt: 0 };
}

function setField(image: Image, entry: Entry, ref: EntityRef, field: FieldName, value: FieldValue): void {
  const entity = image.entity(ref) ?? emptyEntity(ref);
  image.setEntity({
    ref,
    value: entity.value,
    // A record comes back with its next edit; a document that was removed stays so, whatever was on its way to it.
    removedAt: entity.value === null ? null : entity.removedAt,
    changedAt: entry.position,
    fields: {
      ...entity.fields,
      [field]: {
        value,
        at: entry.position,
        by: entry.actor,
        time: entry.time,
        lineage: entry.lineage,
        before: entity.fields[field] ?? null,
      },
    },
  });
}
