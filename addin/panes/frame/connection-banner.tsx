import { Button } from '@fluentui/react-button';
import { MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-message-bar';
import type { ReactNode } from 'react';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';

/** Without the engine: nothing is lost, and what has to happen. */
export function ConnectionBanner({ state, dispatch }: Pick<PaneProps, 'state' | 'dispatch'>): ReactNode {
  const { say, time } = useSpeech();
  const { connection, outbox } = state;
  return (
    <>
      {connection.kind === 'offline' && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            {outbox.waiting === 0
              ? say('offline.text', { since: time(connection.since) })
              : say('offline.waiting', { since: time(connection.since), count: outbox.waiting })}
          </MessageBarBody>
          <MessageBarActions>
            <Button size="small" onClick={() => dispatch({ do: 'syncNow' })}>
              {say('common.tryAgain')}
            </Button>
          </MessageBarActions>
        </MessageBar>
      )}
      {connection.kind === 'outdated' && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>{say('outdated.text')}</MessageBarBody>
          <MessageBarActions>
            <Button size="small" onClick={() => window.location.reload()}>
              {say('outdated.reload')}
            </Button>
          </MessageBarActions>
        </MessageBar>
      )}
      {!outbox.stored && outbox.waiting > 0 && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>{say('outbox.notStored')}</MessageBarBody>
        </MessageBar>
      )}
    </>
  );
}
