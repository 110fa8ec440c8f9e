import type { FieldValue } from '#engine/contract/model/field';
import { serialToDate } from '#engine/domain/fields/serial-date';
import type { DecisionReading } from '#engine/domain/sheets/reading';
import type { Desk } from './desk.ts';
import { dateSystemOf } from './mirror.ts';

/** The third value of a decision as it travels: days by their date, everything else as it stands; the engine judges it. */
export function decidedValue(
  { mirror }: Desk,
  { raw, shownAsDate }: NonNullable<DecisionReading['other']>,
): FieldValue {
  return shownAsDate && typeof raw === 'number' ? (serialToDate(raw, dateSystemOf(mirror)) ?? raw) : raw;
}
