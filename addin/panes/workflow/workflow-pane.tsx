import { Link } from '@fluentui/react-link';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useEffect } from 'react';
import { listOf } from '../../state/asking.ts';
import { PaneBody } from '../../ui/pane-body.tsx';
import { Section } from '../../ui/section.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { LoadedList } from '../loaded-list.tsx';
import type { PaneProps } from '../pane-props.ts';
import { WorkflowForm } from './workflow-form.tsx';

const useStyles = makeStyles({
  text: { margin: 0 },
  list: { margin: 0, paddingInlineStart: '20px' },
  links: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', rowGap: tokens.spacingVerticalXS },
});

const told = ['workflow.toldAssigned', 'workflow.toldReturned', 'workflow.toldComment', 'workflow.toldDue'] as const;

/** Who may do which step, when people are reminded, and who is told of what. */
export function WorkflowPane({ state, dispatch }: PaneProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  useEffect(() => dispatch({ do: 'load', what: 'workflowSettings' }), [dispatch]);
  return (
    <PaneBody>
      <LoadedList
        list={listOf(state, 'workflowSettings')}
        onRetry={() => dispatch({ do: 'load', what: 'workflowSettings' })}
      >
        {(settings) => (
          <WorkflowForm key={JSON.stringify(settings)} settings={settings} state={state} dispatch={dispatch} />
        )}
      </LoadedList>
      <Section title={say('workflow.told')}>
        <p className={styles.text}>{say('workflow.toldIntro')}</p>
        <ul className={styles.list}>
          {told.map((key) => (
            <li key={key}>{say(key)}</li>
          ))}
        </ul>
        <div className={styles.links}>
          <Link as="button" onClick={() => dispatch({ do: 'goTo', page: 'alerts' })}>
            {say('workflow.moreAlerts')}
          </Link>
          <Link as="button" onClick={() => dispatch({ do: 'goTo', page: 'notices' })}>
            {say('workflow.morePreferences')}
          </Link>
          <Link as="button" onClick={() => dispatch({ do: 'goTo', page: 'webhooks' })}>
            {say('workflow.moreWebhooks')}
          </Link>
        </div>
      </Section>
    </PaneBody>
  );
}
