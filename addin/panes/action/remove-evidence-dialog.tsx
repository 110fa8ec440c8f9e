import type { ReactNode } from 'react';
import type { Evidence } from '../../state/model.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';

type RemoveEvidenceDialogProps = Pick<PaneProps, 'dispatch'> & {
  readonly piece: Evidence;
  /** How many other actions it proves. */
  readonly others: number;
  readonly onDone: () => void;
};

/** Says where a piece would be missing before it is removed. */
export function RemoveEvidenceDialog({ piece, others, dispatch, onDone }: RemoveEvidenceDialogProps): ReactNode {
  const { say } = useSpeech();
  return (
    <ConfirmDialog
      title={say('evidence.removeTitle', { name: piece.name })}
      confirm={say('evidence.remove')}
      onCancel={onDone}
      onConfirm={() => {
        dispatch({ do: 'removeEvidence', evidence: piece.id });
        onDone();
      }}
    >
      {others > 0 && <p>{say('evidence.removeShared', { count: others })}</p>}
      <p>{say('evidence.removeText')}</p>
    </ConfirmDialog>
  );
}
