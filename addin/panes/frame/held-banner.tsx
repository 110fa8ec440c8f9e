import { Button } from '@fluentui/react-button';
import { MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-message-bar';
import type { ReactNode } from 'react';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';

/** Own edits that look like a slip wait on the page of conflicts. */
export function HeldBanner({ state, dispatch }: Pick<PaneProps, 'state' | 'dispatch'>): ReactNode {
  const { say } = useSpeech();
  const cells = state.held.reduce((sum, { changes }) => sum + changes.length, 0);
  if (cells === 0 || state.page === 'conflicts') return null;
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>{say('held.banner', { count: cells })}</MessageBarBody>
      <MessageBarActions>
        <Button size="small" onClick={() => dispatch({ do: 'goTo', page: 'conflicts' })}>
          {say('common.show')}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
