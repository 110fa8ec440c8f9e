import type { ReactNode } from 'react';
import type { LibraryAction } from '#engine/contract/http/organisation-lists';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';
import { SentProblem } from '../sent-problem.tsx';
import { useSending } from '../use-sending.ts';

type DeleteActionDialogProps = Pick<PaneProps, 'state' | 'dispatch'> & {
  readonly action: LibraryAction;
  readonly onClose: () => void;
  readonly onDone: () => void;
};

/** Deletes an own action that nothing cites; of others it says what cites them. */
export function DeleteActionDialog({ state, dispatch, action, onClose, onDone }: DeleteActionDialogProps): ReactNode {
  const { say } = useSpeech();
  const sent = useSending({ state, dispatch }, 'deleteAction', onDone);
  const names = action.usedBy.map(({ name }) => name).join(', ');
  const isUsed = action.usedBy.length > 0 || action.parentOf > 0;
  return (
    <ConfirmDialog
      title={say('actions.deleteTitle', { title: action.title })}
      confirm={say('common.delete')}
      disabled={isUsed || sent.kind === 'under-way'}
      onCancel={onClose}
      onConfirm={() =>
        dispatch({
          do: 'send',
          what: 'deleteAction',
          request: { params: { action: action.id } },
          reload: ['actions', 'dimensions', 'owners'],
          inPlace: true,
        })
      }
    >
      <SentProblem sent={sent} />
      {action.usedBy.length > 0
        ? say('actions.inUse', { templates: names })
        : action.parentOf > 0
          ? say('actions.isParent', { count: action.parentOf })
          : say('actions.deleteText')}
    </ConfirmDialog>
  );
}
