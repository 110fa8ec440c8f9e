import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-message-bar';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useEffect } from 'react';
import { listOf } from '../../state/asking.ts';
import { PaneBody } from '../../ui/pane-body.tsx';
import { Section } from '../../ui/section.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { LoadedList } from '../loaded-list.tsx';
import { may } from '../may.ts';
import { NotAllowed } from '../not-allowed.tsx';
import type { PaneProps } from '../pane-props.ts';
import { AutomatedActions } from './automated-actions.tsx';
import { AutomationChoice } from './automation-choice.tsx';
import { Readings } from './readings.tsx';
import { SecureScoreForm } from './secure-score-form.tsx';

const useStyles = makeStyles({ soft: { margin: 0, color: tokens.colorNeutralForeground2 } });

/** What Secure Score keeps: which actions, what it last saw of them, how it was read, and what follows from it. */
export function SecureScorePane({ state, dispatch }: PaneProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const allowed = may(state, 'read-data');
  useEffect(() => {
    if (allowed) dispatch({ do: 'load', what: 'secureScore' });
  }, [dispatch, allowed]);
  if (!allowed) {
    return (
      <PaneBody>
        <NotAllowed />
      </PaneBody>
    );
  }
  return (
    <PaneBody>
      <p className={styles.soft}>{say('secure.intro')}</p>
      <LoadedList list={listOf(state, 'secureScore')} onRetry={() => dispatch({ do: 'load', what: 'secureScore' })}>
        {({ source, settings, nextRun, runs, actions }) => (
          <>
            {source === null && (
              <MessageBar intent="info" layout="multiline">
                <MessageBarBody>
                  <MessageBarTitle>{say('secure.notSetUp')}</MessageBarTitle> {say('secure.notSetUpHint')}
                </MessageBarBody>
              </MessageBar>
            )}
            <AutomationChoice state={state} dispatch={dispatch} settings={settings} count={actions.length} />
            <Section title={say('secure.readings')}>
              <Readings state={state} dispatch={dispatch} source={source} runs={runs} nextRun={nextRun} />
            </Section>
            <Section title={say('secure.actions')}>
              <AutomatedActions state={state} dispatch={dispatch} actions={actions} automation={settings.automation} />
            </Section>
            <Section title={say('secure.settings')}>
              <SecureScoreForm key={JSON.stringify(settings)} state={state} dispatch={dispatch} settings={settings} />
            </Section>
          </>
        )}
      </LoadedList>
    </PaneBody>
  );
}
