import type { OscalControl } from './oscal-schema.ts';
import { isPadded, labelProp } from './part-text.ts';

/** The label as it stands; a padded one or a bare id in NIST's form is written as NIST prints it, `AC-2(1)`. */
export function controlId(control: Pick<OscalControl, 'id' | 'props'>): {
  readonly id: string;
  readonly from: string | null;
} {
  const label = labelProp(control.props);
  if (label !== undefined && !isPadded(label)) return { id: label.value.trim().replace(/\s+(?=\()/g, ''), from: null };
  const from = label?.value.trim() ?? control.id;
  const match = /^([a-z]{2})-0*(\d{1,4})(?:\(0*(\d{1,4})\)|\.0*(\d{1,4}))?$/i.exec(from);
  if (match === null) return { id: from, from: null };
  const [, family = '', number = '', inBrackets, afterDot] = match;
  const enhancement = inBrackets ?? afterDot;
  const id = `${family.toUpperCase()}-${number}${enhancement === undefined ? '' : `(${enhancement})`}`;
  return { id, from: id === from ? null : from };
}
