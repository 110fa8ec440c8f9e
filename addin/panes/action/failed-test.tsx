import { Button } from '@fluentui/react-button';
import { MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-message-bar';
import { type ReactNode, useState } from 'react';
import type { ActionView, AssessmentView } from '../../state/model.ts';
import { shownValue } from '../../state/select.ts';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { AssignDialog } from '../assign-dialog.tsx';
import { mayEdit } from '../may.ts';
import type { PaneProps } from '../pane-props.ts';

type FailedTestProps = Pick<PaneProps, 'state' | 'dispatch'> & {
  readonly view: AssessmentView;
  readonly action: ActionView;
};

/** After a failed test: offers to give the action back to who implemented it, as long as it is not with them. */
export function FailedTest({ state, dispatch, view, action }: FailedTestProps): ReactNode {
  const { say } = useSpeech();
  const [asking, setAsking] = useState(false);
  const assigned = shownValue(state, action, 'assignedTo');
  const by = action.fields.implementationStatus?.by ?? null;
  const implementer = view.people.find(({ name }) => name === by)?.id ?? null;
  const hasFailed = String(shownValue(state, action, 'testResult')).startsWith('Failed');
  const isBack = assigned !== null && (implementer === null || assigned === implementer) && assigned !== state.me?.id;
  if (!hasFailed || isBack || !mayEdit(state, 'edit-data')) return null;
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>{say('action.failed')}</MessageBarBody>
      <MessageBarActions>
        <Button size="small" onClick={() => setAsking(true)}>
          {say('action.handBack')}
        </Button>
      </MessageBarActions>
      {asking && (
        <AssignDialog
          people={view.people}
          current={typeof assigned === 'string' ? assigned : null}
          proposed={implementer}
          count={1}
          onCancel={() => setAsking(false)}
          onAssign={(to, message) => {
            setAsking(false);
            dispatch({ do: 'assign', actions: [action.id], to, message });
          }}
        />
      )}
    </MessageBar>
  );
}
