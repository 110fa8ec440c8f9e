import type { Tone } from '../../../contract/model/table.ts';

/** Restrained blues and greys; a strong colour only where it carries meaning. RGB without `#`. */
export const ink = {
  text: '1F2A37',
  muted: '5B6776',
  title: '1B365D',
  header: '1B365D',
  lockedHeader: '4A5A70',
  onHeader: 'FFFFFF',
  link: '1F5FA8',
  rule: 'D5DCE4',
  locked: 'F5F7F9',
  input: 'FFFBEA',
  inputRule: 'C9B458',
  band: 'E6EAEF',
  bar: 'A9C4E4',
} as const;

/** Fill and font of a status; each pair is readable at 4.5 : 1. */
export const toneColors: Readonly<
  Record<Tone, { readonly fill: string; readonly font: string; readonly tab: string }>
> = {
  good: { fill: 'DDF1E2', font: '1B6133', tab: '2E8B57' },
  partial: { fill: 'FFF4CC', font: '735400', tab: 'D9A300' },
  warning: { fill: 'FFE5C7', font: '864400', tab: 'DB7A16' },
  bad: { fill: 'FADCD9', font: '98201A', tab: 'C0392B' },
  neutral: { fill: 'E9EDF1', font: '4A5563', tab: '8A96A3' },
  accent: { fill: 'DCE8F7', font: '1D4B85', tab: '2F5F9E' },
};
