import { builtInDimensions, knownDimensions } from './library.ts';
import type { Submission } from './submission.ts';
import { titleKey } from './title-key.ts';

export function validateLists({ content, library, report }: Submission): void {
  const owners = new Set<string>();
  for (const [index, owner] of content.owners.entries()) {
    const key = titleKey(owner.name);
    if (key === '') report('missing-owner-name', `owners[${index}].name`);
    else if (owners.has(key)) report('duplicate-owner', `owners[${index}].name`, owner.name);
    owners.add(key);
  }
  const pairs = new Set<string>();
  for (const [index, dimension] of content.dimensionList.entries()) {
    for (const [at, value] of dimension.values.entries()) {
      const path = `dimensionList[${index}].values[${at}]`;
      if (dimension.key.trim() === '' || value.trim() === '') report('missing-dimension-key', path);
      const pair = `${titleKey(dimension.key)}\n${titleKey(value)}`;
      if (pairs.has(pair)) report('repeated-dimension', path, `${dimension.key}::${value}`);
      pairs.add(pair);
    }
  }
  const known = knownDimensions([builtInDimensions, library.dimensions, content.dimensionList]);
  for (const [index, { key, value }] of content.dimensions.entries()) {
    if (!known.has(key, value)) report('unlisted-dimension', `dimensions[${index}]`, `${key}::${value}`);
  }
}
