import type { ReadWorkbook } from '#engine/contract/model/cells';
import { cellNames, sheetNames } from '#engine/contract/model/layout';
import { ok, type Result } from '#engine/domain/result';
import { readIdentity } from '#engine/domain/sheets/identity';
import { locateIdentity } from '#engine/domain/sheets/locate';
import type { WorkbookIdentity } from '#engine/domain/sheets/view';
import type { Host, HostProblem, Outline } from './host.ts';
import { mirrorOf } from './mirror.ts';

export type Recognised =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'unusable'; readonly code: 'damaged' | 'newer-layout'; readonly detail: string }
  | { readonly kind: 'known'; readonly identity: WorkbookIdentity };

/** Whose workbook this is, by its very hidden sheet or the defined name that points at it; one or two rounds to Excel. */
export async function recognise(host: Host): Promise<Result<Recognised, HostProblem>> {
  const outline = await host.outline();
  if (!outline.ok) return outline;
  const sheet = identitySheetIn(outline.value);
  if (sheet === null) return ok({ kind: 'unknown' });
  const area = { sheet, firstRow: 1, lastRow: 40, firstColumn: 1, lastColumn: 4 };
  const cells = await host.read([area]);
  if (!cells.ok) return cells;
  const file: ReadWorkbook = mirrorOf(outline.value, new Map([[sheet, cells.value[0] ?? []]]), false);
  const identity = readIdentity(locateIdentity(file));
  if (identity.ok) return ok({ kind: 'known', identity: identity.value });
  const { code, message: detail } = identity.error;
  switch (code) {
    case 'not-controlbook':
      return ok({ kind: 'unusable', code: 'damaged', detail });
    case 'damaged-identity':
      return ok({ kind: 'unusable', code: 'damaged', detail });
    case 'newer-layout':
      return ok({ kind: 'unusable', code, detail });
  }
}

function identitySheetIn({ sheets, names }: Outline): string | null {
  const byName = sheets.find(({ name }) => name.toLowerCase() === sheetNames.identity);
  if (byName !== undefined) return byName.name;
  const reference = Object.entries(names).find(
    ([name]) => name.toLowerCase() === cellNames.identity.toLowerCase(),
  )?.[1];
  const named = reference === undefined ? undefined : sheets.find(({ name }) => reference.includes(name));
  return named?.name ?? null;
}
