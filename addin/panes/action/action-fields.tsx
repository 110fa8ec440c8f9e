import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import type { ReactNode } from 'react';
import type { RecordField } from '#engine/contract/model/field';
import { implementationStatuses, testResults } from '#engine/contract/model/vocabulary';
import type { ActionView, AssessmentView } from '../../state/model.ts';
import { actionFieldKey, fieldStanding, shownValue } from '../../state/select.ts';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { NotesField } from '../../ui/notes-field.tsx';
import { Section } from '../../ui/section.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { fieldWords } from '../field-words.ts';
import { mayEdit } from '../may.ts';
import { NotAllowed } from '../not-allowed.tsx';
import type { PaneProps } from '../pane-props.ts';
import { valueText } from '../value-text.ts';

const useStyles = makeStyles({
  pair: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(150px, 100%), 1fr))',
    gap: tokens.spacingVerticalM,
    alignItems: 'start',
  },
});

type ActionFieldsProps = Pick<PaneProps, 'state' | 'dispatch'> & {
  readonly view: AssessmentView;
  readonly action: ActionView;
};

/** What people fill in on an action, as the row in the sheet has it. */
export function ActionFields({ state, dispatch, view, action }: ActionFieldsProps): ReactNode {
  const speech = useSpeech();
  const { say } = speech;
  const styles = useStyles();
  const disabled = !mayEdit(state, 'edit-data');
  const testDisabled = !mayEdit(state, 'edit-test-results');
  const shown = (field: RecordField): string => String(shownValue(state, action, field) ?? '');
  /** Why this person cannot fill a field in; empty where it is said once above all of them. */
  const whyNot = (field: RecordField): string | null => {
    const { automatic } = action;
    if (automatic?.fields.includes(field) === true) return automatic.sentence;
    const isTest = field === 'testResult' || field === 'testDate';
    if (!(isTest ? testDisabled : disabled)) return null;
    if (testDisabled === disabled) return '';
    return say(isTest ? 'may.notTest' : 'may.notEdit');
  };
  /** How a field stands, in the words and the props every kind of field has. */
  const common = (field: RecordField) => {
    const { pending, refused } = fieldStanding(state, actionFieldKey(action.id, field));
    const stamp = action.fields[field];
    const why = whyNot(field);
    return {
      label: say(fieldWords[field]),
      value: shown(field),
      disabled: why !== null,
      problem:
        refused === null
          ? undefined
          : say('field.refused', { value: valueText(speech, view, field, refused.value), why: refused.detail }),
      hint:
        pending !== null
          ? say('field.pending')
          : why !== null && why !== ''
            ? why
            : stamp?.by != null && stamp.at != null
              ? say('field.stamp', { who: stamp.by, when: speech.time(stamp.at) })
              : undefined,
    };
  };
  const change = (field: RecordField) => (value: string) =>
    dispatch({ do: 'changeField', action: action.id, field, value: value === '' ? null : value });
  const untouched = shown('implementationStatus') === 'Not Implemented' && shown('testResult') === 'Not Assessed';
  const result = common('testResult');
  return (
    <>
      {disabled && testDisabled && view.archived === null && <NotAllowed />}
      <Section title={say('action.implementation')}>
        <div className={styles.pair}>
          <ChoiceField
            {...common('implementationStatus')}
            choices={asChoices(implementationStatuses)}
            onChoose={change('implementationStatus')}
          />
          <DateField {...common('implementationDate')} onChange={change('implementationDate')} />
          <DateField {...common('dueDate')} onChange={change('dueDate')} />
        </div>
        <NotesField {...common('implementationNotes')} onChange={change('implementationNotes')} />
      </Section>
      <Section title={say('action.test')}>
        <div className={styles.pair}>
          <ChoiceField
            {...result}
            disabled={result.disabled || untouched}
            hint={untouched && !result.disabled ? say('action.testFirst') : result.hint}
            choices={asChoices(testResults)}
            onChoose={change('testResult')}
          />
          <DateField {...common('testDate')} onChange={change('testDate')} />
        </div>
        <NotesField {...common('testPlan')} onChange={change('testPlan')} />
        <NotesField {...common('additionalInformation')} onChange={change('additionalInformation')} />
      </Section>
    </>
  );
}

function asChoices(words: readonly string[]): readonly { readonly value: string; readonly text: string }[] {
  return words.map((word) => ({ value: word, text: word }));
}
