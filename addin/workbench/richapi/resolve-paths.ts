import { ExcelError } from '../model/excel-error.ts';
import { type BatchHost, capitalized, notFound } from './batch-host.ts';
import { type Arguments, type HostObject, isHostObject, type KindDefinition, nullObject } from './kind.ts';
import { type ArgumentInfo, type ObjectPath, type PathIds, pathType } from './wire.ts';

type Resolved = HostObject | typeof nullObject;

/** The objects of one batch, and what can be done with them. */
export type Paths<C> = {
  readonly object: (id: number) => Resolved;
  readonly definition: (target: HostObject) => KindDefinition<unknown, C>;
  readonly values: (info: ArgumentInfo | undefined) => Arguments;
  readonly call: (target: HostObject, name: string, args: Arguments) => unknown;
  /** The class a path was found to lead to; null if it was not, or to nothing. */
  readonly nameOf: (id: number) => string | null;
};

/** Finds objects by path. Each path is walked once, so that an `add` among them adds once. */
export function resolvePaths<C>(paths: Readonly<Record<string, ObjectPath>>, host: BatchHost<C>): Paths<C> {
  const known = new Map<number, Resolved>();

  function object(id: number): Resolved {
    const found = known.get(id);
    if (found !== undefined) return found;
    const path = paths[String(id)];
    if (path === undefined) throw new ExcelError('InvalidArgument', `The request names no object path ${id}.`);
    const made = walk(path);
    known.set(id, made);
    return made;
  }

  function walk(path: ObjectPath): Resolved {
    switch (path.ObjectPathType) {
      case pathType.root:
        return host.root;
      case pathType.newObject:
        return host.newObject(path.Name) ?? raise(notFound(host, path.Name));
      case pathType.keptReference:
        return host.kept(path.Name) ?? raise(new ExcelError('ItemNotFound'));
      case pathType.nullObject:
        return nullObject;
      default:
        return walkFrom(object(path.ParentObjectPathId ?? 0), path);
    }
  }

  function walkFrom(parent: Resolved, path: ObjectPath): Resolved {
    if (parent === nullObject) return nullObject;
    const { navigations, item } = definition(parent);
    if (path.ObjectPathType === pathType.property) {
      const navigate = navigations?.[path.Name] ?? raise(notFound(host, `${parent.kindName}.${path.Name}`));
      return navigate(parent.target, host.context);
    }
    const args = values(path.ArgumentInfo);
    if (path.ObjectPathType === pathType.indexer) {
      const find = item ?? raise(notFound(host, `${parent.kindName}[]`));
      return find(parent.target, args, host.context);
    }
    const made = call(parent, path.Name, args);
    if (isHostObject(made) || made === nullObject) return made;
    throw notFound(host, `${parent.kindName}.${path.Name}() as an object`);
  }

  function call(target: HostObject, name: string, args: Arguments): unknown {
    const { methods, item } = definition(target);
    if (name === 'GetItem' && item !== undefined) return item(target.target, args, host.context);
    const method = methods?.[name] ?? raise(notFound(host, `${target.kindName}.${name}()`));
    return method(target.target, args, host.context);
  }

  function definition(target: HostObject): KindDefinition<unknown, C> {
    return host.kinds.get(target.kindName) ?? raise(notFound(host, capitalized(target.kindName)));
  }

  function values(info: ArgumentInfo | undefined): Arguments {
    const args = info?.Arguments ?? [];
    const ids = info?.ReferencedObjectPathIds;
    return ids === null || ids === undefined ? args : args.map((value, index) => withObjects(value, ids[index] ?? 0));
  }

  function withObjects(value: unknown, ids: PathIds): unknown {
    if (typeof ids === 'number') return ids === 0 ? value : object(ids);
    if (ids === null || !Array.isArray(value)) return value;
    return value.map((each: unknown, index) => withObjects(each, ids[index] ?? 0));
  }

  function nameOf(id: number): string | null {
    const found = known.get(id);
    return found === undefined || found === nullObject ? null : found.kindName;
  }

  return { object, definition, values, call, nameOf };
}

function raise(error: Error): never {
  throw error;
}
