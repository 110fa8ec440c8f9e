import type { AutomaticField, Observation } from '../../contract/model/secure-score.ts';

/** What was last seen, in a sentence. */
export function observationSentence(seen: Observation): string {
  const day = seen.since.slice(0, 10);
  const where = `${seen.source}, ${seen.control}`;
  switch (seen.detection) {
    case 'complete':
      return `${where}: all ${points(seen.max ?? seen.score)} reached (seen ${day}).`;
    case 'partial':
      return `${where}: ${seen.score} of ${points(seen.max)} reached${percent(seen)} (seen ${day}).`;
    case 'zero':
      return `${where}: none of ${points(seen.max)} reached (seen ${day}).`;
    case 'third-party':
      return `${where}: done by another product, as was said there (seen ${day}).`;
    case 'ignored':
      return `${where}: set to Ignored there (seen ${day}). If it does not apply to you, Not in Scope says so here.`;
    case 'undetected':
      return `${where}: could not be detected (seen ${day}).`;
  }
}

function points(count: number | null): string {
  return count === null ? 'its points' : `${count} ${count === 1 ? 'point' : 'points'}`;
}

function percent({ score, max }: Observation): string {
  return score === null || max === null || max <= 0 ? '' : `, ${Math.round((score / max) * 100)} %`;
}

/** Why people cannot type into a field, and what to do. */
export function keptSentence(fields: readonly AutomaticField[], seen: Observation): string {
  const names = fields.map((field) => (field === 'testResult' ? 'Test Result' : 'Implementation Status')).join(' and ');
  return `${names} ${fields.length === 1 ? 'is' : 'are'} kept by Secure Score. ${observationSentence(seen)}`;
}

export function evidenceName({ title, control }: Observation): string {
  const name = title === null ? control : `${title} (${control})`;
  return `Secure Score: ${name}`.slice(0, 200);
}

/**
 * What is kept as evidence: everything that was read and when. The same observation gives the same bytes, so that what is
 * read again unchanged is no new version.
 */
export function evidenceText(seen: Observation): string {
  const lines: readonly (readonly [string, string | number | null])[] = [
    ['Source', seen.source],
    ['Control', seen.control],
    ['Title', seen.title],
    ['Result', results[seen.detection]],
    ['Score', seen.score],
    ['Largest score', seen.max],
    ['State set there', seen.state],
    ['Said there', seen.detail],
    ['Last looked at there', seen.lastSynced],
    ['First read like this', seen.since],
  ];
  const said = lines.flatMap(([label, value]) => (value === null ? [] : [`${label}: ${oneLine(String(value))}`]));
  return ['Recorded by Controlbook as it was read.', '', ...said, ''].join('\n');
}

const results: Readonly<Record<Observation['detection'], string>> = {
  complete: 'All points reached',
  'third-party': 'Done by another product',
  partial: 'Some of the points reached',
  zero: 'No points reached',
  ignored: 'Ignored',
  undetected: 'Could not be detected',
};

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
