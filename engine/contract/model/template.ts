import type { ActionId, TemplateId } from './ids.ts';
import type { ActionEnforcement, ActionPurpose, Responsibility, TemplateStatus } from './vocabulary.ts';

/** One titled description of an action; a control may pick one by its title. Markdown subset. */
export type ActionDescription = { readonly title: string; readonly text: string };

export type DimensionValue = { readonly key: string; readonly value: string };

/** An action as the organisation's library holds it. Its title is unique in the organisation, letter case aside. */
export type Action = {
  readonly id: ActionId;
  readonly title: string;
  readonly descriptions: readonly ActionDescription[];
  /** Whole number, 1 to 99 for own actions; 27, 9, 3 or 1 for built-in ones. */
  readonly points: number;
  readonly responsibility: 'customer' | 'provider';
  readonly type: string;
  readonly category: string | null;
  readonly purpose: ActionPurpose | null;
  readonly enforcement: ActionEnforcement | null;
  readonly owners: readonly string[];
  /** All dimension values, those behind type, category, purpose and enforcement left out. */
  readonly dimensions: readonly DimensionValue[];
  /** Finishing one of these finishes this action when the organisation counts the high-water mark. */
  readonly parents: readonly ActionId[];
  readonly secureScoreControl: string | null;
  readonly disabled: boolean;
  /** Digest of what the program ships of it, null for an own action: what differs from it was changed here, and stays. */
  readonly shipped: string | null;
};

export type Control = {
  /** Id in the standard, unique in the template, e.g. `AC-2(1)`. */
  readonly id: string;
  readonly title: string;
  readonly family: string;
  /** The control this one enhances or is part of, by id; null for none. It need not be in the template. */
  readonly parent: string | null;
  /** What people filter by: baselines, priority, `Required`, `Controller` ... */
  readonly labels: readonly string[];
  /** The standard's own sentences where they may be shown; people see them before the description. */
  readonly statement: string | null;
  readonly description: string;
  readonly link: string | null;
  readonly articleId: string | null;
  readonly version: string | null;
  readonly disabled: boolean;
  readonly responsibility: Responsibility;
  readonly actions: readonly ControlAction[];
};

/** A control's use of an action; `description` names one of the action's titled descriptions. */
export type ControlAction = { readonly action: ActionId; readonly description: string | null };

export type Owner = { readonly name: string; readonly description: string };

export type Dimension = {
  readonly key: string;
  readonly values: readonly string[];
  readonly multiple: boolean;
};

export type Template = {
  readonly id: TemplateId;
  /** Unique in the organisation, letter case aside. */
  readonly name: string;
  /** 1, 2, 3 ...; an assessment stays on the version it has until its group accepts the next. */
  readonly version: number;
  /** What it can assess; an assessment chooses one, the first unless somebody says so. */
  readonly products: readonly string[];
  readonly certification: string;
  readonly dimensions: readonly DimensionValue[];
  readonly inScopeServices: readonly string[];
  readonly controls: readonly Control[];
  readonly source: TemplateSource;
  readonly status: TemplateStatus;
  readonly archived: boolean;
  readonly locked: boolean;
  /** Licence and acknowledgement of the text, shown on the Overview; null for own templates. */
  readonly acknowledgement: string | null;
};

export type TemplateSource = {
  readonly kind: 'format-a' | 'format-b' | 'mapping' | 'oscal' | 'json' | 'copy' | 'built-in';
  readonly file: string | null;
  /** Of the imported file's bytes; equal means unchanged. */
  readonly sha256: string | null;
};

/**
 * What an importer reads, whatever the format, before ids are given: actions are named by title.
 * Places of its parts travel beside it, by JSON path, so that every rule can name a cell.
 */
export type TemplateContent = {
  readonly name: string | null;
  /** Empty where the source does not say. */
  readonly products: readonly string[];
  readonly certification: string | null;
  readonly dimensions: readonly DimensionValue[];
  readonly inScopeServices: readonly string[];
  readonly controls: readonly ContentControl[];
  readonly actions: readonly ContentAction[];
  readonly owners: readonly Owner[];
  readonly dimensionList: readonly Dimension[];
  readonly acknowledgement: string | null;
};

export type ContentControl = Omit<Control, 'actions'> & {
  readonly actions: readonly { readonly title: string; readonly description: string | null }[];
  /** The sum the file states; compared with the actions' points, never trusted. */
  readonly statedPoints: number | null;
  readonly oldId: string | null;
  readonly operation: 'delete' | null;
};

export type ContentAction = Omit<Action, 'id' | 'parents' | 'disabled' | 'shipped'> & {
  readonly parents: readonly string[];
  readonly oldTitle: string | null;
  readonly operation: 'delete' | null;
  /** Made up by the importer for a control without actions: it never changes an action that another template uses. */
  readonly automatic?: true;
  /** Parents that are not known are left out: the file is from elsewhere, and they are of templates it does not hold. */
  readonly parentsElsewhere?: true;
};

/** One finding about submitted content. `path` is a JSON path into TemplateContent, e.g. `controls[3].title`. */
export type Finding = {
  readonly severity: 'error' | 'warning';
  /** Stable code, e.g. `duplicate-control`; sentences are made from it. */
  readonly rule: string;
  readonly path: string;
  /** `Sheet!C5` or `catalog.groups[0].controls[2]`; null when the finding is about the file as a whole. */
  readonly place: string | null;
  readonly value: string | null;
  /** What is wrong and what to do, one or two sentences. */
  readonly message: string;
};

export type PlaceByPath = Readonly<Record<string, string>>;

/** Rows added, changed and removed between two versions of a template; names for people to read. */
export type TemplateDifference = {
  readonly controls: RowDifference;
  readonly actions: RowDifference;
};

export type RowDifference = {
  readonly added: readonly string[];
  readonly changed: readonly { readonly name: string; readonly fields: readonly string[] }[];
  readonly removed: readonly string[];
  readonly unchanged: number;
};
