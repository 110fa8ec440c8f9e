import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readOscal } from '#engine/adapters/oscal/read-oscal';
import { parseCsv } from './csv.ts';
import type { Statements } from './descriptions.ts';

const catalogs = [
  ['nist-800-53r4', 'NIST_SP-800-53_rev4_catalog-min.json.gz'],
  ['nist-800-53r5', 'NIST_SP-800-53_rev5_catalog-min.v5.0.1.json.gz'],
  ['fedramp-moderate-r4', 'FedRAMP_rev4_MODERATE-baseline-resolved-profile_catalog-min.json.gz'],
] as const;

/** Where the official title is the whole statement. */
const sentences = ['nist-800-171r1', 'nist-csf-1.1'] as const;

/** The official statements that are public, by framework and control. */
export async function readStatements(folder: string): Promise<Statements> {
  const fromOscal = catalogs.map(async ([framework, name]) => {
    const read = readOscal({ name, bytes: await readFile(join(folder, 'oscal', name)), companions: {} });
    if (!read.ok) throw new Error(`${name}: ${read.error.message}`);
    return [framework, new Map(read.value.content.controls.map(({ id, description }) => [id, description]))] as const;
  });
  const fromTables = sentences.map(async (framework) => {
    const rows = parseCsv(await readFile(join(folder, `${framework}.csv`), 'utf8'));
    return [framework, new Map(rows.map((row) => [row['id'] ?? '', row['title'] ?? '']))] as const;
  });
  return new Map(await Promise.all([...fromOscal, ...fromTables]));
}
