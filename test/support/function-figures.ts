import type { Figures } from '#addin/functions/figures';
import type { AssessmentView, GroupSummary } from '#addin/state/model';
import { assessmentId } from '#engine/contract/model/ids';
import { err, ok } from '#engine/domain/result';
import { sampleView } from '#test/support/assessment-view';

type SampleAssessment = {
  readonly id: string;
  readonly title: string;
  readonly percent: number | null;
  readonly assessed?: number;
  readonly total?: number;
  readonly archived?: true;
};

/** Numbers for functions in cells, made up. `away` stops the engine from answering. */
export type SampleFigures = Figures & {
  away: boolean;
  ownId: string | null;
  groupsNow: readonly GroupSummary[];
  viewNow: AssessmentView;
  /** Tells everybody who listens that numbers may be other ones. */
  change(): void;
  listeners(): number;
};

export function sampleFigures(groups: Readonly<Record<string, readonly SampleAssessment[]>>): SampleFigures {
  const listeners = new Set<() => void>();
  return {
    away: false,
    ownId: null,
    groupsNow: Object.entries(groups).map(([name, all]) => sampleGroup(name, all)),
    viewNow: asContract(sampleView()),
    async groups() {
      return this.away ? err('no-engine') : ok(this.groupsNow);
    },
    async view() {
      return this.away ? err('no-engine') : ok(this.viewNow);
    },
    own() {
      return this.ownId === null ? null : assessmentId.parse(this.ownId);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    change() {
      for (const listener of [...listeners]) listener();
    },
    listeners: () => listeners.size,
  };
}

/** The engine's own view as it travels. */
export function asContract(view: unknown): AssessmentView {
  return JSON.parse(JSON.stringify(view)) as AssessmentView; // the domain's view is what the contract describes
}

function sampleGroup(name: string, all: readonly SampleAssessment[]): GroupSummary {
  const assessments = all.map(({ id, title, percent, assessed = 0, total = 0, archived }) => ({
    id,
    title,
    score: { achieved: percent ?? 0, possible: percent === null ? 0 : 100, percent },
    progress: { customer: { assessed, total }, provider: { assessed: 0, total: 0 } },
    archived: archived === true ? { at: '2026-01-01T00:00:00.000Z', cursors: [] } : null,
  }));
  return { id: name.toLowerCase(), name, assessments } as unknown as GroupSummary; // the rest is not asked for
}
