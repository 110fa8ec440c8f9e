import type { ProfileImport, Selection } from './oscal-schema.ts';
import type { ResolvedControl, ResolveNotes } from './resolved-control.ts';

/**
 * The controls an import takes, in the order of their catalog. Without an include directive all are taken; an exclusion
 * goes before any inclusion. Ids that are named but not there are noted.
 */
export function selectControls(
  controls: readonly ResolvedControl[],
  directive: ProfileImport,
  notes: ResolveNotes,
): ResolvedControl[] {
  const includes = directive['include-controls'];
  const all = directive['include-all'] !== undefined || includes === undefined;
  const included = all ? null : matching(controls, includes, notes);
  const excluded = matching(controls, directive['exclude-controls'] ?? [], null);
  return controls.filter((each) => (included?.has(each) ?? true) && !excluded.has(each));
}

function matching(
  controls: readonly ResolvedControl[],
  selections: readonly Selection[],
  notes: ResolveNotes | null,
): ReadonlySet<ResolvedControl> {
  const matched = new Set<ResolvedControl>();
  const present = new Set(controls.map(({ control }) => control.id));
  for (const selection of selections) {
    const ids = new Set(selection['with-ids']);
    if (notes !== null) for (const id of ids) if (!present.has(id)) notes.unknownControls.add(id);
    const patterns = (selection.matching ?? []).map(({ pattern }) => pattern);
    const withChildren = selection['with-child-controls'] === 'yes';
    const parents = new Set<string>();
    // Parents stand before their children, so one pass reaches all descendants.
    for (const each of controls) {
      const { id } = each.control;
      const chosen =
        ids.has(id) ||
        patterns.some((pattern) => matchesGlob(pattern, id)) ||
        (withChildren && each.parent !== null && parents.has(each.parent));
      if (!chosen) continue;
      matched.add(each);
      parents.add(id);
    }
  }
  return matched;
}

/** `*` is any run of characters, `?` any one; letter case counts. Takes time in the product of the lengths at most. */
export function matchesGlob(pattern: string, text: string): boolean {
  let at = 0;
  let inPattern = 0;
  let star = -1;
  let starAt = 0;
  while (at < text.length) {
    const wanted = pattern[inPattern];
    if (wanted === '*') {
      star = inPattern;
      starAt = at;
      inPattern += 1;
    } else if (wanted === '?' || wanted === text[at]) {
      inPattern += 1;
      at += 1;
    } else if (star >= 0) {
      inPattern = star + 1;
      starAt += 1;
      at = starAt;
    } else return false;
  }
  while (pattern[inPattern] === '*') inPattern += 1;
  return inPattern === pattern.length;
}
