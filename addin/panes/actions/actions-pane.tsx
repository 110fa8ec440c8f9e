import { type ReactNode, useEffect, useState } from 'react';
import type { LibraryAction } from '#engine/contract/http/organisation-lists';
import { PaneBody } from '../../ui/pane-body.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { ListHead } from '../administration/list-head.tsx';
import { may } from '../may.ts';
import type { PaneProps } from '../pane-props.ts';
import { ActionDetail } from './action-detail.tsx';
import { ActionDialog } from './action-dialog.tsx';
import { ActionFilters } from './action-filters.tsx';
import { DeleteActionDialog } from './delete-action-dialog.tsx';
import { FoundActions } from './found-actions.tsx';
import { type AskingAction, firstWanted } from './wanted-actions.ts';

/** The organisation's library of customer actions: found, looked at, added, changed and deleted. */
export function ActionsPane({ state, dispatch }: PaneProps): ReactNode {
  const { say } = useSpeech();
  const [wanted, setWanted] = useState(firstWanted);
  const [open, setOpen] = useState<LibraryAction | null>(null);
  const [asking, setAsking] = useState<AskingAction | null>(null);
  const allowed = may(state, 'manage-master-data');
  useEffect(() => {
    for (const what of ['dimensions', 'owners'] as const) dispatch({ do: 'load', what });
  }, [dispatch]);
  const close = (): void => setAsking(null);
  const both = { state, dispatch };
  return (
    <PaneBody>
      {open === null ? (
        <>
          <ListHead
            help={say('actions.help')}
            add={say('actions.add')}
            allowed={allowed}
            onAdd={() => setAsking({ what: 'add' })}
          />
          <ActionFilters {...both} wanted={wanted} onChange={setWanted} />
          <FoundActions {...both} wanted={wanted} editable={allowed} onOpen={setOpen} onAsk={setAsking} />
        </>
      ) : (
        <ActionDetail {...both} action={open} editable={allowed} onAsk={setAsking} onClose={() => setOpen(null)} />
      )}
      {asking !== null && asking.what !== 'delete' && (
        <ActionDialog {...both} action={asking.what === 'edit' ? asking.action : null} onClose={close} />
      )}
      {asking?.what === 'delete' && (
        <DeleteActionDialog
          {...both}
          action={asking.action}
          onClose={close}
          onDone={() => {
            close();
            setOpen(null);
          }}
        />
      )}
    </PaneBody>
  );
}
