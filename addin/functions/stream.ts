import type { Speech } from '../ui/words/speech.ts';
import { type Answer, isFault } from './answer.ts';
import type { CustomFunctionsApi, StreamingInvocation } from './custom-functions.ts';
import type { Figures } from './figures.ts';

export type StreamParts = {
  readonly figures: Figures;
  readonly speech: () => Speech;
  readonly api: Pick<CustomFunctionsApi, 'Error' | 'ErrorCode'>;
};

/**
 * Answers a cell now and whenever the answer becomes another one, until the cell is gone. A number once shown stays
 * while the engine is away: an old score says more than an error.
 */
export function stream(
  { figures, speech, api }: StreamParts,
  invocation: StreamingInvocation,
  ask: (figures: Figures) => Promise<Answer>,
): void {
  let shown: string | null = null;
  let hasValue = false;
  let cancelled = false;
  let asked = 0;
  const show = async (): Promise<void> => {
    asked += 1;
    const turn = asked;
    const answer = await ask(figures);
    // A later question has been asked meanwhile; its answer is the newer one.
    if (cancelled || turn !== asked) return;
    if (isFault(answer) && answer.words === 'function.noEngine' && hasValue) return;
    const text = JSON.stringify(answer);
    if (text === shown) return;
    shown = text;
    hasValue = !isFault(answer);
    invocation.setResult(isFault(answer) ? toError(answer) : answer);
  };
  const toError = (answer: Extract<Answer, object>): Error => {
    const code = answer.fault === 'missing' ? api.ErrorCode.notAvailable : api.ErrorCode.invalidValue;
    return new api.Error(code, speech().lookUp(answer.words, answer.data) ?? answer.words);
  };
  const stop = figures.onChange(() => void show());
  invocation.onCanceled = () => {
    cancelled = true;
    stop();
  };
  void show();
}
