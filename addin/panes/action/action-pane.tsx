import { MessageBar, MessageBarBody } from '@fluentui/react-message-bar';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import type { ReactNode } from 'react';
import type { ActionView, AssessmentView } from '../../state/model.ts';
import { controlsOf, historyOf, stageOf } from '../../state/select.ts';
import { PaneBody } from '../../ui/pane-body.tsx';
import { Section } from '../../ui/section.tsx';
import { ToneBadge } from '../../ui/tone-badge.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { Activity } from '../assessment/activity.tsx';
import type { PaneProps } from '../pane-props.ts';
import { ActionConflicts } from './action-conflicts.tsx';
import { ActionDetails } from './action-details.tsx';
import { ActionFields } from './action-fields.tsx';
import { Assignment } from './assignment.tsx';
import { Comments } from './comments.tsx';
import { ControlsServed } from './controls-served.tsx';
import { EvidenceArea } from './evidence-area.tsx';
import { FailedTest } from './failed-test.tsx';
import { Guidance } from './guidance.tsx';
import { Neighbours } from './neighbours.tsx';

const useStyles = makeStyles({
  head: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: 'anywhere',
  },
  badges: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  points: { color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums' },
});

const stageTones = { Review: 'neutral', Implemented: 'partial', Test: 'good' } as const;

/** One action item: what to do, how it stands, who does it, what proves it, and what happened. */
export function ActionPane(
  props: PaneProps & { readonly view: AssessmentView; readonly action: ActionView },
): ReactNode {
  const { state, dispatch, view, action } = props;
  const { say, number } = useSpeech();
  const styles = useStyles();
  const stage = stageOf(state, action);
  return (
    <PaneBody>
      <div className={styles.head}>
        <Neighbours view={view} action={action} dispatch={dispatch} />
        <h1 className={styles.title}>{action.title}</h1>
        <div className={styles.badges}>
          <ToneBadge tone={stageTones[stage]}>{stage}</ToneBadge>
          <span className={styles.points}>
            {say('action.points', { achieved: number(action.achieved), points: number(action.points) })}
          </span>
        </div>
        {action.notice !== '' && (
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>{action.notice}</MessageBarBody>
          </MessageBar>
        )}
        {action.finishedByParent && (
          <MessageBar intent="info" layout="multiline">
            <MessageBarBody>{say('action.finishedByParent')}</MessageBarBody>
          </MessageBar>
        )}
      </div>
      <ActionConflicts view={view} action={action} dispatch={dispatch} />
      <FailedTest state={state} dispatch={dispatch} view={view} action={action} />
      <Assignment state={state} dispatch={dispatch} view={view} action={action} />
      {/* Drafts belong to one action. */}
      <ActionFields key={action.id} state={state} dispatch={dispatch} action={action} view={view} />
      <Comments state={state} dispatch={dispatch} view={view} action={action} />
      <Guidance text={action.description} />
      <ControlsServed controls={controlsOf(view, action)} dispatch={dispatch} />
      <EvidenceArea state={state} dispatch={dispatch} view={view} action={action} />
      <ActionDetails action={action} />
      <Section title={say('action.history')}>
        <Activity lines={historyOf(view, action)} about="one-item" />
      </Section>
    </PaneBody>
  );
}
