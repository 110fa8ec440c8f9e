import { tableLayouts } from '../../contract/model/layout.ts';
import type { TableModel } from '../../contract/model/table.ts';
import { buildTable } from './build-table.ts';
import { linkCell } from './link-cell.ts';
import type { AssessmentView } from './view.ts';

/** History lines a workbook shows; the whole of it is in the journal. */
const historyLimit = 200;

/** Blank rows kept behind the engine's own tables, so that most additions need no growing of the table. */
const spareRows = 20;

export function projectEvidence(view: AssessmentView): TableModel {
  const rows = view.evidence.map((each) => ({
    key: each.id,
    cells: {
      action: each.actionTitle,
      name: each.name,
      version: each.version,
      kind: each.kind,
      size: each.size,
      collected: each.collected === null ? null : { date: each.collected },
      expires: each.expires === null ? null : { date: each.expires },
      uploadedBy: each.uploadedBy,
      uploadedAt: minuteOf(each.uploadedAt),
      link: linkCell(each.link),
      sha256: each.sha256,
    },
  }));
  return buildTable(tableLayouts.evidence, rows, spareRows, []);
}

export function projectConflicts(view: AssessmentView): TableModel {
  const rows = view.conflicts.map((each) => ({
    key: each.id,
    cells: {
      item: each.item,
      field: each.field,
      base: each.base,
      inPlace: each.inPlace,
      yours: each.yours,
      who: each.who,
      when: minuteOf(each.when),
      notice: each.notice,
    },
  }));
  return buildTable(tableLayouts.conflicts, rows, spareRows, []);
}

export function projectHistory(view: AssessmentView): TableModel {
  const rows = view.history.slice(0, historyLimit).map((each) => ({
    key: each.id,
    cells: {
      when: minuteOf(each.when),
      who: each.who,
      channel: each.channel,
      item: each.item,
      field: each.field,
      from: each.from,
      to: each.to,
      what: each.what,
    },
  }));
  return buildTable(tableLayouts.history, rows, spareRows, []);
}

/** `2026-04-03 09:15` of an ISO time; text, because a time without its zone would not be one. */
export function minuteOf(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}
