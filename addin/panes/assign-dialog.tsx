import { Field } from '@fluentui/react-field';
import { Textarea } from '@fluentui/react-textarea';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useState } from 'react';
import type { UserId } from '#engine/contract/model/ids';
import type { Person } from '../state/model.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { PersonPicker } from '../ui/person-picker.tsx';
import { useSpeech } from '../ui/words/speech-context.ts';

const useStyles = makeStyles({ form: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM } });

type AssignDialogProps = {
  readonly people: readonly Person[];
  readonly current: string | null;
  /** Who is offered instead; who has it now, where nobody is. */
  readonly proposed?: string | null;
  /** How many action items are assigned. */
  readonly count: number;
  readonly onAssign: (to: UserId | null, message: string) => void;
  readonly onCancel: () => void;
};

/** Asks whom to give action items to, and what to tell them. */
export function AssignDialog({
  people,
  current,
  proposed = null,
  count,
  onAssign,
  onCancel,
}: AssignDialogProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const [person, setPerson] = useState<string | null>(proposed ?? current);
  const [message, setMessage] = useState('');
  return (
    <ConfirmDialog
      title={say('assign.title', { count })}
      confirm={person === null && current !== null ? say('assign.unassign') : say('assign.assign')}
      disabled={person === current && (count === 1 || person === null) && message.trim() === ''}
      onCancel={onCancel}
      onConfirm={() => onAssign(people.find(({ id }) => id === person)?.id ?? null, message.trim())}
    >
      <div className={styles.form}>
        <PersonPicker label={say('assign.who')} people={people} value={person} onPick={setPerson} />
        <Field label={say('assign.message')} hint={say('assign.messageHint')}>
          <Textarea rows={4} resize="vertical" value={message} onChange={(_, { value }) => setMessage(value)} />
        </Field>
      </div>
    </ConfirmDialog>
  );
}
