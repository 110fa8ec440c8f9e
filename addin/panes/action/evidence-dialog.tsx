import { Field } from '@fluentui/react-field';
import { Input } from '@fluentui/react-input';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useState } from 'react';
import type { Evidence } from '../../state/model.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';

const useStyles = makeStyles({ form: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM } });

type EvidenceDialogProps = Pick<PaneProps, 'dispatch'> & { readonly piece: Evidence; readonly onDone: () => void };

/** What a piece is called, and its days: when it was made, until when it counts, when to think of a new one. */
export function EvidenceDialog({ piece, dispatch, onDone }: EvidenceDialogProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const [name, setName] = useState(piece.name);
  const [collectedOn, setCollectedOn] = useState(piece.collectedOn ?? '');
  const [expiresOn, setExpiresOn] = useState(piece.expiresOn ?? '');
  const [remindOn, setRemindOn] = useState(piece.remindOn ?? '');
  const dayOf = (day: string): string | null => (day === '' ? null : day);
  return (
    <ConfirmDialog
      title={say('evidence.edit')}
      confirm={say('common.save')}
      disabled={name.trim() === ''}
      onCancel={onDone}
      onConfirm={() => {
        const all = {
          name: name.trim(),
          collectedOn: dayOf(collectedOn),
          expiresOn: dayOf(expiresOn),
          remindOn: dayOf(remindOn),
        };
        // What was not touched is nobody's change, even when somebody else changes it meanwhile.
        const change = Object.fromEntries(
          (Object.keys(all) as (keyof typeof all)[]) // its keys are these
            .filter((field) => all[field] !== piece[field])
            .map((field) => [field, all[field]]),
        );
        if (Object.keys(change).length > 0) dispatch({ do: 'changeEvidence', evidence: piece.id, change });
        onDone();
      }}
    >
      <div className={styles.form}>
        <Field label={say('evidence.name')}>
          <Input value={name} maxLength={200} onChange={(_, { value }) => setName(value)} />
        </Field>
        <DateField
          label={say('evidence.collectedOn')}
          hint={say('evidence.collectedHint')}
          value={collectedOn}
          onChange={setCollectedOn}
          immediate
        />
        <DateField
          label={say('evidence.expiresOn')}
          hint={say('evidence.expiresHint')}
          value={expiresOn}
          onChange={setExpiresOn}
          immediate
        />
        <DateField label={say('evidence.remindOn')} value={remindOn} onChange={setRemindOn} immediate />
      </div>
    </ConfirmDialog>
  );
}
