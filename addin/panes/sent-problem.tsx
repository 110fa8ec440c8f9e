import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-message-bar';
import type { ReactNode } from 'react';
import type { Sent } from '../state/asking.ts';
import { useSpeech } from '../ui/words/speech-context.ts';

/** Why what was sent was not done, where it was asked for. */
export function SentProblem({ sent }: { readonly sent: Sent<unknown> }): ReactNode {
  const { lookUp } = useSpeech();
  if (sent.kind !== 'failed') return null;
  const words = lookUp(`problem.${sent.code}`, { address: window.location.origin });
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>
        {words !== null && <MessageBarTitle>{words}</MessageBarTitle>}{' '}
        {sent.detail ?? (words === null ? sent.code : '')}
      </MessageBarBody>
    </MessageBar>
  );
}
