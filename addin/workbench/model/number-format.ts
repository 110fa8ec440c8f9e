import { isError, type Scalar } from './cell.ts';
import { formatDate, isDateFormat } from './date-format.ts';

/** What a cell shows: the value through its number format, as Excel for English (United States) writes it. */
export function formatValue(value: Scalar, numberFormat: string): string {
  if (value === null) return '';
  if (isError(value)) return value.error;
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  const sections = splitSections(numberFormat);
  if (typeof value === 'string') {
    const section = sections[3] ?? (sections.length === 1 && sections[0]?.includes('@') ? sections[0] : '@');
    return fillText(section, value);
  }
  const section = sectionFor(value, sections);
  // A section of its own for negative numbers shows its own sign.
  const shown = sections.length > 1 && value < 0 && section === sections[1] ? -value : value;
  return formatNumber(shown, section);
}

function splitSections(numberFormat: string): readonly string[] {
  return numberFormat.split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/);
}

function sectionFor(value: number, sections: readonly string[]): string {
  const [positive = 'General', negative, zero] = sections;
  if (value < 0 && negative !== undefined) return negative;
  return value === 0 && zero !== undefined ? zero : positive;
}

function fillText(section: string, text: string): string {
  return /^General$/i.test(section) ? text : bare(section).replaceAll('@', text);
}

function formatNumber(value: number, section: string): string {
  if (/^(General|@)$/i.test(section.trim())) return generalNumber(value);
  if (isDateFormat(section)) return formatDate(value, section);
  return formatDigits(value, section);
}

/** Up to eleven characters of digits, scientific beyond. */
export function generalNumber(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e11 || size < 1e-9) {
    const [mantissa = '', exponent = '0'] = value.toExponential(5).split('e');
    const power = Number(exponent);
    const digits = mantissa.replace(/\.?0+$/, '');
    return `${digits}E${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
  }
  const whole = Math.trunc(size).toString().length;
  return String(Number(value.toFixed(Math.min(9, Math.max(0, 10 - whole)))));
}

function formatDigits(value: number, section: string): string {
  const clean = bare(section);
  const pattern = /[0#?][0#?,]*(?:\.[0#?]*)?,*|\.[0#?]+,*/.exec(clean);
  if (pattern === null) return clean;
  const digits = pattern[0];
  // Commas at the end of the digits divide by a thousand each.
  const thousands = /,+$/.exec(digits)?.[0].length ?? 0;
  const scientific = /E[+-]0+/i.exec(clean);
  const percent = (clean.match(/%/g) ?? []).length;
  const [whole = '', decimals = ''] = digits.slice(0, digits.length - thousands).split('.');
  const grouped = /[0#?],+[0#?]/.test(whole);
  const scaled = (Math.abs(value) * 100 ** percent) / 1000 ** thousands;
  const sign = value < 0 && Number(scaled.toFixed(decimals.length)) !== 0 ? '-' : '';
  if (scientific !== null) {
    const [mantissa = '', exponent = '0'] = scaled.toExponential(decimals.length).split('e');
    const power = Number(exponent);
    const shown = `${mantissa}E${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(scientific[0].length - 2, '0')}`;
    return sign + clean.replace(digits + scientific[0], shown);
  }
  return sign + clean.replace(digits, placeDigits(scaled, whole.replaceAll(',', ''), decimals, grouped));
}

function placeDigits(value: number, whole: string, decimals: string, grouped: boolean): string {
  const [integer = '0', fraction = ''] = roundHalfUp(value, decimals.length).split('.');
  const least = whole.replace(/[^0]/g, '').length;
  const padded = (integer === '0' ? '' : integer).padStart(least, '0');
  const shown = grouped ? padded.replace(/\B(?=(\d{3})+$)/g, ',') : padded;
  const kept = trimFraction(fraction, decimals);
  return kept === '' && decimals === '' ? shown : `${shown}.${kept}`;
}

/** Drops zeros the pattern only allows for (`#`), keeps those it asks for (`0`). */
function trimFraction(fraction: string, decimals: string): string {
  let end = fraction.length;
  while (end > 0 && fraction[end - 1] === '0' && decimals[end - 1] === '#') end -= 1;
  return fraction.slice(0, end);
}

/** Excel rounds halves away from zero on the decimal text, where binary fractions would go either way. */
function roundHalfUp(value: number, places: number): string {
  const nudged = Number(`${Number(value.toPrecision(15))}e${places}`);
  return Number.isFinite(nudged) ? (Math.round(nudged) / 10 ** places).toFixed(places) : value.toFixed(places);
}

/** The format without quotes, escapes, spacing, fill characters, colours and conditions. */
function bare(section: string): string {
  return section
    .replace(/\[[^\]]*\]/g, '')
    .replace(/_./g, ' ')
    .replace(/\*./g, '')
    .replace(/"([^"]*)"/g, '$1')
    .replace(/\\(.)/g, '$1');
}
