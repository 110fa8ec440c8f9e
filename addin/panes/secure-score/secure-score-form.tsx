import { Button } from '@fluentui/react-button';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useState } from 'react';
import {
  type AutomationRule,
  type Detection,
  detections,
  type SecureScoreSettings,
} from '#engine/contract/model/secure-score';
import { implementationStatuses, testResults } from '#engine/contract/model/vocabulary';
import { isBusy } from '../../state/select.ts';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { may } from '../may.ts';
import type { PaneProps } from '../pane-props.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  rule: { border: 'none', margin: 0, padding: 0, minWidth: 0 },
  pair: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(150px, 100%), 1fr))',
    gap: tokens.spacingVerticalS,
  },
  legend: { padding: 0, fontWeight: tokens.fontWeightSemibold },
  buttons: { display: 'flex', gap: tokens.spacingHorizontalS },
});

const detectionWords = {
  complete: 'secure.complete',
  'third-party': 'secure.thirdParty',
  partial: 'secure.partial',
  zero: 'secure.zero',
  ignored: 'secure.ignored',
  undetected: 'secure.undetected',
} as const;

/** Minutes that are offered; what was set by another way is offered as well. */
const intervals = [15, 60, 180, 360, 720, 1_440] as const;

type SecureScoreFormProps = Pick<PaneProps, 'state' | 'dispatch'> & {
  readonly settings: SecureScoreSettings;
};

/** How often Secure Score is read, and what follows from what it says. */
export function SecureScoreForm({ state, dispatch, settings }: SecureScoreFormProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const [draft, setDraft] = useState(settings);
  const [asking, setAsking] = useState(false);
  const editable = may(state, 'global-administration');
  const changed = JSON.stringify(draft) !== JSON.stringify(settings);
  const setRule = (detection: Detection, part: Partial<AutomationRule>): void =>
    setDraft({ ...draft, rules: { ...draft.rules, [detection]: { ...draft.rules[detection], ...part } } });
  const offered = [...new Set([...intervals, settings.everyMinutes])].sort((a, b) => a - b);
  const minutesText = (minutes: number): string =>
    minutes % 60 === 0 ? say('secure.hours', { count: minutes / 60 }) : say('secure.minutes', { count: minutes });
  return (
    <div className={styles.form}>
      <ChoiceField
        disabled={!editable}
        label={say('secure.every')}
        choices={offered.map((minutes) => ({ value: String(minutes), text: minutesText(minutes) }))}
        value={String(draft.everyMinutes)}
        onChoose={(value) => setDraft({ ...draft, everyMinutes: Number(value) })}
      />
      {detections.map((detection) => (
        <fieldset key={detection} className={styles.rule}>
          <legend className={styles.legend}>{say(detectionWords[detection])}</legend>
          <div className={styles.pair}>
            <ChoiceField
              disabled={!editable}
              size="small"
              label={say('field.implementationStatus')}
              choices={withPeople(implementationStatuses, say('secure.leave'))}
              value={draft.rules[detection].status ?? ''}
              onChoose={(value) =>
                setRule(detection, { status: implementationStatuses.find((one) => one === value) ?? null })
              }
            />
            <ChoiceField
              disabled={!editable}
              size="small"
              label={say('field.testResult')}
              choices={withPeople(testResults, say('secure.leave'))}
              value={draft.rules[detection].result ?? ''}
              onChoose={(value) => setRule(detection, { result: testResults.find((one) => one === value) ?? null })}
            />
          </div>
        </fieldset>
      ))}
      <div className={styles.buttons}>
        <Button
          appearance="primary"
          disabled={!editable || !changed || isBusy(state, 'saving')}
          onClick={() => setAsking(true)}
        >
          {say('common.save')}
        </Button>
        <Button disabled={!editable || !changed} onClick={() => setDraft(settings)}>
          {say('common.reset')}
        </Button>
      </div>
      {asking && (
        <ConfirmDialog
          title={say('secure.confirmTitle')}
          confirm={say('common.save')}
          onCancel={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            dispatch({ do: 'send', what: 'changeSecureScore', request: { body: draft }, reload: ['secureScore'] });
          }}
        >
          {say('secure.confirmRules')}
        </ConfirmDialog>
      )}
    </div>
  );
}

function withPeople(words: readonly string[], people: string) {
  return [{ value: '', text: people }, ...words.map((word) => ({ value: word, text: word }))];
}
