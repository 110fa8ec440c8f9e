import type { Finding } from '../../contract/model/template.ts';
import type { ResolveNotes } from './resolved-control.ts';

/** What the conversion to a template left out or changed, for one warning each. */
export type ConversionNotes = {
  readonly withdrawn: readonly string[];
  readonly rewritten: readonly (readonly [from: string, to: string])[];
  readonly cut: readonly string[];
};

/** One finding a kind, with everything it is about named in it. */
export function toFindings(resolved: ResolveNotes, converted: ConversionNotes): readonly Finding[] {
  const findings: Finding[] = [];
  const unknown = [...resolved.unknownControls];
  if (unknown.length > 0) {
    add(
      'error',
      'unknown-selected-control',
      unknown,
      `The profile selects ${count(unknown, 'control')} that the catalog does not have: ${list(unknown)}. Submit the catalog version the profile was made for.`,
    );
  }
  for (const doubt of resolved.doubts) {
    add('warning', 'import-by-resemblance', [], `${sentence(doubt)}. Check that it is the right one.`);
  }
  for (const oddity of resolved.oddities) add('warning', 'profile-part-not-read', [], oddity);
  const unmatched = [...resolved.unmatched];
  if (unmatched.length > 0) {
    add(
      'warning',
      'profile-change-without-target',
      unmatched,
      `The profile changes ${count(unmatched, 'part')} that its controls do not have; these changes do nothing: ${list(unmatched)}.`,
    );
  }
  if (converted.withdrawn.length > 0) {
    const names = converted.withdrawn;
    add('warning', 'withdrawn-controls', names, `${count(names, 'withdrawn control')} left out: ${list(names)}.`);
  }
  const [example] = converted.rewritten;
  if (example !== undefined) {
    const names = converted.rewritten.map(([, to]) => to);
    add(
      'warning',
      'ids-rewritten',
      names,
      `${count(names, 'id')} written another way than the file does, as ${example[0]} to ${example[1]}.`,
    );
  }
  if (converted.cut.length > 0) {
    add(
      'warning',
      'text-cut',
      converted.cut,
      `Texts longer than a cell can hold were cut at the controls ${list(converted.cut)}.`,
    );
  }
  return findings;

  function add(severity: Finding['severity'], rule: string, names: readonly string[], message: string): void {
    findings.push({
      severity,
      rule,
      path: '',
      place: null,
      value: names.length === 0 ? null : names.join(', ').slice(0, 20_000),
      message,
    });
  }
}

const listed = 250;

function list(names: readonly string[]): string {
  const shown = names.slice(0, listed).map((name) => name.slice(0, 60));
  return names.length > listed ? `${shown.join(', ')} and ${names.length - listed} more` : shown.join(', ');
}

function count(names: readonly string[], noun: string): string {
  return names.length === 1 ? `1 ${noun}` : `${names.length} ${noun}s`;
}

function sentence(text: string): string {
  return text.slice(0, 500);
}
