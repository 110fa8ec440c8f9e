import { Field } from '@fluentui/react-field';
import { Textarea } from '@fluentui/react-textarea';
import type { ReactNode } from 'react';
import { type RecordField, recordFields } from '#engine/contract/model/field';
import { implementationStatuses, testResults } from '#engine/contract/model/vocabulary';
import type { Person } from '../../state/model.ts';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { PersonPicker } from '../../ui/person-picker.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';

type OtherValueProps = {
  /** Null for fields of the assessment, which are texts. */
  readonly field: RecordField | null;
  readonly people: readonly Person[];
  readonly value: string;
  readonly onChange: (value: string) => void;
};

/** A third value, in the way its field is filled in. */
export function OtherValue({ field, people, value, onChange }: OtherValueProps): ReactNode {
  const { say } = useSpeech();
  const label = say('conflicts.otherValue');
  switch (field === null ? 'text' : recordFields[field]) {
    case 'implementationStatus':
      return (
        <ChoiceField label={label} choices={asChoices(implementationStatuses)} value={value} onChoose={onChange} />
      );
    case 'testResult':
      return <ChoiceField label={label} choices={asChoices(testResults)} value={value} onChoose={onChange} />;
    case 'date':
      return <DateField label={label} value={value} onChange={onChange} immediate />;
    case 'user':
      return (
        <PersonPicker
          label={label}
          people={people}
          value={value === '' ? null : value}
          onPick={(person) => onChange(person ?? '')}
        />
      );
    case 'text':
      return (
        <Field label={label}>
          <Textarea rows={4} resize="vertical" value={value} onChange={(_, changed) => onChange(changed.value)} />
        </Field>
      );
  }
}

function asChoices(words: readonly string[]): readonly { readonly value: string; readonly text: string }[] {
  return words.map((word) => ({ value: word, text: word }));
}
