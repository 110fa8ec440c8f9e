import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useState } from 'react';
import type { DirectoryPerson } from '../../state/model.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';
import { SentProblem } from '../sent-problem.tsx';
import { useSending } from '../use-sending.ts';
import { FindPerson } from './find-person.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  text: { margin: 0 },
});

type ReassignDialogProps = Pick<PaneProps, 'state' | 'dispatch'> & {
  readonly person: DirectoryPerson;
  readonly onClose: () => void;
  /** How many actions went to whom; an empty name is nobody. */
  readonly onDone: (actions: number, to: string) => void;
};

/** All actions of somebody to somebody else, done or not; or to nobody. */
export function ReassignDialog({ state, dispatch, person, onClose, onDone }: ReassignDialogProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const [to, setTo] = useState<DirectoryPerson | null>(null);
  const sent = useSending({ state, dispatch }, 'reassignPerson', ({ actions }) => onDone(actions, to?.name ?? ''));
  return (
    <ConfirmDialog
      title={say('privacy.reassignTitle', { name: person.name })}
      confirm={to === null ? say('privacy.reassignNobody') : say('privacy.reassignTo', { name: to.name })}
      disabled={to?.id === person.id || sent.kind === 'under-way'}
      onCancel={onClose}
      onConfirm={() =>
        dispatch({
          do: 'send',
          what: 'reassignPerson',
          request: { params: { person: person.id }, body: { to: to?.id ?? null } },
          reload: ['exportPerson'],
          inPlace: true,
        })
      }
    >
      <div className={styles.form}>
        <SentProblem sent={sent} />
        <p className={styles.text}>{say('privacy.reassignText')}</p>
        <FindPerson state={state} dispatch={dispatch} label={say('privacy.to')} chosen={to} onChoose={setTo} />
      </div>
    </ConfirmDialog>
  );
}
