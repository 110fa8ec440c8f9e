import { type BatchHost, capitalized, notFound } from './batch-host.ts';
import { type HostObject, type KindDefinition, nullObject } from './kind.ts';
import type { Query } from './wire.ts';

/** The load of one object as a tree: what is asked of it, and what is asked of the objects it leads to. */
type Wanted = { all: boolean; readonly names: Set<string>; readonly deeper: Map<string, Wanted> };

type Form = 'wire' | 'json';

/**
 * Answers a load. Paths come in camel case (`format/fill/color`), answers go out as the wire writes them (`Format`,
 * collections under `_Items`) or as plain JSON names (`items`).
 */
export function queryObject<C>(object: HostObject, query: Query, host: BatchHost<C>, form: Form): unknown {
  const wanted = newWanted();
  for (const path of query.Select ?? []) want(wanted, path.split('/'));
  for (const path of query.Expand ?? []) want(wanted, [...path.split('/'), '*']);
  if (!wanted.all && wanted.names.size === 0 && wanted.deeper.size === 0) wanted.all = true;
  return describe(object, wanted, host, form, query);
}

function newWanted(): Wanted {
  return { all: false, names: new Set(), deeper: new Map() };
}

function want(wanted: Wanted, steps: readonly string[]): void {
  const [step = '', ...rest] = steps;
  if (step === 'items' || step === '$all') want(wanted, rest.length === 0 ? ['*'] : rest);
  else if (step === '*') wanted.all = true;
  else if (rest.length === 0) wanted.names.add(step);
  else {
    const next = wanted.deeper.get(step) ?? newWanted();
    wanted.deeper.set(step, next);
    want(next, rest);
  }
}

function describe<C>(object: HostObject, wanted: Wanted, host: BatchHost<C>, form: Form, query: Query = {}): unknown {
  const definition = host.kinds.get(object.kindName);
  if (definition === undefined) throw notFound(host, object.kindName);
  const answer: Record<string, unknown> =
    form === 'wire' ? { ...definition.identity?.(object.target, host.context) } : {};
  // On a collection a load is of its items, and of the few properties it has itself.
  const own = definition.items === undefined ? wanted : ownPart(wanted, definition);
  describeProperties(object, own, definition, host, form, answer);
  describeNavigations(object, own, definition, host, form, answer);
  if (definition.items !== undefined) {
    const all = definition.items(object.target, host.context);
    const skip = query.Skip ?? 0;
    const items = all.slice(skip, query.Top === undefined ? undefined : skip + query.Top);
    const ofItems = itemPart(wanted, definition);
    answer[form === 'wire' ? '_Items' : 'items'] = items.map((item) => describe(item, ofItems, host, form));
  }
  return answer;
}

function describeProperties<C>(
  object: HostObject,
  wanted: Wanted,
  definition: KindDefinition<unknown, C>,
  host: BatchHost<C>,
  form: Form,
  answer: Record<string, unknown>,
): void {
  const { properties = {}, navigations = {} } = definition;
  const names = wanted.all ? new Set([...Object.keys(properties), ...[...wanted.names].map(capitalized)]) : undefined;
  for (const name of names ?? [...wanted.names].map(capitalized)) {
    const property = properties[name];
    if (property !== undefined) {
      const get = typeof property === 'function' ? property : property.get;
      answer[written(name, form)] = get(object.target, host.context);
    } else if (navigations[name] !== undefined) {
      answer[written(name, form)] = navigate(object, name, { ...newWanted(), all: true }, definition, host, form);
    } else throw notFound(host, `${object.kindName}.${name}`);
  }
}

function describeNavigations<C>(
  object: HostObject,
  wanted: Wanted,
  definition: KindDefinition<unknown, C>,
  host: BatchHost<C>,
  form: Form,
  answer: Record<string, unknown>,
): void {
  for (const [name, deeper] of wanted.deeper) {
    answer[written(capitalized(name), form)] = navigate(object, capitalized(name), deeper, definition, host, form);
  }
}

function navigate<C>(
  object: HostObject,
  name: string,
  wanted: Wanted,
  definition: KindDefinition<unknown, C>,
  host: BatchHost<C>,
  form: Form,
): unknown {
  const step = definition.navigations?.[name];
  if (step === undefined) throw notFound(host, `${object.kindName}.${name}`);
  const next = step(object.target, host.context);
  return next === nullObject ? null : describe(next, wanted, host, form);
}

function ownPart<C>(wanted: Wanted, definition: KindDefinition<unknown, C>): Wanted {
  const names = [...wanted.names].filter((name) => definition.properties?.[capitalized(name)] !== undefined);
  return { all: false, names: new Set(names), deeper: new Map() };
}

function itemPart<C>(wanted: Wanted, definition: KindDefinition<unknown, C>): Wanted {
  const names = [...wanted.names].filter((name) => definition.properties?.[capitalized(name)] === undefined);
  return { all: wanted.all, names: new Set(names), deeper: wanted.deeper };
}

function written(name: string, form: Form): string {
  return form === 'wire' ? name : name.charAt(0).toLowerCase() + name.slice(1);
}
