import type { OscalControl, OscalGroup, Param } from './oscal-schema.ts';

/** A control as it stands after all profiles, and where it came from. */
export type ResolvedControl = {
  /** Without its child controls, which stand beside it. */
  control: OscalControl;
  readonly parent: string | null;
  readonly groups: readonly OscalGroup[];
  /** The parameters its text may insert: one map for all controls of one import. */
  readonly params: Map<string, Param>;
  /** `catalog.groups[0].controls[2]`, with the file in front where it is not the submitted one. */
  readonly place: string;
};

/** What a person should know about how a profile was resolved. */
export type ResolveNotes = {
  readonly doubts: string[];
  readonly unknownControls: Set<string>;
  readonly unmatched: Set<string>;
  readonly oddities: Set<string>;
};
