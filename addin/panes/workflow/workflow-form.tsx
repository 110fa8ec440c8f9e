import { Button } from '@fluentui/react-button';
import { Field } from '@fluentui/react-field';
import { Input } from '@fluentui/react-input';
import { Switch } from '@fluentui/react-switch';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useState } from 'react';
import type { WorkflowSettings } from '#engine/contract/model/workflow';
import { isBusy } from '../../state/select.ts';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { Section } from '../../ui/section.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { may } from '../may.ts';
import { NotAllowed } from '../not-allowed.tsx';
import type { PaneProps } from '../pane-props.ts';
import { parseDays } from './parse-days.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  hint: { margin: 0, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  buttons: { display: 'flex', gap: tokens.spacingHorizontalS },
});

type WorkflowFormProps = Pick<PaneProps, 'state' | 'dispatch'> & { readonly settings: WorkflowSettings };

/** The steps of the work and its reminders, for everybody. */
export function WorkflowForm({ state, dispatch, settings }: WorkflowFormProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const [separateDuties, setSeparateDuties] = useState(settings.separateDuties);
  const [returnFailed, setReturnFailed] = useState(settings.returnFailed);
  const [days, setDays] = useState(settings.remindDaysBefore.join(', '));
  const [overdue, setOverdue] = useState(settings.remindOverdueEvery !== null);
  const [every, setEvery] = useState(String(settings.remindOverdueEvery ?? 7));
  const [remindAtHour, setRemindAtHour] = useState(settings.remindAtHour);
  const editable = may(state, 'manage-master-data');
  const remindDaysBefore = parseDays(days);
  const everyDays = Number(every);
  const everyIsGood = !overdue || (Number.isInteger(everyDays) && everyDays >= 1 && everyDays <= 365);
  const draft: WorkflowSettings | null =
    remindDaysBefore === null || !everyIsGood
      ? null
      : {
          ...{ separateDuties, returnFailed, remindDaysBefore, remindAtHour },
          remindOverdueEvery: overdue ? everyDays : null,
        };
  const changed = draft === null || JSON.stringify(draft) !== JSON.stringify(inOrder(settings));
  const reset = (): void => {
    setSeparateDuties(settings.separateDuties);
    setReturnFailed(settings.returnFailed);
    setDays(settings.remindDaysBefore.join(', '));
    setOverdue(settings.remindOverdueEvery !== null);
    setEvery(String(settings.remindOverdueEvery ?? 7));
    setRemindAtHour(settings.remindAtHour);
  };
  return (
    <>
      {!editable && <NotAllowed />}
      <Section title={say('workflow.steps')}>
        <div className={styles.form}>
          <Switch
            disabled={!editable}
            label={say('workflow.separateDuties')}
            checked={separateDuties}
            onChange={(_, { checked }) => setSeparateDuties(checked)}
          />
          <p className={styles.hint}>{say('workflow.separateHint')}</p>
          <Switch
            disabled={!editable}
            label={say('workflow.returnFailed')}
            checked={returnFailed}
            onChange={(_, { checked }) => setReturnFailed(checked)}
          />
          <p className={styles.hint}>{say('workflow.returnHint')}</p>
        </div>
      </Section>
      <Section title={say('workflow.reminders')}>
        <div className={styles.form}>
          <Field
            label={say('workflow.daysBefore')}
            hint={say('workflow.daysHint')}
            validationMessage={remindDaysBefore === null ? say('workflow.daysWrong') : null}
          >
            <Input disabled={!editable} value={days} onChange={(_, { value }) => setDays(value)} />
          </Field>
          <Switch
            disabled={!editable}
            label={say('workflow.overdue')}
            checked={overdue}
            onChange={(_, { checked }) => setOverdue(checked)}
          />
          {overdue && (
            <Field label={say('workflow.every')} validationMessage={everyIsGood ? null : say('workflow.everyWrong')}>
              <Input
                disabled={!editable}
                inputMode="numeric"
                value={every}
                onChange={(_, { value }) => setEvery(value)}
              />
            </Field>
          )}
          <ChoiceField
            disabled={!editable}
            label={say('workflow.hour')}
            hint={say('workflow.hourHint')}
            choices={hours.map((hour) => ({ value: String(hour), text: `${String(hour).padStart(2, '0')}:00` }))}
            value={String(remindAtHour)}
            onChoose={(value) => setRemindAtHour(Number(value))}
          />
        </div>
      </Section>
      <div className={styles.buttons}>
        <Button
          appearance="primary"
          disabled={!editable || draft === null || !changed || isBusy(state, 'saving')}
          onClick={() => {
            if (draft === null) return;
            dispatch({
              ...{ do: 'send', what: 'changeWorkflowSettings', reload: ['workflowSettings'] },
              request: { body: draft },
            });
          }}
        >
          {say('common.save')}
        </Button>
        <Button disabled={!editable || !changed} onClick={reset}>
          {say('common.reset')}
        </Button>
      </div>
    </>
  );
}

const hours = Array.from({ length: 24 }, (_, hour) => hour);

/** The settings as a draft lists them, so that the two can be compared. */
function inOrder(settings: WorkflowSettings): WorkflowSettings {
  const { separateDuties, returnFailed, remindDaysBefore, remindAtHour, remindOverdueEvery } = settings;
  const days = [...remindDaysBefore].sort((a, b) => b - a);
  return { separateDuties, returnFailed, remindDaysBefore: days, remindAtHour, remindOverdueEvery };
}
