import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useState } from 'react';
import { implementationStatuses, testResults } from '#engine/contract/model/vocabulary';
import type { PaneState } from '../../state/model.ts';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { fieldWords } from '../field-words.ts';
import { mayEdit } from '../may.ts';

const useStyles = makeStyles({ form: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM } });

/** What can be the same for many; notes cannot. */
const bulkFields = {
  implementationStatus: implementationStatuses,
  implementationDate: null,
  dueDate: null,
  testResult: testResults,
  testDate: null,
} as const;
type BulkField = keyof typeof bulkFields;
const fieldNames = Object.keys(bulkFields) as readonly BulkField[]; // the object has these keys alone

type BulkSetDialogProps = {
  readonly state: PaneState;
  readonly count: number;
  readonly onSet: (field: BulkField, value: string | null) => void;
  readonly onCancel: () => void;
};

/** Asks which field of the chosen action items is to become what. */
export function BulkSetDialog({ state, count, onSet, onCancel }: BulkSetDialogProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const allowed = fieldNames.filter((name) =>
    mayEdit(state, name.startsWith('test') ? 'edit-test-results' : 'edit-data'),
  );
  const [field, setField] = useState<BulkField>(allowed[0] ?? 'implementationStatus');
  const [value, setValue] = useState('');
  const words = bulkFields[field];
  return (
    <ConfirmDialog
      title={say('bulk.setTitle', { count })}
      confirm={say('bulk.preview')}
      disabled={words !== null && value === ''}
      onCancel={onCancel}
      onConfirm={() => onSet(field, value === '' ? null : value)}
    >
      <div className={styles.form}>
        <ChoiceField
          label={say('bulk.field')}
          choices={allowed.map((name) => ({ value: name, text: say(fieldWords[name]) }))}
          value={field}
          onChoose={(name) => {
            setField(fieldNames.find((one) => one === name) ?? 'implementationStatus');
            setValue('');
          }}
        />
        {words === null ? (
          <DateField
            label={say('bulk.value')}
            hint={say('bulk.emptyDate')}
            value={value}
            onChange={setValue}
            immediate
          />
        ) : (
          <ChoiceField
            label={say('bulk.value')}
            choices={words.map((word) => ({ value: word, text: word }))}
            value={value}
            onChoose={setValue}
          />
        )}
      </div>
    </ConfirmDialog>
  );
}
