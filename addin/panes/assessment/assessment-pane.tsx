import { Button } from '@fluentui/react-button';
import { ArrowSyncRegular, TaskListLtrRegular, WarningRegular } from '@fluentui/react-icons';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import type { ReactNode } from 'react';
import type { AssessmentView } from '../../state/model.ts';
import { actionItems, isBusy, myItems } from '../../state/select.ts';
import { PaneBody } from '../../ui/pane-body.tsx';
import { Section } from '../../ui/section.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { mayEdit } from '../may.ts';
import { firstLook, type PaneProps } from '../pane-props.ts';
import { today } from '../today.ts';
import { Activity } from './activity.tsx';
import { Families } from './families.tsx';
import { InScopeServices } from './in-scope-services.tsx';
import { PresentPeople } from './present-people.tsx';
import { ScoreCard } from './score-card.tsx';
import { ScoreTrend } from './score-trend.tsx';

const useStyles = makeStyles({
  next: { display: 'flex', flexDirection: 'column', alignItems: 'stretch', rowGap: tokens.spacingVerticalXS },
  nextButton: { justifyContent: 'flex-start', textAlign: 'start', fontWeight: tokens.fontWeightRegular },
  small: {
    margin: 0,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
    overflowWrap: 'anywhere',
  },
  foot: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS },
});

/** How the assessment of this workbook stands, and what is to be done next. */
export function AssessmentPane(props: PaneProps & { readonly view: AssessmentView }): ReactNode {
  const { state, dispatch, view, look, setLook } = props;
  const { say, time } = useSpeech();
  const styles = useStyles();
  const mine = actionItems(state, { ...firstLook, filter: myItems(state) }, today());
  const conflicts = view.conflicts.length;
  const showItems = (filter: typeof look.filter): void => {
    setLook({ ...firstLook, filter, filtersOpen: Object.keys(filter).length > 0 });
    dispatch({ do: 'goTo', page: 'items' });
  };
  return (
    <PaneBody>
      <ScoreCard view={view} />
      <div className={styles.next}>
        {state.me !== null && (
          <Button className={styles.nextButton} icon={<TaskListLtrRegular />} onClick={() => showItems(myItems(state))}>
            {say('assessment.mine', { count: mine.length })}
          </Button>
        )}
        {conflicts > 0 && (
          <Button
            className={styles.nextButton}
            icon={<WarningRegular />}
            onClick={() => dispatch({ do: 'goTo', page: 'conflicts' })}
          >
            {say('assessment.conflicts', { count: conflicts })}
          </Button>
        )}
      </div>
      <Families view={view} onShow={(family) => showItems({ family: [family] })} />
      <ScoreTrend points={view.scoreHistory} />
      <InScopeServices
        services={view.assessment.inScopeServices}
        onChange={
          mayEdit(state, 'manage-assessments')
            ? (services) => dispatch({ do: 'changeAssessment', field: 'inScopeServices', value: services })
            : null
        }
      />
      <PresentPeople present={state.present} assessment={view.workbook.assessment} />
      <Section title={say('assessment.activity')}>
        <Activity lines={view.history} />
      </Section>
      <div className={styles.foot}>
        <Button
          appearance="secondary"
          icon={<ArrowSyncRegular />}
          disabled={isBusy(state, 'syncing')}
          onClick={() => dispatch({ do: 'syncNow' })}
        >
          {say('frame.syncNow')}
        </Button>
        <p className={styles.small}>{say('assessment.asOf', { time: time(view.asOf) })}</p>
        {view.template.acknowledgement !== null && <p className={styles.small}>{view.template.acknowledgement}</p>}
        <p className={styles.small}>{say('assessment.noGuarantee')}</p>
      </div>
    </PaneBody>
  );
}
