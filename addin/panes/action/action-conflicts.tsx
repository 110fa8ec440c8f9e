import { Button } from '@fluentui/react-button';
import { MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-message-bar';
import type { ReactNode } from 'react';
import type { ActionView, AssessmentView } from '../../state/model.ts';
import { conflictsOf } from '../../state/select.ts';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';

type ActionConflictsProps = Pick<PaneProps, 'dispatch'> & {
  readonly view: AssessmentView;
  readonly action: ActionView;
};

/** Says that fields of this action wait for a decision, and leads to it. */
export function ActionConflicts({ view, action, dispatch }: ActionConflictsProps): ReactNode {
  const { say } = useSpeech();
  const fields = conflictsOf(view, action).map(({ field }) => field);
  if (fields.length === 0) return null;
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>{say('action.conflicts', { fields: fields.join(', ') })}</MessageBarBody>
      <MessageBarActions>
        <Button size="small" onClick={() => dispatch({ do: 'goTo', page: 'conflicts' })}>
          {say('action.settle')}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
