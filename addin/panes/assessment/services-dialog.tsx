import { Field } from '@fluentui/react-field';
import { Textarea } from '@fluentui/react-textarea';
import { type ReactNode, useState } from 'react';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';

type ServicesDialogProps = {
  readonly services: readonly string[];
  readonly onSave: (services: readonly string[]) => void;
  readonly onCancel: () => void;
};

/** Changes what the assessment is about. */
export function ServicesDialog({ services, onSave, onCancel }: ServicesDialogProps): ReactNode {
  const { say } = useSpeech();
  const [draft, setDraft] = useState(services.join('\n'));
  return (
    <ConfirmDialog
      title={say('assessment.editServices')}
      confirm={say('common.save')}
      onCancel={onCancel}
      onConfirm={() => onSave(listOf(draft))}
    >
      <Field label={say('assessment.services')} hint={say('assessment.servicesHint')}>
        <Textarea rows={8} resize="vertical" value={draft} onChange={(_, { value }) => setDraft(value)} />
      </Field>
    </ConfirmDialog>
  );
}

/** One a line, each once, blanks around it gone. */
function listOf(text: string): readonly string[] {
  return [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line !== '');
}
