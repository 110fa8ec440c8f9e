import type { Responsibility } from '../../contract/model/vocabulary.ts';
import type { ControlLine } from './line-schemas.ts';
import type { Faults, Placed } from './parse-lines.ts';

/** A control with everything it takes from another framework's filled in. */
export type SettledLine = Omit<ControlLine, 'as'> & {
  readonly description: string;
  readonly responsibility: Responsibility;
};

export type LinesByFramework = ReadonlyMap<string, readonly Placed<ControlLine>[]>;

/** Follows `as` from framework to framework. A line whose reference leads nowhere, or round in a ring, is a fault and left out. */
export function settleReferences(
  lines: LinesByFramework,
  faults: Faults,
): ReadonlyMap<string, readonly Placed<SettledLine>[]> {
  const byReference = new Map<string, ControlLine>(
    [...lines].flatMap(([framework, own]) => own.map(({ value }) => [`${framework}:${value.id}`, value] as const)),
  );
  return new Map([...lines].map(([framework, own]) => [framework, own.flatMap((line) => settle(line) ?? [])]));

  function settle({ place, value: { as, ...own } }: Placed<ControlLine>): Placed<SettledLine> | null {
    let line: Omit<ControlLine, 'as'> = own;
    const seen = new Set<string>();
    for (let next = as; next !== undefined; ) {
      const source = byReference.get(next);
      if (source === undefined || seen.has(next)) {
        faults.add(
          place,
          source === undefined ? `as: there is no control ${next}` : `as: ${next} comes back to itself`,
        );
        return null;
      }
      seen.add(next);
      line = inherit(line, source);
      next = source.as;
    }
    const { description, responsibility } = line;
    if (description === undefined || responsibility === undefined) {
      faults.add(place, `${description === undefined ? 'description' : 'responsibility'} is missing`);
      return null;
    }
    return { place, value: { ...line, description, responsibility } };
  }
}

/** Responsibility and the actions of either side go together only where nothing of them is said. */
function inherit(own: Omit<ControlLine, 'as'>, source: ControlLine): Omit<ControlLine, 'as'> {
  const responsibility = own.responsibility ?? source.responsibility;
  const actions = responsibility === 'provider' ? own.actions : (own.actions ?? source.actions);
  const provider = responsibility === 'customer' ? own.provider : (own.provider ?? source.provider);
  const description = own.description ?? source.description;
  return {
    ...own,
    ...(description === undefined ? {} : { description }),
    ...(responsibility === undefined ? {} : { responsibility }),
    ...(actions === undefined ? {} : { actions }),
    ...(provider === undefined ? {} : { provider }),
  };
}
