import { MessageBar, MessageBarBody } from '@fluentui/react-message-bar';
import type { ReactNode } from 'react';
import type { PaneState } from '../../state/model.ts';
import { useSpeech } from '../../ui/words/speech-context.ts';

/** What the engine has to say about the assessment as a whole, and that an archived one takes no edits. */
export function NoticeBanner({ state }: { readonly state: PaneState }): ReactNode {
  const { say, time } = useSpeech();
  const { binding, view } = state;
  if (binding.kind !== 'bound' || view === null) return null;
  return (
    <>
      {view.archived !== null && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{say('archived.text', { when: time(view.archived) })}</MessageBarBody>
        </MessageBar>
      )}
      {view.notice !== '' && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{view.notice}</MessageBarBody>
        </MessageBar>
      )}
    </>
  );
}
