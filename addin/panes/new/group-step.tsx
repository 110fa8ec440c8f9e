import { Checkbox } from '@fluentui/react-checkbox';
import { Field } from '@fluentui/react-field';
import { Input } from '@fluentui/react-input';
import { Radio, RadioGroup } from '@fluentui/react-radio';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import type { ReactNode } from 'react';
import type { GroupSummary } from '../../state/model.ts';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { DraftAssessment } from './draft-assessment.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
  options: { display: 'flex', flexDirection: 'column', margin: 0, padding: 0, border: 'none' },
});

type GroupStepProps = {
  readonly groups: readonly GroupSummary[];
  readonly draft: DraftAssessment;
  readonly onChange: (draft: DraftAssessment) => void;
};

/** The group whose work the assessment shares. It never changes afterwards. */
export function GroupStep({ groups, draft, onChange }: GroupStepProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const { group, copyFrom, copy } = draft;
  const choices = groups.map(({ id, name }) => ({ value: id, text: name }));
  return (
    <div className={styles.form}>
      <p className={styles.text}>{say('new.groupHint')}</p>
      <RadioGroup
        aria-label={say('new.group')}
        value={group.kind}
        onChange={(_, { value }) =>
          onChange({ ...draft, group: value === 'new' ? { kind: 'new', name: '' } : { kind: 'existing', id: null } })
        }
      >
        <Radio value="existing" label={say('new.existingGroup')} disabled={groups.length === 0} />
        <Radio value="new" label={say('new.newGroup')} />
      </RadioGroup>
      {group.kind === 'existing' ? (
        <ChoiceField
          label={say('group.title')}
          hint={say('new.existingHint')}
          choices={choices}
          value={group.id ?? ''}
          onChoose={(id) =>
            onChange({ ...draft, group: { kind: 'existing', id: groups.find((one) => one.id === id)?.id ?? null } })
          }
        />
      ) : (
        <>
          <Field label={say('group.name')} required>
            <Input
              value={group.name}
              maxLength={200}
              onChange={(_, { value }) => onChange({ ...draft, group: { kind: 'new', name: value } })}
            />
          </Field>
          <ChoiceField
            label={say('new.copyFrom')}
            choices={[{ value: '', text: say('new.copyNothing') }, ...choices]}
            value={copyFrom ?? ''}
            onChoose={(id) => onChange({ ...draft, copyFrom: groups.find((one) => one.id === id)?.id ?? null })}
          />
          {copyFrom !== null && (
            <fieldset className={styles.options}>
              <legend>{say('new.copyWhat')}</legend>
              <Checkbox
                label={say('new.copyDetails')}
                checked={copy.implementationDetails}
                onChange={(_, { checked }) =>
                  onChange({ ...draft, copy: { ...copy, implementationDetails: checked === true } })
                }
              />
              <Checkbox
                label={say('new.copyTestPlan')}
                checked={copy.testPlanAndInformation}
                onChange={(_, { checked }) =>
                  onChange({ ...draft, copy: { ...copy, testPlanAndInformation: checked === true } })
                }
              />
              <Checkbox
                label={say('new.copyDocuments')}
                checked={copy.documents}
                onChange={(_, { checked }) => onChange({ ...draft, copy: { ...copy, documents: checked === true } })}
              />
            </fieldset>
          )}
        </>
      )}
    </div>
  );
}
