import { Field } from '@fluentui/react-field';
import { Input } from '@fluentui/react-input';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useState } from 'react';
import type { DirectoryPerson } from '../../state/model.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';
import { SentProblem } from '../sent-problem.tsx';
import { useSending } from '../use-sending.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  text: { margin: 0 },
});

type ForgetDialogProps = Pick<PaneProps, 'state' | 'dispatch'> & {
  readonly person: DirectoryPerson;
  readonly onClose: () => void;
  /** What stays all the same, in the engine's words. */
  readonly onDone: (stays: string) => void;
};

/** Forgets somebody for good: what that means is said, and the name or address typed once more. */
export function ForgetDialog({ state, dispatch, person, onClose, onDone }: ForgetDialogProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const [typed, setTyped] = useState('');
  const sent = useSending({ state, dispatch }, 'forgetPerson', ({ stays }) => onDone(stays));
  const wanted = person.email ?? person.name;
  return (
    <ConfirmDialog
      title={say('privacy.forgetTitle', { name: person.name })}
      confirm={say('privacy.forgetConfirm')}
      disabled={typed.trim().toLowerCase() !== wanted.toLowerCase() || sent.kind === 'under-way'}
      onCancel={onClose}
      onConfirm={() =>
        dispatch({
          do: 'send',
          what: 'forgetPerson',
          request: { params: { person: person.id }, body: { confirm: typed.trim() } },
          inPlace: true,
        })
      }
    >
      <div className={styles.form}>
        <SentProblem sent={sent} />
        <p className={styles.text}>{say('privacy.forgetText')}</p>
        <Field label={say('privacy.forgetType', { wanted })} required>
          <Input value={typed} maxLength={320} autoComplete="off" onChange={(_, { value }) => setTyped(value)} />
        </Field>
      </div>
    </ConfirmDialog>
  );
}
