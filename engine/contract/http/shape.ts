import type { z } from 'zod';

/** A value as nobody may change it; what zod infers is mutable, the model is not. */
export type DeepReadonly<T> = unknown extends T
  ? T
  : T extends string | number | boolean | null | undefined
    ? T
    : T extends readonly (infer Element)[]
      ? readonly DeepReadonly<Element>[]
      : { readonly [Key in keyof T]: DeepReadonly<T[Key]> };

/** True when both types admit the same values. */
export type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

/**
 * Ties a schema to the model's type: does not compile when one of them has a field, a word or a null that the other
 * lacks. Returns the schema as it came.
 */
export function shapeOf<Model>() {
  return <Schema extends z.ZodType>(
    schema: Schema &
      (Same<Model, DeepReadonly<z.output<Schema>>> extends true ? unknown : { readonly differsFrom: Model }),
  ): Schema => schema;
}
