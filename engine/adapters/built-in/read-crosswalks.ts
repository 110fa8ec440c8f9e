import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CrosswalkRow, Relation } from '../../domain/crosswalk/crosswalk.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { templateFile } from './line-schemas.ts';
import { collectFaults, type Faults, parseText } from './parse-lines.ts';

/**
 * Reads `crosswalks/`: a file a framework, named after it, a line a relation of one of its controls. Frameworks are
 * told by their certification, so that an own template of the same standard has the same crosswalks.
 */
export async function readCrosswalks(folder: string): Promise<Result<readonly CrosswalkRow[], readonly string[]>> {
  const faults = collectFaults();
  const files = (await readdir(join(folder, 'crosswalks'))).filter((name) => name.endsWith('.csv')).sort();
  const certifications = await readCertifications(folder, faults);
  const read = await Promise.all(
    files.map(async (name) => readRows(`crosswalks/${name}`, await readFile(join(folder, 'crosswalks', name), 'utf8'))),
  );
  return faults.list.length === 0 ? ok(read.flat()) : err(faults.list);

  function readRows(file: string, text: string): readonly CrosswalkRow[] {
    const framework = file.slice(file.indexOf('/') + 1, -'.csv'.length);
    const [header, ...lines] = text.replace(/\n$/, '').split('\n');
    if (header !== columns.join(',')) faults.add(`${file}:1`, `the columns are ${columns.join(',')}`);
    return lines.flatMap((line, index): readonly CrosswalkRow[] => {
      const place = `${file}:${index + 2}`;
      const cells = splitCsv(line);
      const [from = '', toFramework = '', to = '', word = '', source = ''] = cells;
      const relation = relationByWord.get(word.replace(/:.*$/s, ''));
      const [own, other] = [certifications.get(framework), certifications.get(toFramework)];
      if (cells.length !== columns.length || cells.includes(''))
        faults.add(place, `has not ${columns.length} filled cells`);
      else if (relation === undefined) faults.add(place, `"${word}" is no relation`);
      else if (own === undefined || other === undefined)
        faults.add(place, `${own === undefined ? framework : toFramework} is no framework`);
      else {
        const names = { from: { certification: own, control: from }, to: { certification: other, control: to } };
        return [{ ...names, relation, source }];
      }
      return [];
    });
  }
}

const columns = ['from_id', 'to_framework', 'to_id', 'relation', 'source'] as const;

/** The words of the published tables; what stands behind a colon says which family was written out. */
const relationByWord: ReadonlyMap<string, Relation> = new Map([
  ['same-control', 'same control'],
  ['mapped', 'mapped'],
  ['informative-reference', 'informative reference'],
  ['expanded', 'family reference'],
  ['partial', 'partial'],
  ['derived', 'derived'],
  ['derived-partial', 'derived, partial'],
]);

/** Frameworks that mappings name and that have no template. */
const others = [['cis-csc', 'CIS CSC']] as const;

async function readCertifications(folder: string, faults: Faults): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries.flatMap(({ name }) => {
      const face = readFile(join(folder, name, 'template.json'), 'utf8').catch(() => null); // not every folder is a framework
      return [face.then((text) => [name, text] as const)];
    }),
  );
  const named = found.flatMap(([name, text]) =>
    text === null
      ? []
      : parseText(`${name}/template.json`, text, templateFile, faults).map(
          ({ value }) => [name, value.certification] as const,
        ),
  );
  return new Map([...others, ...named]);
}

/** The cells of a line by RFC 4180; no cell of these files has a line break in it. */
function splitCsv(line: string): readonly string[] {
  return Array.from(`,${line}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^,]*))/g), ([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
  );
}
