import { Button } from '@fluentui/react-button';
import { MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-message-bar';
import type { ReactNode } from 'react';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';

/** Asks to sign in where nothing goes on without it. */
export function AccountBanner({ state, dispatch }: Pick<PaneProps, 'state' | 'dispatch'>): ReactNode {
  const { say } = useSpeech();
  const { account } = state;
  switch (account.kind) {
    case 'none':
    case 'signed-in':
      return null;
    case 'signing-in':
      return (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{say('account.signingIn')}</MessageBarBody>
        </MessageBar>
      );
    case 'signed-out':
      return (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{say('account.signedOut', { issuer: hostOf(account.issuer) })}</MessageBarBody>
          <MessageBarActions>
            <Button size="small" appearance="primary" onClick={() => dispatch({ do: 'signIn' })}>
              {say('account.signIn')}
            </Button>
          </MessageBarActions>
        </MessageBar>
      );
  }
}

function hostOf(issuer: string): string {
  return URL.canParse(issuer) ? new URL(issuer).host : issuer;
}
