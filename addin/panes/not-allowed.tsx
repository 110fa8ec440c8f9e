import { MessageBar, MessageBarBody } from '@fluentui/react-message-bar';
import type { ReactNode } from 'react';
import { useSpeech } from '../ui/words/speech-context.ts';

/** Says that something is for others to do, and whom to ask. */
export function NotAllowed(): ReactNode {
  const { say } = useSpeech();
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>{say('may.not')}</MessageBarBody>
    </MessageBar>
  );
}
