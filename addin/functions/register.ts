import { count } from './count.ts';
import type { CustomFunctionsApi, StreamingInvocation } from './custom-functions.ts';
import { progress, score } from './score.ts';
import { status } from './status.ts';
import { type StreamParts, stream } from './stream.ts';

/** Gives Excel the functions that functions.json describes. An argument left out arrives as null or empty. */
export function registerFunctions(api: CustomFunctionsApi, parts: () => Promise<StreamParts>): void {
  const text = (argument: unknown): string => (argument === null || argument === undefined ? '' : String(argument));
  const run = (invocation: StreamingInvocation, ask: Parameters<typeof stream>[2]): void => {
    // The cell may be gone before the pane is ready.
    let gone = false;
    invocation.onCanceled = () => {
      gone = true;
    };
    void parts().then((ready) => {
      if (!gone) stream(ready, invocation, ask);
    });
  };
  api.associate('SCORE', (assessment: unknown, invocation: StreamingInvocation) =>
    run(invocation, (figures) => score(figures, text(assessment))),
  );
  api.associate('PROGRESS', (assessment: unknown, invocation: StreamingInvocation) =>
    run(invocation, (figures) => progress(figures, text(assessment))),
  );
  api.associate('STATUS', (item: unknown, assessment: unknown, invocation: StreamingInvocation) =>
    run(invocation, (figures) => status(figures, text(item), text(assessment))),
  );
  api.associate('COUNT', (assessment: unknown, field: unknown, value: unknown, invocation: StreamingInvocation) =>
    run(invocation, (figures) => count(figures, text(assessment), text(field), text(value))),
  );
}
