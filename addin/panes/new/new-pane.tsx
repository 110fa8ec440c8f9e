import { Button } from '@fluentui/react-button';
import { MessageBar, MessageBarBody } from '@fluentui/react-message-bar';
import { ProgressBar } from '@fluentui/react-progress';
import { Spinner } from '@fluentui/react-spinner';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useEffect, useState } from 'react';
import { lastOf, listOf } from '../../state/asking.ts';
import { isBusy } from '../../state/select.ts';
import { PaneBody } from '../../ui/pane-body.tsx';
import type { WordKey } from '../../ui/words/speech.ts';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { may } from '../may.ts';
import { NotAllowed } from '../not-allowed.tsx';
import type { PaneProps } from '../pane-props.ts';
import { DetailsStep } from './details-step.tsx';
import { type DraftFault, draftFaults, draftToRequest, emptyDraft } from './draft-assessment.ts';
import { GroupStep } from './group-step.tsx';
import { ReviewStep } from './review-step.tsx';
import { TemplateStep } from './template-step.tsx';

const useStyles = makeStyles({
  head: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  soft: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  buttons: { display: 'flex', gap: tokens.spacingHorizontalS, flexWrap: 'wrap' },
});

const steps = ['template', 'details', 'group', 'review'] as const;
const stepWords = {
  template: 'new.template',
  details: 'new.details',
  group: 'new.group',
  review: 'new.review',
} as const satisfies Readonly<Record<(typeof steps)[number], WordKey>>;

/** What has to be right before a step can be left. */
const faultsByStep: Readonly<Record<(typeof steps)[number], readonly DraftFault[]>> = {
  template: ['no-template'],
  details: ['no-title'],
  group: ['no-group', 'no-group-name', 'group-name-taken', 'pair-taken', 'title-taken'],
  review: [],
};

const faultWords = {
  'no-template': 'new.noTemplate',
  'no-title': 'new.noTitle',
  'title-taken': 'new.titleTaken',
  'no-group': 'new.noGroup',
  'no-group-name': 'new.noGroupName',
  'group-name-taken': 'new.groupNameTaken',
  'pair-taken': 'new.pairTaken',
} as const satisfies Readonly<Record<DraftFault, WordKey>>;

/** A new assessment in four steps: from which template, what it is called, in which group, and a last look. */
export function NewPane(props: PaneProps): ReactNode {
  const { state, dispatch } = props;
  const { say } = useSpeech();
  const styles = useStyles();
  const [draft, setDraft] = useState(emptyDraft);
  const [place, setPlace] = useState(0);
  const [tried, setTried] = useState(false);
  useEffect(() => {
    dispatch({ do: 'load', what: 'groups' });
    dispatch({ do: 'load', what: 'templates' });
  }, [dispatch]);
  const step = steps[place] ?? 'template';
  const known = lastOf(listOf(state, 'groups'))?.groups ?? [];
  const faults = draftFaults(draft, known).filter((fault) => faultsByStep[step].includes(fault));
  const go = (to: number): void => {
    setTried(false);
    setPlace(to);
  };
  const mayInsert = state.binding.kind === 'unbound' && state.surface === 'workbook';
  const request = draftToRequest(draft);
  const creating = isBusy(state, 'creating-assessment') || isBusy(state, 'inserting-sheets');
  const create = (insert: boolean): void => {
    if (request !== null) dispatch({ do: 'create', request, insert });
  };
  if (!may(state, 'manage-assessments')) {
    return (
      <PaneBody>
        <NotAllowed />
      </PaneBody>
    );
  }
  return (
    <PaneBody>
      <div className={styles.head}>
        <h1 className={styles.title}>{say(stepWords[step])}</h1>
        <span className={styles.soft}>{say('new.step', { step: place + 1, steps: steps.length })}</span>
        <ProgressBar
          aria-label={say('new.step', { step: place + 1, steps: steps.length })}
          value={place + 1}
          max={steps.length}
        />
      </div>
      {step === 'template' && (
        <TemplateStep templates={listOf(state, 'templates')} draft={draft} onChange={setDraft} dispatch={dispatch} />
      )}
      {step === 'details' && <DetailsStep draft={draft} onChange={setDraft} />}
      {step === 'group' && <GroupStep groups={known} draft={draft} onChange={setDraft} />}
      {step === 'review' && <ReviewStep groups={known} draft={draft} />}
      {tried && faults.length > 0 && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>{faults.map((fault) => say(faultWords[fault])).join(' ')}</MessageBarBody>
        </MessageBar>
      )}
      {creating && <Spinner size="small" label={say('new.creating')} />}
      <div className={styles.buttons}>
        {step !== 'review' && (
          <Button
            appearance="primary"
            onClick={() => {
              if (faults.length === 0) go(place + 1);
              else setTried(true);
            }}
          >
            {say('common.next')}
          </Button>
        )}
        {step === 'review' && (
          <>
            {mayInsert && (
              <Button appearance="primary" disabled={creating} onClick={() => create(true)}>
                {say('new.createHere')}
              </Button>
            )}
            <Button appearance={mayInsert ? 'secondary' : 'primary'} disabled={creating} onClick={() => create(false)}>
              {say('new.create')}
            </Button>
          </>
        )}
        {place > 0 && <Button onClick={() => go(place - 1)}>{say('common.back')}</Button>}
      </div>
    </PaneBody>
  );
}
