import type { z } from 'zod';
import type { columnMapping } from '../contract/http/template.ts';
import type { endpoints } from '../contract/http.ts';
import { counted } from './command.ts';

type Preview = z.infer<typeof endpoints.previewImport.response>;
type Print = (line: string) => void;

const namesShown = 10;
const findingsShown = 200;

export function showMapping(print: Print, { sheet, headerRow, columns }: z.infer<typeof columnMapping>): void {
  print(`A table on the sheet "${sheet}" with its headers in row ${headerRow}. The columns are taken as:`);
  for (const [target, header] of Object.entries(columns)) {
    const words = target.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
    print(`  ${words.padEnd(20)} ${header}`);
  }
}

/** What an import would do, for a person to decide on: sizes, what changes, what else changes, and every finding. */
export function showPreview(print: Print, preview: Preview, name: string | null): void {
  const { template, summary, outcome, affected, findings } = preview;
  const { families, controls, actions, points } = summary;
  const sizes = [
    counted(families, 'family', 'families'),
    counted(controls, 'control'),
    counted(actions, 'action'),
    counted(points, 'point'),
  ];
  print(`${template?.name ?? name ?? preview.file}: ${sizes.join(', ')}`);
  if (outcome === 'new-version' || outcome === 'actions-only') showDifference(print, preview.difference);
  if (template?.status === 'Imported') print('  It waits then to be published, and approved by somebody else.');
  for (const { name: other, actions: titles } of affected) print(`  Also changes in "${other}": ${few(titles)}`);
  showFindings(print, findings, 'nothing was imported');
}

/** Every finding in its place, errors first; `nothing` says what has not happened because of them. */
export function showFindings(print: Print, findings: Preview['findings'], nothing: string): void {
  const errors = findings.filter(({ severity }) => severity === 'error');
  const warnings = findings.filter(({ severity }) => severity === 'warning');
  for (const { severity, place, message } of [...errors, ...warnings].slice(0, findingsShown)) {
    print(`  ${severity === 'error' ? 'Error' : 'Warning'}${place === null ? '' : ` ${place}`}: ${message}`);
  }
  if (findings.length > findingsShown) print(`  ... and ${findings.length - findingsShown} more`);
  if (errors.length > 0) print(`${counted(errors.length, 'error')}; ${nothing}.`);
}

export function showDifference(print: Print, difference: Preview['difference']): void {
  for (const [what, { added, changed, removed, unchanged }] of [
    ['Controls', difference.controls],
    ['Actions', difference.actions],
  ] as const) {
    print(
      `  ${what}: ${added.length} added, ${changed.length} changed, ${removed.length} removed, ${unchanged} unchanged`,
    );
    if (added.length > 0) print(`    added: ${few(added)}`);
    if (changed.length > 0) {
      print(`    changed: ${few(changed.map(({ name, fields }) => `${name} (${fields.join(', ')})`))}`);
    }
    if (removed.length > 0) print(`    removed: ${few(removed)}`);
  }
}

export function few(names: readonly string[]): string {
  const more = names.length > namesShown ? ` and ${names.length - namesShown} more` : '';
  return `${names.slice(0, namesShown).join(', ')}${more}`;
}
