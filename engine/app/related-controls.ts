import type { Assessment } from '../contract/model/assessment.ts';
import type { ActionId, AssessmentId } from '../contract/model/ids.ts';
import type { Control } from '../contract/model/template.ts';
import type { Relation } from '../domain/crosswalk/crosswalk.ts';
import { sameName, templateOf, templatesOf } from '../domain/organisation/documents.ts';
import type { GroupIndex } from './group-index.ts';
import type { Organisation } from './organisation.ts';

/** A control that shares actions with another: work on one is work on the other. */
export type SharedControl = {
  readonly assessment: AssessmentId;
  /** The certification, with the product before it where the group assesses one certification for several. */
  readonly label: string;
  readonly control: string;
  readonly title: string;
  readonly actions: readonly ActionId[];
};

/** A control a published mapping proposes; nothing is shared with it because of that. */
export type ProposedControl = {
  readonly label: string;
  readonly control: string;
  /** Null where the organisation has no template of that standard. */
  readonly title: string | null;
  readonly relation: Relation;
  readonly sources: readonly string[];
};

export type RelatedControls = {
  /** Those of the assessment itself first, those with most actions in common first. */
  readonly shared: readonly SharedControl[];
  readonly proposed: readonly ProposedControl[];
};

/**
 * What relates to a control of an assessment: by shared actions the controls of its group's active assessments (of its
 * own alone once it is archived), by public crosswalks those of other standards, where they share no action.
 */
export function relatedControls(organisation: Organisation, assessment: Assessment, control: Control): RelatedControls {
  const citations = citationsOf(organisation, assessment);
  return {
    shared: sharedControls(control, assessment, citations),
    proposed: proposedControls(organisation, assessment, citations)(control),
  };
}

/**
 * The same as a cell shows it: a line a standard, shared ones first, each proposal's line with its relation. Shared ones
 * change only with the group's assessments, so their lines are kept as long as the group's index is.
 */
export function relatedLines(
  organisation: Organisation,
  assessment: Assessment,
): (control: Control) => readonly string[] {
  const citations = citationsOf(organisation, assessment);
  const proposed = proposedControls(organisation, assessment, citations);
  const kept = citations.lines.get(assessment.id) ?? new Map<string, readonly string[]>();
  citations.lines.set(assessment.id, kept);
  return (control) => {
    const shared = kept.get(control.id) ?? toLines(sharedControls(control, assessment, citations));
    kept.set(control.id, shared);
    const named = proposed(control).map(({ label, relation, control: id }) => ({
      label: `${label}, proposed (${relation})`,
      control: id,
    }));
    return [...shared, ...toLines(named)];
  };
}

/** Most ids of a line; the rest is counted. A sheet's cell is to be read, the interface has them all. */
const listed = 8;

function toLines(controls: readonly { readonly label: string; readonly control: string }[]): readonly string[] {
  const byLabel = new Map<string, string[]>();
  for (const { label, control } of controls) {
    const known = byLabel.get(label);
    if (known === undefined) byLabel.set(label, [control]);
    else known.push(control);
  }
  return [...byLabel].map(([label, ids]) => {
    const more = ids.length > listed ? ` and ${ids.length - listed} more` : '';
    return `${label}: ${ids.slice(0, listed).join(', ')}${more}`;
  });
}

/** Who cites what among the assessments of a group. */
type Citations = {
  readonly citing: ReadonlyMap<ActionId, readonly Citing[]>;
  readonly controls: ReadonlyMap<string, ReadonlyMap<string, Control>>;
  readonly lines: Map<AssessmentId, Map<string, readonly string[]>>;
};

type Citing = {
  readonly assessment: AssessmentId;
  readonly label: string;
  readonly control: Control;
  /** The group's order, then the template's. */
  readonly order: number;
};

const citationsByIndex = new WeakMap<GroupIndex, Citations>();

function citationsOf(organisation: Organisation, assessment: Assessment): Citations {
  if (assessment.archived !== null) return gather(organisation, [assessment]);
  const index = organisation.index(assessment.group);
  const known = citationsByIndex.get(index);
  if (known !== undefined) return known;
  const made = gather(organisation, index.active);
  citationsByIndex.set(index, made);
  return made;
}

function gather(organisation: Organisation, assessments: readonly Assessment[]): Citations {
  const citing = new Map<ActionId, Citing[]>();
  const controls = new Map<string, Map<string, Control>>();
  let order = 0;
  for (const assessment of assessments) {
    const label = labelOf(assessment, assessments);
    const own = new Map<string, Control>();
    controls.set(label, own);
    const template = templateOf(organisation.core.image, assessment.template, assessment.templateVersion);
    for (const control of template?.controls ?? []) {
      order += 1;
      if (control.disabled) continue;
      own.set(control.id, control);
      const one = { assessment: assessment.id, label, control, order };
      for (const { action } of control.actions) {
        const known = citing.get(action);
        if (known === undefined) citing.set(action, [one]);
        else known.push(one);
      }
    }
  }
  return { citing, controls, lines: new Map() };
}

function labelOf({ id, product, certification }: Assessment, assessments: readonly Assessment[]): string {
  const isTwice = assessments.some((other) => other.id !== id && sameName(other.certification, certification));
  return isTwice ? `${product} ${certification}` : certification;
}

function sharedControls(control: Control, assessment: Assessment, { citing }: Citations): readonly SharedControl[] {
  const found = new Map<Citing, ActionId[]>();
  for (const { action } of control.actions) {
    for (const one of citing.get(action) ?? []) {
      if (one.assessment === assessment.id && one.control.id === control.id) continue;
      const known = found.get(one);
      if (known === undefined) found.set(one, [action]);
      else known.push(action);
    }
  }
  const away = (one: Citing): number => Number(one.assessment !== assessment.id);
  return [...found]
    .sort(([a, ours], [b, theirs]) => away(a) - away(b) || theirs.length - ours.length || a.order - b.order)
    .map(
      ([
        {
          control: { id, title },
          assessment: where,
          label,
        },
        actions,
      ]) => ({
        ...{ assessment: where, label, control: id, title, actions },
      }),
    );
}

function proposedControls(
  { core, crosswalk }: Organisation,
  { certification }: Assessment,
  { controls }: Citations,
): (control: Control) => readonly ProposedControl[] {
  const titlesByLabel = new Map<string, ReadonlyMap<string, string> | null>();
  /** Titles of what the organisation's templates of a standard have; null for a standard without one. */
  const titlesOf = (label: string): ReadonlyMap<string, string> | null => {
    const known = titlesByLabel.get(label);
    if (known !== undefined) return known;
    const templates = templatesOf(core.image).filter((template) => sameName(template.certification, label));
    const titles = templates.flatMap((template) => template.controls.map(({ id, title }) => [id, title] as const));
    const made = templates.length === 0 ? null : new Map(titles);
    titlesByLabel.set(label, made);
    return made;
  };
  return (control) => {
    const own = new Set(control.actions.map(({ action }) => action));
    return crosswalk.of({ certification, control: control.id }).flatMap((proposal) => {
      const { certification: label, control: id, relation, sources } = proposal;
      const titles = titlesOf(label);
      const title = titles?.get(id) ?? null;
      const isHeading = titles !== null && title === null;
      const isShared =
        controls
          .get(label)
          ?.get(id)
          ?.actions.some(({ action }) => own.has(action)) ?? false;
      return isHeading || isShared ? [] : [{ label, control: id, title, relation, sources }];
    });
  };
}
