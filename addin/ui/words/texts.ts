/** A sentence with `{holes}`, or one for each number where it counts something: `count` is then among its holes. */
export type Text = string | { readonly one: string; readonly other: string };

/** The holes of a sentence by name. */
type Holes<Sentence> = Sentence extends `${string}{${infer Hole}}${infer Rest}` ? Hole | Holes<Rest> : never;

type HolesOf<One> = One extends { readonly one: infer Singular; readonly other: infer Many }
  ? Holes<Singular> | Holes<Many> | 'count'
  : Holes<One>;

/** What has to be said to fill a sentence: nothing where it has no holes. */
export type Fillings<One> = [HolesOf<One>] extends [never]
  ? []
  : [fillings: Readonly<Record<HolesOf<One>, string | number>>];

/** The same keys in another language: a counting sentence stays one. */
export type Translation<Original> = {
  readonly [Key in keyof Original]: Original[Key] extends string
    ? string
    : { readonly one: string; readonly other: string };
};
