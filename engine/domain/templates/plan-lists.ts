import type { Dimension, Owner, TemplateContent } from '../../contract/model/template.ts';
import { builtInDimensions, knownDimensions, type TemplateLibrary } from './library.ts';
import { titleKey } from './title-key.ts';

/** Owners the organisation does not have yet, or has with another description. */
export function newOwners(content: Pick<TemplateContent, 'owners'>, library: TemplateLibrary): readonly Owner[] {
  const known = new Map(library.owners.map((owner) => [titleKey(owner.name), owner]));
  return content.owners.flatMap((owner) => {
    const present = known.get(titleKey(owner.name));
    if (present === undefined) return [{ name: owner.name.trim(), description: owner.description }];
    if (owner.description === '' || owner.description === present.description) return [];
    return [{ name: present.name, description: owner.description }];
  });
}

/** Dimension keys with values the organisation does not have yet, each whole: its present values, then the new ones. */
export function newDimensions(
  content: Pick<TemplateContent, 'dimensionList'>,
  library: TemplateLibrary,
): readonly Dimension[] {
  const present = [...builtInDimensions, ...library.dimensions];
  const known = knownDimensions([present]);
  return content.dimensionList.flatMap((dimension) => {
    const missing = dimension.values.filter((value) => !known.has(dimension.key, value));
    if (missing.length === 0) return [];
    const own = present.filter((list) => titleKey(list.key) === titleKey(dimension.key));
    return [
      {
        key: own[0]?.key ?? dimension.key.trim(),
        values: [...new Set([...own.flatMap((list) => list.values), ...missing])],
        multiple: dimension.multiple || own.some((list) => list.multiple),
      },
    ];
  });
}
