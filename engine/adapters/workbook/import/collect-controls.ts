import type { ColumnMapping } from '../../../app/ports.ts';
import type { Responsibility } from '../../../contract/model/vocabulary.ts';
import { arePadded, familyName, isIdLike, isWithdrawn, splitId, withoutPadding } from './control-id.ts';
import type { MappedRow } from './mapped-rows.ts';
import type { Reading } from './reading.ts';

/** A control as its rows make it, before actions are settled. */
export type DraftControl = {
  readonly id: string;
  readonly title: string;
  readonly family: string;
  readonly parent: string;
  readonly link: string;
  readonly articleId: string;
  readonly responsibility: Responsibility;
  /** Its own text, then that of the rows that continue it. */
  readonly text: string[];
  /** Its own row and those that continue it. */
  readonly rows: MappedRow[];
};

export type Collected = { readonly controls: readonly DraftControl[]; readonly withdrawn: readonly string[] };

/** Goes down the rows and tells controls from the rows that continue them, name families, or hold nothing. */
export function collectControls(rows: readonly MappedRow[], mapping: ColumnMapping, reading: Reading): Collected {
  const ids = rows.map((row) => idOf(row.text('controlId')));
  const unpad = arePadded(ids.map(({ id }) => id));
  const filled = ids.filter(({ id }) => id !== '');
  const haveIds = filled.filter(({ id }) => isIdLike(id)).length > filled.length / 2;
  const controls: DraftControl[] = [];
  const withdrawn: string[] = [];
  let family = '';
  let current: { readonly raw: string; readonly draft: DraftControl } | null = null;

  for (const [index, row] of rows.entries()) {
    const { id: raw = '', rest = '' } = ids[index] ?? {};
    const named = row.text('controlFamily');
    if (named !== '') family = familyName(named);
    if (mapping.fillDown) {
      const band = bandOf(row, raw, rest, haveIds);
      if (band !== null) {
        family = familyName(band);
        current = null;
        continue;
      }
      if (raw === '' && named !== '') {
        current = null; // a row of its own for the family; what follows belongs to no earlier control
        continue;
      }
      if (current !== null && continues(current.raw, raw, row, mapping)) {
        continueControl(current.draft, raw === current.raw ? '' : raw, rest, row);
        continue;
      }
      if (raw === '') continue;
    }
    const draft = startControl(
      row,
      unpad ? withoutPadding(raw) : raw,
      rest,
      mapping.fillDown ? family : familyName(named),
    );
    current = { raw, draft };
    if ([draft.title, ...draft.text].some(isWithdrawn)) {
      withdrawn.push(draft.id);
      continue;
    }
    readParts(row, draft, controls.length, reading);
    controls.push(draft);
  }
  const example = ids.find(({ id }) => unpad && withoutPadding(id) !== id)?.id;
  if (example !== undefined) reading.report('ids-rewritten', 'controls', null, example, withoutPadding(example));
  return { controls, withdrawn };
}

function idOf(text: string): { readonly id: string; readonly rest: string } {
  if (isIdLike(text)) return { id: text, rest: '' };
  return splitId(text) ?? { id: text, rest: '' };
}

/** A row that only names the family of the rows below: text, and no id, where the ids of the others stand. */
function bandOf(row: MappedRow, raw: string, rest: string, haveIds: boolean): string | null {
  const others = ['controlTitle', 'controlDescription', 'controlFamily', 'actionTitle'] as const;
  if (!haveIds || raw === '' || rest !== '' || isIdLike(raw)) return null;
  return others.every((target) => row.text(target) === '' || row.text(target) === raw) ? raw : null;
}

/** Without an id, with the same id, or with an id that goes on from the control's where a title would stand. */
function continues(current: string, raw: string, row: MappedRow, { columns }: ColumnMapping): boolean {
  if (raw === '' || raw === current) return true;
  const titled = columns.controlTitle !== undefined && columns.controlTitle !== columns.controlId;
  return titled && row.text('controlTitle') === '' && raw.startsWith(current);
}

function continueControl(draft: DraftControl, label: string, rest: string, row: MappedRow): void {
  const text = [label, rest || row.text('controlDescription')].filter((part) => part !== '').join(' ');
  if (text !== '') draft.text.push(text);
  draft.rows.push(row);
}

function startControl(row: MappedRow, id: string, rest: string, family: string): DraftControl {
  const stated = row.text('controlTitle');
  const title = rest !== '' && (stated === '' || splitId(stated)?.rest === rest) ? rest : stated;
  const own = row.text('controlDescription');
  const text = rest !== '' && splitId(own)?.rest === rest ? rest : own;
  return {
    id,
    title: title.replace(/\s*\n\s*/g, ' '),
    family,
    parent: row.text('controlParent'),
    link: row.text('link'),
    articleId: row.text('articleId'),
    responsibility: responsibilityOf(row.text('responsibility')) ?? 'customer',
    text: text === '' ? [] : [text],
    rows: [row],
  };
}

/** Notes where each part of the control stands and reports what its cells cannot be trusted for. */
function readParts(row: MappedRow, draft: DraftControl, index: number, reading: Reading): void {
  const path = `controls[${index}]`;
  reading.put(path, row.place('controlId'));
  row.read('controlId', `${path}.id`);
  row.read('controlTitle', `${path}.title`);
  row.read('controlFamily', `${path}.family`);
  row.read('controlDescription', `${path}.description`);
  const stated = row.read('responsibility', `${path}.responsibility`);
  if (stated !== '' && responsibilityOf(stated) === null) {
    reading.report('not-a-responsibility', `${path}.responsibility`, row.place('responsibility'), stated);
  }
  if (draft.link !== '') row.read('link', `${path}.link`);
}

const responsibilityWords: readonly (readonly [RegExp, Responsibility])[] = [
  [/^sm$|shared|both|hybrid/i, 'shared'],
  [/^mm$|provider|microsoft|vendor|csp|inherited/i, 'provider'],
  [/^c[cm]$|customer|consumer|tenant|organi[sz]ation|own/i, 'customer'],
];

function responsibilityOf(text: string): Responsibility | null {
  return responsibilityWords.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}
