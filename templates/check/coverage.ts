import type { BuiltInLibrary, BuiltInTemplate } from '#engine/domain/templates/built-in';

/** Points of each customer action in a template: an action counts in every control that cites it. */
export function pointsByAction({ content }: BuiltInTemplate): ReadonlyMap<string, number> {
  const customer = new Map(
    content.actions.flatMap(({ title, points, responsibility }) =>
      responsibility === 'customer' ? [[title, points]] : [],
    ),
  );
  const total = new Map<string, number>();
  for (const control of content.controls) {
    for (const title of new Set(control.actions.map((use) => use.title))) {
      const points = customer.get(title);
      if (points !== undefined) total.set(title, (total.get(title) ?? 0) + points);
    }
  }
  return total;
}

/** How much of a template's score the actions of another bring, 0 to 1. */
export function coverageOf(template: BuiltInTemplate, by: BuiltInTemplate): number {
  const theirs = new Set(pointsByAction(by).keys());
  let [covered, total] = [0, 0];
  for (const [title, points] of pointsByAction(template)) {
    total += points;
    if (theirs.has(title)) covered += points;
  }
  return total === 0 ? 0 : covered / total;
}

/** The page of the documentation, made from the templates: `npm run templates -- --coverage` writes it. */
export function coveragePage({ templates }: BuiltInLibrary): string {
  const sorted = [...templates].sort((one, other) =>
    (one.content.name ?? '').localeCompare(other.content.name ?? '', 'en'),
  );
  const names = sorted.map(({ content }) => content.certification ?? '');
  const rows = sorted.map((template, index) => {
    const cells = sorted.map((by) => (by === template ? '' : `${Math.round(coverageOf(template, by) * 100)}`));
    return `| **${names[index]}** | ${cells.join(' | ')} |`;
  });
  const sizes = sorted.map((template, index) => {
    const { controls, actions } = template.content;
    const customer = controls.filter(({ responsibility }) => responsibility !== 'provider').length;
    const provider = controls.filter(({ responsibility }) => responsibility !== 'customer').length;
    const own = actions.filter(({ responsibility }) => responsibility === 'customer').length;
    const points = [...pointsByAction(template).values()].reduce((sum, each) => sum + each, 0);
    const cells = [
      template.content.name,
      controls.length,
      customer,
      provider,
      own,
      actions.length - own,
      points.toLocaleString('en'),
    ];
    return `| ${cells.join(' | ')} | ${names[index]} |`;
  });
  return `# What the built-in templates cover

Made from the templates by \`npm run templates -- --coverage\`; a test compares it with them.

## How much of one standard the work for another covers

The same work is the same action in every template. Read along a row: when every customer action of the column's template is
implemented and has passed, so many percent of the row's points are reached, without any work for the row itself.

| | ${names.join(' | ')} |
| --- | ${names.map(() => '--:').join(' | ')} |
${rows.join('\n')}

## Sizes

A shared control counts on both sides. Points are those of customer actions, counted in every control that cites them.

| Template | Controls | Yours | Provider's | Your actions | Provider's actions | Points | Certification |
| --- | --: | --: | --: | --: | --: | --: | --- |
${sizes.join('\n')}
`;
}
