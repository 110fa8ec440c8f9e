import type { BuiltInLibrary } from '#engine/domain/templates/built-in';

export type Statements = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** What is wrong with the descriptions: missing, alike, of another length than asked, or words of the official statement. */
export function checkDescriptions({ templates }: BuiltInLibrary, statements: Statements): readonly string[] {
  return templates.flatMap(({ id: framework, content }) => {
    const firstById = new Map<string, string>();
    return content.controls.flatMap(({ id, title, description }) => {
      const say = (what: string): string => `${framework} ${id}: ${what}`;
      const words = wordsOf(description);
      const key = words.join(' ');
      const alike = firstById.get(key);
      firstById.set(key, alike ?? id);
      const sentences = description.split(/(?<=[.!?])\s+(?=[A-Z0-9"])/).length;
      const run = commonRun(words, wordsOf(statements.get(framework)?.get(id) ?? ''));
      return [
        ...(alike === undefined ? [] : [say(`the description is that of ${alike}`)]),
        ...(key === wordsOf(title).join(' ') ? [say('the description is the title')] : []),
        ...(words.length < 15 || words.length > 100 ? [say(`the description has ${words.length} words`)] : []),
        ...(sentences < 2 || sentences > 5 ? [say(`the description has ${sentences} sentences`)] : []),
        ...(run === null ? [] : [say(`the official statement says "${run}", too`)]),
        ...(/[\u2013\u2014]/.test(description) ? [say('there is a dash other than the hyphen')] : []),
      ];
    });
  });
}

/** Eight words in a row that both have; null when there are none. */
export function commonRun(one: readonly string[], other: readonly string[], length = 8): string | null {
  const runs = new Set(
    other.flatMap((_, at) => (at + length > other.length ? [] : [other.slice(at, at + length).join(' ')])),
  );
  for (let at = 0; at + length <= one.length; at += 1) {
    const run = one.slice(at, at + length).join(' ');
    if (runs.has(run)) return run;
  }
  return null;
}

export function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+(?:['’][\p{L}]+)?/gu) ?? [];
}

/** Actions no control cites, and titles that are not in the imperative's form: a capital first, no full stop last. */
export function checkActions({ actions, templates }: BuiltInLibrary): readonly string[] {
  const used = new Set(
    templates.flatMap(({ content }) =>
      content.controls.flatMap((control) => control.actions.map(({ title }) => title)),
    ),
  );
  return actions.flatMap(({ id, title, responsibility, descriptions }) => {
    const say = (what: string): string => `library ${id}: ${what}`;
    const guidance = descriptions[0]?.text ?? '';
    const needsProof = responsibility === 'customer';
    return [
      ...(used.has(title) ? [] : [say('no control cites it')]),
      ...(/^[A-Z].*[^.]$/.test(title) ? [] : [say(`"${title}" is no title`)]),
      ...(needsProof && !/\*\*Check:?\*\*/.test(guidance) ? [say('the guidance does not say how to check it')] : []),
      ...(needsProof && !/\*\*Evidence:?\*\*/.test(guidance)
        ? [say('the guidance does not say what to keep as evidence')]
        : []),
      ...(/[\u2013\u2014]/.test(guidance) ? [say('there is a dash other than the hyphen')] : []),
    ];
  });
}

/** A control without an action for a side that carries it. */
export function checkMapping({ templates, actions }: BuiltInLibrary): readonly string[] {
  const sideByTitle = new Map(actions.map(({ title, responsibility }) => [title, responsibility]));
  return templates.flatMap(({ id: framework, content }) =>
    content.controls.flatMap(({ id, responsibility, actions: uses }) => {
      const sides = new Set(uses.map(({ title }) => sideByTitle.get(title)));
      const needed = responsibility === 'shared' ? (['customer', 'provider'] as const) : ([responsibility] as const);
      const extra = [...sides].filter((side) => side !== undefined && !needed.some((one) => one === side));
      return [
        ...needed.filter((side) => !sides.has(side)).map((side) => `${framework} ${id}: there is no ${side} action`),
        ...extra.map((side) => `${framework} ${id}: it is the ${responsibility}'s and has a ${side} action`),
      ];
    }),
  );
}
