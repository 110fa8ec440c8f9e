import type { Finding, PlaceByPath } from '../../../contract/model/template.ts';
import { makeFinding, moreFindings, mostFindings, type TemplateRule } from '../../../domain/templates/finding.ts';

/** Collects what a reader finds: where each part stands, and what is wrong with it. */
export type Reading = {
  readonly places: PlaceByPath;
  readonly findings: readonly Finding[];
  readonly put: (path: string, place: string) => void;
  readonly report: (
    rule: TemplateRule,
    path: string,
    place: string | null,
    value?: string | null,
    detail?: string,
  ) => void;
};

export function startReading(): Reading {
  const places: Record<string, string> = Object.create(null); // keyed by paths of ours, null prototype all the same
  const findings: Finding[] = [];
  return {
    places,
    findings,
    put: (path, place) => {
      places[path] = place;
    },
    report: (rule, path, place, value = null, detail = '') => {
      if (findings.length === mostFindings) findings.push(moreFindings());
      if (findings.length > mostFindings) return;
      findings.push(makeFinding(rule, { path, place, value, detail }));
    },
  };
}
