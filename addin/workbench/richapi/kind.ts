/** An object a pane can hold: what it is to office.js, and what it is in the model. */
export type HostObject = { readonly kindName: string; readonly target: unknown };

const objects = new WeakSet<object>();

export function hostObject(kindName: string, target: unknown): HostObject {
  const made = { kindName, target };
  objects.add(made);
  return made;
}

export function isHostObject(value: unknown): value is HostObject {
  return typeof value === 'object' && value !== null && objects.has(value);
}

/** Arguments of a call, in order; objects among them are host objects, a null object is `nullObject`. */
export type Arguments = readonly unknown[];

export const nullObject: unique symbol = Symbol('null object');

export type Property<T, C> = {
  readonly get: (target: T, context: C) => unknown;
  readonly set?: (target: T, value: unknown, context: C) => void;
};

/**
 * How one class of office.js is played. Member names are those of the wire, with a capital first letter. What is not
 * here is answered with ApiNotFound and noted as not played.
 */
export type KindDefinition<T, C> = {
  /** What an object says of itself when it is first met: its id, so that it can be found again. */
  readonly identity?: (target: T, context: C) => Readonly<Record<string, unknown>>;
  readonly properties?: Readonly<Record<string, Property<T, C> | Property<T, C>['get']>>;
  /** Properties that are objects. */
  readonly navigations?: Readonly<Record<string, (target: T, context: C) => HostObject | typeof nullObject>>;
  /** Calls; the answer is a value, nothing, a host object or the null object. */
  readonly methods?: Readonly<Record<string, (target: T, args: Arguments, context: C) => unknown>>;
  /** The members of a collection. */
  readonly items?: (target: T, context: C) => readonly HostObject[];
  /** `getItem`: throws ItemNotFound. */
  readonly item?: (target: T, args: Arguments, context: C) => HostObject;
};

export type Kind<C> = { readonly name: string; readonly definition: KindDefinition<unknown, C> };

/** Names a class explicitly: minifiers rename what they can, and the wire must not depend on it. */
export function kind<T, C>(name: string, definition: KindDefinition<T, C>): Kind<C> {
  // Host objects of a kind are only made with targets of its type; the table of kinds cannot say so.
  return { name, definition: definition as unknown as KindDefinition<unknown, C> };
}

export type Kinds<C> = ReadonlyMap<string, KindDefinition<unknown, C>>;

export function kindTable<C>(kinds: readonly Kind<C>[]): Kinds<C> {
  return new Map(kinds.map(({ name, definition }) => [name, definition]));
}
