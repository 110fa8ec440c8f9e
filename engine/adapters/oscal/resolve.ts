import type { FileProblem, SubmittedFile } from '../../app/ports.ts';
import { ok, type Result } from '../../domain/result.ts';
import { createCompanions, wantedFile } from './companions.ts';
import { type OscalDocument, readDocument } from './document.ts';
import { applyModify } from './modify.ts';
import type { Catalog, OscalControl, OscalGroup, Param, Profile } from './oscal-schema.ts';
import { limits, problem } from './read-json.ts';
import type { ResolvedControl, ResolveNotes } from './resolved-control.ts';
import { selectControls } from './select.ts';

export type Resolved = {
  readonly title: string;
  readonly kind: OscalDocument['kind'];
  readonly controls: readonly ResolvedControl[];
  readonly notes: ResolveNotes;
};

/** The controls of a catalog, or of a profile after selecting, merging and modifying as the profile resolution says. */
export function resolve(file: SubmittedFile): Result<Resolved, FileProblem> {
  const main = readDocument(file.name, file.bytes);
  if (!main.ok) return main;
  const companions = createCompanions(file);
  const notes: ResolveNotes = { doubts: [], unknownControls: new Set(), unmatched: new Set(), oddities: new Set() };
  let imports = 0;
  const controls = controlsOf(main.value, [file.name]);
  if (!controls.ok) return controls;
  const title = main.value.kind === 'catalog' ? main.value.catalog.metadata.title : main.value.profile.metadata.title;
  return ok({ title, kind: main.value.kind, controls: controls.value, notes });

  function controlsOf(document: OscalDocument, chain: readonly string[]): Result<ResolvedControl[], FileProblem> {
    imports += 1;
    if (imports > limits.imports)
      return problem('too-many-imports', file.name, `imports more than ${limits.imports} times. Flatten its profiles.`);
    if (document.kind === 'profile') return profileControls(document.profile, document.file, chain);
    const prefix = document.file === file.name ? '' : `${document.file}: `;
    const found = catalogControls(document.catalog, prefix);
    if (found.length > limits.controls) {
      return problem('too-many-controls', document.file, `has more than ${limits.controls} controls. Split it.`);
    }
    return ok(found);
  }

  function profileControls(
    profile: Profile,
    name: string,
    chain: readonly string[],
  ): Result<ResolvedControl[], FileProblem> {
    const selections: ResolvedControl[][] = [];
    for (const each of profile.imports) {
      const wanted = wantedFile(profile, each.href);
      const companion = companions.find(profile, name, each.href);
      if (!companion.ok) return companion;
      if (companion.value === null) {
        return problem('missing-import', name, `imports ${wanted}, which was not submitted with it. Add that file.`);
      }
      const { document, doubt } = companion.value;
      if (doubt !== null && !notes.doubts.includes(doubt)) notes.doubts.push(doubt);
      if (chain.includes(document.file)) {
        const ring = [...chain.slice(chain.indexOf(document.file)), document.file].join(' -> ');
        return problem(
          'import-cycle',
          name,
          `imports in a circle: ${ring}. One of these files must not import the next.`,
        );
      }
      const imported = controlsOf(document, [...chain, document.file]);
      if (!imported.ok) return imported;
      selections.push(selectControls(imported.value, each, notes));
    }
    if (profile.merge?.custom !== undefined) {
      notes.oddities.add('The profile groups its controls anew (merge/custom); the families of the catalog were kept.');
    }
    const merged = combine(selections, profile.merge?.combine?.method ?? 'keep');
    if (merged.length > limits.controls) {
      return problem('too-many-controls', name, `selects more than ${limits.controls} controls. Split it.`);
    }
    applyModify(merged, profile, notes);
    return ok(merged);
  }
}

/** All controls in document order, children after their parent, each with the groups around it. */
function catalogControls(catalog: Catalog, prefix: string): ResolvedControl[] {
  const params = new Map<string, Param>();
  const controls: ResolvedControl[] = [];
  addParams(catalog.params);
  addControls(catalog.controls, null, [], `${prefix}catalog.controls`);
  addGroups(catalog.groups, [], `${prefix}catalog.groups`);
  return controls;

  function addParams(list: readonly Param[] | undefined): void {
    for (const param of list ?? []) params.set(param.id, param);
  }

  function addGroups(list: readonly OscalGroup[] | undefined, above: readonly OscalGroup[], path: string): void {
    for (const [index, group] of (list ?? []).entries()) {
      const place = `${path}[${index}]`;
      addParams(group.params);
      addControls(group.controls, null, [...above, group], `${place}.controls`);
      addGroups(group.groups, [...above, group], `${place}.groups`);
    }
  }

  function addControls(
    list: readonly OscalControl[] | undefined,
    parent: string | null,
    groups: readonly OscalGroup[],
    path: string,
  ): void {
    for (const [index, control] of (list ?? []).entries()) {
      const place = `${path}[${index}]`;
      const { controls: children, ...own } = control;
      addParams(control.params);
      controls.push({ control: own, parent, groups, params, place });
      addControls(children, control.id, groups, `${place}.controls`);
    }
  }
}

/**
 * Several imports into one list. A control that was imported twice unchanged is one. Where two differ, `use-first` keeps
 * the first and `merge` joins their contents; otherwise both stay, and the template's own rules name the double id.
 */
function combine(selections: readonly ResolvedControl[][], method: string): ResolvedControl[] {
  const [first] = selections;
  if (first !== undefined && selections.length === 1) return first;
  const merged: ResolvedControl[] = [];
  const byId = new Map<string, ResolvedControl>();
  for (const each of selections.flat()) {
    const earlier = byId.get(each.control.id);
    if (earlier === undefined) {
      byId.set(each.control.id, each);
      merged.push(each);
      continue;
    }
    if (method === 'use-first' || same(earlier, each)) continue;
    if (method === 'merge') join(earlier, each);
    else merged.push(each);
  }
  return merged;
}

function same(one: ResolvedControl, other: ResolvedControl): boolean {
  if (JSON.stringify(one.control) !== JSON.stringify(other.control)) return false;
  const params = one.control.params ?? [];
  return params.every(({ id }) => JSON.stringify(one.params.get(id)) === JSON.stringify(other.params.get(id)));
}

function join(into: ResolvedControl, from: ResolvedControl): void {
  const { control } = into;
  into.control = {
    ...control,
    params: distinct(control.params, from.control.params),
    props: distinct(control.props, from.control.props),
    parts: distinct(control.parts, from.control.parts),
  };
  for (const { id } of from.control.params ?? []) {
    const param = from.params.get(id);
    if (param !== undefined && !into.params.has(id)) into.params.set(id, param);
  }
}

function distinct<T>(one: readonly T[] = [], other: readonly T[] = []): T[] {
  const seen = new Set<string>();
  return [...one, ...other].filter((each) => {
    const text = JSON.stringify(each);
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  });
}
