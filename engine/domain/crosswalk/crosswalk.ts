/**
 * How a published mapping relates two controls, strongest first: the same control; mapped; an informative reference; a
 * reference to a whole family; mapped but not covering the intent; and what is derived from another edition of a mapping.
 */
export const relations = [
  'same control',
  'mapped',
  'informative reference',
  'family reference',
  'partial',
  'derived',
  'derived, partial',
] as const;
export type Relation = (typeof relations)[number];

/** A control by its certification (`NIST CSF`) and its id there. */
export type ControlName = { readonly certification: string; readonly control: string };

export type CrosswalkRow = {
  readonly from: ControlName;
  readonly to: ControlName;
  readonly relation: Relation;
  /** The publication that says so. */
  readonly source: string;
};

/** A control a mapping proposes as related; `relation` is the weakest of all that was found on the way. */
export type Proposal = ControlName & { readonly relation: Relation; readonly sources: readonly string[] };

/** Public mappings between standards. They propose; nothing is shared because of them. */
export interface Crosswalk {
  /** In either direction of a mapping, and through what is the same control; in the order of the mappings. */
  of(name: ControlName): readonly Proposal[];
}

export function createCrosswalk(rows: readonly CrosswalkRow[]): Crosswalk {
  const directByKey = new Map<string, Direct[]>();
  const add = (from: ControlName, to: ControlName, { relation, source }: CrosswalkRow): void => {
    const known = directByKey.get(keyOf(from));
    if (known === undefined) directByKey.set(keyOf(from), [{ to, relation, source }]);
    else known.push({ to, relation, source });
  };
  for (const row of rows) {
    add(row.from, row.to, row);
    add(row.to, row.from, row);
  }
  const direct = (name: ControlName): readonly Direct[] => directByKey.get(keyOf(name)) ?? [];
  return {
    of(name) {
      const found = new Map<string, Proposal>();
      const self = keyOf(name);
      const propose = (to: ControlName, relation: Relation, sources: readonly string[]): void => {
        const key = keyOf(to);
        if (key === self) return;
        const known = found.get(key);
        found.set(key, {
          ...to,
          relation: weaker(known?.relation ?? relation, relation),
          sources: [...new Set([...(known?.sources ?? []), ...sources])],
        });
      };
      for (const { to, relation, source } of direct(name)) propose(to, relation, [source]);
      for (const same of direct(name).filter(({ relation }) => relation === 'same control')) {
        for (const { to, relation, source } of direct(same.to)) propose(to, relation, [same.source, source]);
      }
      return [...found.values()];
    },
  };
}

type Direct = { readonly to: ControlName; readonly relation: Relation; readonly source: string };

function weaker(one: Relation, other: Relation): Relation {
  return relations.indexOf(one) > relations.indexOf(other) ? one : other;
}

function keyOf({ certification, control }: ControlName): string {
  return `${certification.trim().toLowerCase()}\n${control}`;
}
