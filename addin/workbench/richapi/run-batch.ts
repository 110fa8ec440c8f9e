import { ExcelError } from '../model/excel-error.ts';
import { type BatchHost, capitalized, notFound } from './batch-host.ts';
import { type HostObject, isHostObject, nullObject } from './kind.ts';
import { queryObject } from './query.ts';
import { type Paths, resolvePaths } from './resolve-paths.ts';
import { type Action, actionType, type Batch, type BatchAnswer } from './wire.ts';

/**
 * Runs the actions of one batch in order. The first error ends it: what was answered before is delivered, and nothing
 * that was done is taken back, as in Excel.
 */
export function runBatch<C>(batch: Batch, host: BatchHost<C>): BatchAnswer {
  const results: { ActionId: number; Value: unknown }[] = [];
  const traceIds: number[] = [];
  const resolve = resolvePaths(batch.ObjectPaths, host);
  for (const [index, action] of batch.Actions.entries()) {
    try {
      const value = runAction(action, host, resolve);
      if (value !== undefined) results.push({ ActionId: action.Id, Value: value });
      if (action.ActionType === actionType.trace) traceIds.push(action.Id);
    } catch (error) {
      if (!(error instanceof ExcelError)) throw error;
      const failure = {
        Code: error.code,
        Message: error.message,
        Location: locate(batch, action, resolve.nameOf),
        ActionIndex: index,
        HttpStatusCode: statusOf(error.code),
      };
      return { Results: results, TraceIds: traceIds, Error: failure };
    }
  }
  return { Results: results, TraceIds: traceIds };
}

function runAction<C>(action: Action, host: BatchHost<C>, resolve: Paths<C>): unknown {
  if (action.ActionType === actionType.trace) return null;
  const object = resolve.object(action.ObjectPathId);
  if (object === nullObject) return null;
  const definition = resolve.definition(object);
  switch (action.ActionType) {
    case actionType.instantiate:
      return definition.identity?.(object.target, host.context) ?? {};
    case actionType.query:
      return queryObject(object, action.QueryInfo ?? {}, host, 'wire');
    case actionType.queryAsJson:
      return queryObject(object, action.QueryInfo ?? {}, host, 'json');
    case actionType.method: {
      const value = resolve.call(object, action.Name, resolve.values(action.ArgumentInfo));
      return isHostObject(value) || value === nullObject || value === undefined ? null : value;
    }
    case actionType.setProperty:
      return setProperty(object, action.Name, resolve.values(action.ArgumentInfo)[0], host, resolve);
    case actionType.update:
      for (const [name, value] of Object.entries(action.ObjectState ?? {})) {
        setProperty(object, name, value, host, resolve);
      }
      return undefined;
    case actionType.ensureUnchanged:
      return undefined;
    default:
      host.notPlayed(`action type ${action.ActionType}`);
      throw new ExcelError('ApiNotFound', `This host plays no action of type ${action.ActionType}.`);
  }
}

function setProperty<C>(
  object: HostObject,
  name: string,
  value: unknown,
  host: BatchHost<C>,
  resolve: Paths<C>,
): undefined {
  const property = resolve.definition(object).properties?.[capitalized(name)];
  if (property === undefined || typeof property === 'function' || property.set === undefined) {
    throw notFound(host, `${object.kindName}.${name} (set)`);
  }
  property.set(object.target, value, host.context);
}

/** `Range.values`, `WorksheetCollection.getItem`: the class and the member an error stopped at. */
function locate(batch: Batch, action: Action, nameOf: (pathId: number) => string | null): string {
  const path = batch.ObjectPaths[String(action.ObjectPathId)];
  const ownName = nameOf(action.ObjectPathId);
  if (action.Name !== '' && ownName !== null) return `${ownName}.${decapitalized(action.Name)}`;
  const parent = nameOf(path?.ParentObjectPathId ?? 0);
  const member = path?.Name === '' ? 'getItem' : decapitalized(path?.Name ?? '');
  return parent === null ? member : `${parent}.${member}`;
}

function decapitalized(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function statusOf(code: string): number {
  if (code === 'ItemNotFound' || code === 'ApiNotFound') return 404;
  if (code === 'AccessDenied') return 403;
  if (code === 'ItemAlreadyExists' || code === 'InsertDeleteConflict') return 409;
  return code === 'GeneralException' ? 500 : 400;
}
