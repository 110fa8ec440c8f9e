import type { Add, OscalControl, Param, Part, Profile, Prop, Remove, SetParameter } from './oscal-schema.ts';
import type { ResolvedControl, ResolveNotes } from './resolved-control.ts';

/**
 * Applies a profile's `modify` to the controls it selected: parameters are set, then each alter removes and adds. What
 * names nothing that is there is inoperative and noted.
 */
export function applyModify(controls: readonly ResolvedControl[], profile: Profile, notes: ResolveNotes): void {
  const scopes = new Set(controls.map(({ params }) => params));
  for (const setting of profile.modify?.['set-parameters'] ?? []) {
    let applied = false;
    for (const params of scopes) {
      const param = params.get(setting['param-id']);
      if (param === undefined) continue;
      params.set(param.id, setParameter(param, setting));
      applied = true;
    }
    if (!applied) notes.unmatched.add(setting['param-id']);
  }
  const byId = new Map<string, ResolvedControl[]>();
  for (const each of controls) byId.set(each.control.id, [...(byId.get(each.control.id) ?? []), each]);
  for (const alter of profile.modify?.alters ?? []) {
    const targets = byId.get(alter['control-id']);
    if (targets === undefined) notes.unmatched.add(alter['control-id']);
    for (const target of targets ?? []) {
      for (const remove of alter.removes ?? []) target.control = removeFrom(target, remove);
      for (const add of alter.adds ?? []) {
        const added = addTo(target, add);
        if (added === null) notes.unmatched.add(add['by-id'] ?? alter['control-id']);
        else target.control = added;
      }
    }
  }
}

/** A label replaces; values or a selection replace either; constraints and guidelines come after those there are. */
function setParameter(param: Param, setting: SetParameter): Param {
  const { values, select, label, constraints, guidelines } = setting;
  const chosen =
    values !== undefined || select !== undefined ? { values, select } : { values: param.values, select: param.select };
  return {
    ...param,
    ...chosen,
    label: label ?? param.label,
    constraints: [...(param.constraints ?? []), ...(constraints ?? [])],
    guidelines: [...(param.guidelines ?? []), ...(guidelines ?? [])],
  };
}

/** Removes every parameter, property and part that meets all the criteria; a remove without criteria removes nothing. */
function removeFrom({ control, params }: ResolvedControl, remove: Remove): OscalControl {
  if (Object.values(remove).every((criterion) => criterion === undefined)) return control;
  const isHit = (
    item: 'part' | 'prop' | 'param',
    thing: { id?: string | undefined; name?: string; class?: string | undefined; ns?: string | undefined },
  ) =>
    (remove['by-item-name'] ?? item) === item &&
    (remove['by-id'] ?? thing.id) === thing.id &&
    (remove['by-name'] ?? thing.name) === thing.name &&
    (remove['by-class'] ?? thing.class) === thing.class &&
    (remove['by-ns'] ?? thing.ns) === thing.ns;
  const keepProps = (props: Prop[] | undefined) => props?.filter((prop) => !isHit('prop', prop));
  const keepParts = (parts: Part[] | undefined): Part[] | undefined =>
    parts
      ?.filter((part) => !isHit('part', part))
      .map((part) => ({ ...part, props: keepProps(part.props), parts: keepParts(part.parts) }));
  for (const param of control.params ?? []) if (isHit('param', param)) params.delete(param.id);
  return {
    ...control,
    params: control.params?.filter((param) => !isHit('param', param)),
    props: keepProps(control.props),
    parts: keepParts(control.parts),
  };
}

/** Null when the part it is bound to is not in the control. On the control itself before and after mean start and end. */
function addTo({ control, params }: ResolvedControl, add: Add): OscalControl | null {
  const target = add['by-id'];
  const atStart = add.position === 'starting' || add.position === 'before';
  for (const param of add.params ?? []) params.set(param.id, param);
  if (target === undefined || target === control.id) {
    return {
      ...control,
      title: add.title ?? control.title,
      params: placed(control.params, add.params, atStart),
      props: placed(control.props, add.props, atStart),
      parts: placed(control.parts, add.parts, atStart),
    };
  }
  if (control.params?.some((param) => param.id === target)) {
    return { ...control, params: placed(control.params, add.params, atStart) };
  }
  let found = false;
  const parts = edit(control.parts ?? []);
  return found ? { ...control, parts } : null;

  function edit(list: readonly Part[]): Part[] {
    return list.flatMap((part): Part[] => {
      if (part.id !== target) return [part.parts === undefined ? part : { ...part, parts: edit(part.parts) }];
      found = true;
      if (add.position === 'before') return [...(add.parts ?? []), part];
      if (add.position === 'after') return [part, ...(add.parts ?? [])];
      return [
        {
          ...part,
          title: add.title ?? part.title,
          props: placed(part.props, add.props, atStart),
          parts: placed(part.parts, add.parts, atStart),
        },
      ];
    });
  }
}

function placed<T>(present: readonly T[] = [], added: readonly T[] = [], atStart: boolean): T[] {
  return atStart ? [...added, ...present] : [...present, ...added];
}
