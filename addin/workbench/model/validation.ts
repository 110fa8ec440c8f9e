import type { Area } from './area.ts';

/** A rule on what may be typed, with Excel's own names for rule, prompt and alert. */
export type Validation = {
  readonly areas: readonly Area[];
  readonly type: string;
  readonly rule: Readonly<Record<string, unknown>>;
  readonly ignoreBlanks: boolean;
  readonly prompt: Readonly<Record<string, unknown>>;
  readonly errorAlert: Readonly<Record<string, unknown>>;
};

export const noPrompt = { showPrompt: true, title: '', message: '' };
export const noAlert = { showAlert: true, style: 'Stop', title: '', message: '' };
