import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseCsv } from './csv.ts';
import { type Fact, type Framework, factsOf } from './frameworks.ts';

type Row = Readonly<Record<string, string>>;

/**
 * Compares a framework row by row with the table of its catalog; every difference is a sentence. Withdrawn controls are
 * no controls; headings are families or parents; what the template leaves out says why.
 */
export async function compareWithCatalog(catalogs: string, framework: Framework): Promise<readonly string[]> {
  const rows = parseCsv(await readFile(join(catalogs, `${framework.id}.csv`), 'utf8'));
  const { template } = framework;
  const rowById = new Map(rows.map((row) => [row['id'] ?? '', row]));
  const families = new Map(template.families.map(({ id, title }) => [id, title]));
  const groups = new Map((template.groups ?? []).map(({ id, title }) => [id, title]));
  const leftOut = new Set((template.leftOut ?? []).map(({ id }) => id));
  const differences: string[] = [];
  const say = (what: string): void => void differences.push(`${framework.id}: ${what}`);

  for (const id of leftOut) if (!rowById.has(id)) say(`${id} is left out but not in the catalog`);
  for (const [id, title] of groups) compareHeading(id, title);
  const expected = rows.filter((row) => isControl(row, families, groups, leftOut));
  const familyOf = (row: Row): string => row['family_id'] ?? '';
  for (const id of new Set(expected.map(familyOf))) if (!families.has(id)) say(`family ${id} is missing`);
  for (const [id, title] of families) {
    const row = rows.find((one) => familyOf(one) === id);
    if (row === undefined) say(`family ${id} is not in the catalog`);
    else if (row['family_title'] !== title) say(`family ${id} is "${title}", in the catalog "${row['family_title']}"`);
  }

  const facts = new Map(factsOf(framework).map((fact) => [fact.id, fact]));
  for (const row of expected) {
    const id = row['id'] ?? '';
    const fact = facts.get(id);
    if (fact === undefined) say(`${id} is missing`);
    else for (const difference of compareRow(row, fact, families)) say(`${id}: ${difference}`);
  }
  const wanted = new Set(expected.map((row) => row['id']));
  for (const id of facts.keys()) if (!wanted.has(id)) say(`${id} is not a control of the catalog`);
  const order = expected.map((row) => row['id'] ?? '').filter((id) => facts.has(id));
  const stand = [...facts.keys()].filter((id) => wanted.has(id));
  const first = order.findIndex((id, index) => stand[index] !== id);
  if (first >= 0) say(`the order differs from the catalog at ${order[first]}: ${stand[first]} stands there`);
  return differences;

  function compareHeading(id: string, title: string): void {
    const section = rows.flatMap((row) => sectionOf(row) ?? []).find((one) => one.id === id);
    const known = rowById.get(id)?.['title'] ?? section?.title;
    if (known === undefined) say(`group ${id} is not in the catalog`);
    else if (known !== title) say(`group ${id} is "${title}", in the catalog "${known}"`);
  }
}

/** Rows that only head others, by the level the catalog gives them. */
const headings = new Set([
  'function',
  'category',
  'clause',
  'clause-group',
  'annex-section',
  'annex-a-section',
  'objective',
  'part',
]);

function isControl(
  row: Row,
  families: ReadonlyMap<string, string>,
  groups: ReadonlyMap<string, string>,
  leftOut: ReadonlySet<string>,
): boolean {
  const id = row['id'] ?? '';
  const notes = notesOf(row);
  if (notes.get('status') === 'withdrawn' || headings.has(notes.get('level') ?? '')) return false;
  return !families.has(id) && !groups.has(id) && !leftOut.has(id);
}

function compareRow(row: Row, fact: Fact, families: ReadonlyMap<string, string>): readonly string[] {
  const title = row['title'] ?? '';
  const parent = parentOf(row, families);
  const labels = labelsOf(row);
  const missing = labels.filter((label) => !fact.labels.includes(label));
  const known = labelWords(row);
  const extra = fact.labels.filter((label) => known.has(label) && !labels.includes(label));
  return [
    // The catalog puts its own words for a paragraph without a heading into brackets.
    ...(title === fact.title || title.startsWith('[')
      ? []
      : [`the title is "${fact.title}", in the catalog "${title}"`]),
    ...(row['family_id'] === fact.family ? [] : [`the family is ${fact.family}, in the catalog ${row['family_id']}`]),
    ...(parent === fact.parent ? [] : [`the parent is "${fact.parent}", in the catalog "${parent}"`]),
    ...(missing.length === 0 ? [] : [`the labels ${missing.join(', ')} are missing`]),
    ...(extra.length === 0 ? [] : [`the labels ${extra.join(', ')} are not in the catalog`]),
  ];
}

/** The control or heading above; a family is none, and the articles of the GDPR have their section in a note. */
function parentOf(row: Row, families: ReadonlyMap<string, string>): string {
  const section = sectionOf(row);
  if (section !== null) return section.id;
  const parent = row['parent_id'] ?? '';
  return families.has(parent) ? '' : parent;
}

function sectionOf(row: Row): { readonly id: string; readonly title: string } | null {
  const [, number, title = ''] = /^(\d+) (.+)$/.exec(notesOf(row).get('section') ?? '') ?? [];
  return number === undefined ? null : { id: `${row['family_id']}, Section ${number}`, title };
}

/** What the catalog says that a template shows as a label. */
function labelsOf(row: Row): readonly string[] {
  const notes = notesOf(row);
  const flags = [...flagLabels].flatMap(([flag, label]) => (notes.has(flag) ? [label] : []));
  const priority = notes.get('priority') ?? notes.get('nist-priority');
  const type = typeLabels.get(notes.get('type') ?? '');
  const guidance = notes.get('public-cloud-PII-guidance') === 'yes' ? ['Public cloud PII guidance'] : [];
  return [
    ...(row['baselines'] ?? '').split(';').filter((baseline) => baseline !== ''),
    ...(priority === undefined ? [] : [priority]),
    ...(type === undefined ? [] : [type]),
    ...flags,
    ...guidance,
  ];
}

const flagLabels: ReadonlyMap<string, string> = new Map([
  ['required', 'Required'],
  ['addressable', 'Addressable'],
  ['fedramp-core', 'Core'],
]);
const typeLabels: ReadonlyMap<string, string> = new Map([
  ['basic', 'Basic'],
  ['derived', 'Derived'],
]);

/** Labels the catalogs decide about; others are the template's own marks. */
function labelWords(row: Row): ReadonlySet<string> {
  const baselines = [
    'LOW',
    'MODERATE',
    'HIGH',
    'PRIVACY',
    'NIST-MODERATE',
    'FEDRAMP-LOW',
    'FEDRAMP-MODERATE',
    'FEDRAMP-HIGH',
  ];
  const priorities = ['P0', 'P1', 'P2', 'P3'];
  return new Set([
    ...(row['baselines'] === undefined ? [] : baselines),
    ...priorities,
    ...flagLabels.values(),
    ...typeLabels.values(),
  ]);
}

function notesOf(row: Row): ReadonlyMap<string, string> {
  return new Map(
    (row['notes'] ?? '').split(';').map((note) => {
      const [key = '', ...value] = note.split('=');
      return [key.trim(), value.join('=')];
    }),
  );
}
