import { resultTones, statusTones } from '#engine/contract/model/layout';
import type { Tone as SheetTone } from '#engine/contract/model/table';
import type { AssessmentState, ControlState } from '#engine/contract/model/vocabulary';
import type { Tone } from '../ui/tone-badge.tsx';

export function toneOfStatus(status: string): Tone {
  return toneOf(statusTones[status]);
}

export function toneOfResult(result: string): Tone {
  return toneOf(resultTones[result]);
}

export const controlStateTones: Readonly<Record<ControlState, Tone>> = {
  Passed: 'good',
  Failed: 'bad',
  None: 'neutral',
  'Out of scope': 'neutral',
  'In progress': 'partial',
};

export const assessmentStateTones: Readonly<Record<AssessmentState, Tone>> = {
  Complete: 'good',
  Incomplete: 'bad',
  None: 'neutral',
  'In progress': 'partial',
};

/** The sheets' colours have one more, for headings. */
function toneOf(tone: SheetTone | undefined): Tone {
  return tone === undefined || tone === 'accent' ? 'neutral' : tone;
}
