import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useState } from 'react';
import type { OwnerView } from '#engine/contract/http/organisation-lists';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';
import { SentProblem } from '../sent-problem.tsx';
import { useSending } from '../use-sending.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  text: { margin: 0 },
});

type DeleteOwnerDialogProps = Pick<PaneProps, 'state' | 'dispatch'> & {
  readonly owner: OwnerView;
  readonly others: readonly OwnerView[];
  readonly onClose: () => void;
};

/** Deletes an owner; actions that name it go to another one. */
export function DeleteOwnerDialog({ state, dispatch, owner, others, onClose }: DeleteOwnerDialogProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const [replacement, setReplacement] = useState('');
  const sent = useSending({ state, dispatch }, 'deleteOwner', onClose);
  const isUsed = owner.actions > 0;
  return (
    <ConfirmDialog
      title={say('owners.deleteTitle', { name: owner.name })}
      confirm={say('common.delete')}
      disabled={(isUsed && replacement === '') || sent.kind === 'under-way'}
      onCancel={onClose}
      onConfirm={() =>
        dispatch({
          do: 'send',
          what: 'deleteOwner',
          request: { params: { owner: owner.id }, query: replacement === '' ? {} : { replacement } },
          reload: ['owners'],
          inPlace: true,
        })
      }
    >
      <div className={styles.form}>
        <SentProblem sent={sent} />
        {isUsed ? (
          <>
            <p className={styles.text}>{say('owners.inUse', { count: owner.actions })}</p>
            <ChoiceField
              label={say('owners.replacement')}
              choices={others.map(({ id, name }) => ({ value: id, text: name }))}
              value={replacement}
              onChoose={setReplacement}
            />
          </>
        ) : (
          <p className={styles.text}>{say('owners.deleteText')}</p>
        )}
      </div>
    </ConfirmDialog>
  );
}
