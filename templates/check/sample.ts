import type { BuiltInLibrary } from '#engine/domain/templates/built-in';

/** Controls and actions of each framework drawn at random, whole, for a reader. The seed gives the same ones again. */
export function* sample({ templates }: BuiltInLibrary, count: number, seed: number): Iterable<string> {
  const random = randomOf(seed);
  for (const { id, content } of templates) {
    yield `\n===== ${id}: ${content.name}, seed ${seed}`;
    for (const control of draw(content.controls, count, random)) {
      const { id: name, title, family, labels, statement, description, responsibility, actions } = control;
      yield `\n${name}  ${title}  [${family}; ${responsibility}${labels.length > 0 ? `; ${labels.join(', ')}` : ''}]`;
      if (statement !== null) yield `  "${statement}"`;
      yield `  ${description}`;
      for (const use of actions) yield `  - ${use.title}`;
    }
    for (const action of draw(content.actions, count, random)) {
      const { title, type, purpose, enforcement, points, owners, secureScoreControl, responsibility, descriptions } =
        action;
      const marks = [responsibility, type, purpose, enforcement, `${points} points`, ...owners, secureScoreControl];
      yield `\n* ${title}  [${marks.filter((mark) => mark !== null).join('; ')}]`;
      yield `  ${(descriptions[0]?.text ?? '').replaceAll('\n', '\n  ')}`;
    }
  }
}

function draw<T>(all: readonly T[], count: number, random: () => number): readonly T[] {
  const left = [...all];
  return Array.from({ length: Math.min(count, left.length) }, () =>
    left.splice(Math.floor(random() * left.length), 1),
  ).flat();
}

/** A small generator (mulberry32): numbers from 0 to 1, the same for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
