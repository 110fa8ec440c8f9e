import { maxTextLength } from '../../contract/model/field.ts';

const mark = ' [...]';

/** Text that fits a cell; what does not fit is cut at the end, visibly, and never in the middle of a character. */
export function clipText(text: string): string {
  const clean = text.replace(/\r\n?/g, '\n');
  if (clean.length <= maxTextLength) return clean;
  const end = maxTextLength - mark.length;
  const last = clean.charCodeAt(end - 1);
  const cutsPair = last >= 0xd800 && last <= 0xdbff;
  return clean.slice(0, cutsPair ? end - 1 : end) + mark;
}
