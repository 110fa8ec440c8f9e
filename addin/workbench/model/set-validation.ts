import { type Area, holds, without } from './area.ts';
import type { Sheet } from './sheet.ts';
import type { Validation } from './validation.ts';

/** A cell has one validation: what is set on an area is taken off it everywhere else. */
export function clearValidation(sheet: Sheet, area: Area): void {
  sheet.validations = sheet.validations.flatMap((validation) => {
    const areas = validation.areas.flatMap((own) => without(own, area));
    return areas.length === 0 ? [] : [{ ...validation, areas }];
  });
}

export function setValidation(sheet: Sheet, area: Area, validation: Omit<Validation, 'areas'>): void {
  clearValidation(sheet, area);
  sheet.validations.push({ ...validation, areas: [area] });
}

export function validationAt(sheet: Sheet, row: number, column: number): Validation | undefined {
  return sheet.validations.find(({ areas }) => areas.some((area) => holds(area, row, column)));
}
