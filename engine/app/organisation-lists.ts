import type {
  DimensionChange,
  DimensionView,
  NewDimension,
  NewOwner,
  OwnerView,
} from '../contract/http/organisation-lists.ts';
import type { Draft } from '../domain/journal/draft.ts';
import {
  addDimension,
  changeDimension,
  type DimensionProblem,
  deleteDimension,
  heldDimensions,
} from '../domain/organisation/change-dimensions.ts';
import {
  addOwner,
  type DeletedOwner,
  deleteOwner,
  describeOwner,
  type OwnerProblem,
} from '../domain/organisation/change-owners.ts';
import { documentsOf } from '../domain/organisation/documents.ts';
import { nameKey } from '../domain/organisation/name-key.ts';
import { namingDimensions } from '../domain/organisation/uses.ts';
import { ok, type Result } from '../domain/result.ts';
import type { ReadImage } from '../domain/state/image.ts';
import { titleKey } from '../domain/templates/title-key.ts';
import type { Caller } from './assessments.ts';
import type { Organisation } from './organisation.ts';
import type { StoreProblem } from './partition.ts';

type Outcome<T, P> = Promise<Result<T, P | StoreProblem>>;

/** Dimensions and owners: what actions and templates are filed under. */
export interface OrganisationLists {
  dimensions(): readonly DimensionView[];
  addDimension(wanted: NewDimension, caller: Caller): Outcome<DimensionView, DimensionProblem>;
  changeDimension(id: string, change: DimensionChange, caller: Caller): Outcome<DimensionView, DimensionProblem>;
  deleteDimension(id: string, caller: Caller): Outcome<string, DimensionProblem>;
  owners(): readonly OwnerView[];
  addOwner(wanted: NewOwner, caller: Caller): Outcome<OwnerView, OwnerProblem>;
  describeOwner(id: string, description: string, caller: Caller): Outcome<OwnerView, OwnerProblem>;
  /** `replacement` takes its actions over. */
  deleteOwner(id: string, replacement: string | null, caller: Caller): Outcome<DeletedOwner, OwnerProblem>;
}

export function createOrganisationLists(organisation: Organisation): OrganisationLists {
  const { core } = organisation;
  const act = <P>(
    { command, actor, channel }: Caller,
    id: string,
    decide: (draft: Draft) => Result<string, P>,
  ): Outcome<string, P> =>
    core.execute<string, P>({ meta: organisation.meta(command, actor, channel), decide, recall: () => id });
  const one = <T extends { readonly id: string }, P>(
    result: Result<string, P>,
    all: () => readonly T[],
  ): Result<T, P> => {
    if (!result.ok) return result;
    const found = all().find(({ id }) => id === result.value);
    if (found === undefined) throw new Error(`${result.value} was just there and is not any more`);
    return ok(found);
  };
  const dimensions = () => dimensionViews(core.image);
  const owners = () => ownerViews(core.image);
  return {
    dimensions,
    addDimension: async (wanted, caller) =>
      one(await act(caller, nameKey(wanted.key), (draft) => addDimension(draft, wanted)), dimensions),
    changeDimension: async (id, change, caller) =>
      one(await act(caller, id, (draft) => changeDimension(draft, id, change)), dimensions),
    deleteDimension: (id, caller) => act(caller, id, (draft) => deleteDimension(draft, id)),
    owners,
    addOwner: async (wanted, caller) =>
      one(await act(caller, nameKey(wanted.name), (draft) => addOwner(draft, wanted)), owners),
    describeOwner: async (id, description, caller) =>
      one(await act(caller, id, (draft) => describeOwner(draft, id, description)), owners),
    deleteOwner: (id, replacement, { command, actor, channel }) =>
      core.execute<DeletedOwner, OwnerProblem>({
        meta: organisation.meta(command, actor, channel),
        decide: (draft) => deleteOwner(draft, id, replacement),
        recall: (entries) => ({ id, actions: entries.filter(({ entry: { event } }) => event.kind === 'put').length }),
      }),
  };
}

/** One look at everything that names dimensions, however many there are. */
function dimensionViews(image: ReadImage): readonly DimensionView[] {
  const counts = new Map<string, { action: number; template: number; assessment: number }>();
  const count = (key: string, kind: 'action' | 'template' | 'assessment'): void => {
    const known = counts.get(key) ?? { action: 0, template: 0, assessment: 0 };
    known[kind] += 1;
    counts.set(key, known);
  };
  for (const { use, values } of namingDimensions(image)) {
    for (const key of new Set(values.map((one) => titleKey(one.key)))) count(key, use.kind);
    for (const pair of new Set(values.map((one) => pairKey(one.key, one.value)))) count(pair, use.kind);
  }
  const usesOf = (key: string) => {
    const { action = 0, template = 0, assessment = 0 } = counts.get(key) ?? {};
    return { actions: action, templates: template, assessments: assessment };
  };
  return heldDimensions(image).map(({ id, key, values, multiple, shipped, open }) => {
    const program = new Set((shipped?.values ?? []).map(titleKey));
    return {
      ...{ id, key, multiple, open, builtIn: shipped !== null, uses: usesOf(titleKey(key)) },
      values: values.map((value) => ({
        value,
        builtIn: program.has(titleKey(value)),
        uses: usesOf(pairKey(key, value)),
      })),
    };
  });
}

function pairKey(key: string, value: string): string {
  return `${titleKey(key)}\n${titleKey(value)}`;
}

function ownerViews(image: ReadImage): readonly OwnerView[] {
  const counts = new Map<string, number>();
  for (const { owners } of documentsOf(image, 'action')) {
    for (const owner of new Set(owners.map(titleKey))) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  }
  return documentsOf(image, 'owner')
    .map(({ name, description }) => ({
      ...{ id: nameKey(name), name, description },
      actions: counts.get(titleKey(name)) ?? 0,
    }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
}
