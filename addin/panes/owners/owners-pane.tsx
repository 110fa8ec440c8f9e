import { PersonTagRegular } from '@fluentui/react-icons';
import { type ReactNode, useEffect, useState } from 'react';
import type { OwnerView } from '#engine/contract/http/organisation-lists';
import { listOf } from '../../state/asking.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Item, ItemList } from '../../ui/item-list.tsx';
import { PaneBody } from '../../ui/pane-body.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { ListHead } from '../administration/list-head.tsx';
import { LoadedList } from '../loaded-list.tsx';
import { may } from '../may.ts';
import type { PaneProps } from '../pane-props.ts';
import { DeleteOwnerDialog } from './delete-owner-dialog.tsx';
import { OwnerDialog } from './owner-dialog.tsx';

type Asking = { readonly what: 'edit' | 'delete'; readonly owner: OwnerView } | { readonly what: 'add' };

/** Who actions can belong to: a name that stays, and a description that may change. */
export function OwnersPane({ state, dispatch }: PaneProps): ReactNode {
  const { say } = useSpeech();
  const [asking, setAsking] = useState<Asking | null>(null);
  const allowed = may(state, 'manage-master-data');
  useEffect(() => {
    dispatch({ do: 'load', what: 'owners' });
  }, [dispatch]);
  const close = (): void => setAsking(null);
  return (
    <PaneBody>
      <ListHead
        help={say('owners.help')}
        add={say('owners.add')}
        allowed={allowed}
        onAdd={() => setAsking({ what: 'add' })}
      />
      <LoadedList list={listOf(state, 'owners')} onRetry={() => dispatch({ do: 'load', what: 'owners' })}>
        {({ owners }) =>
          owners.length === 0 ? (
            <EmptyState icon={<PersonTagRegular />} title={say('owners.none')} text={say('owners.noneHint')} />
          ) : (
            <>
              <ItemList>
                {owners.map((one) => (
                  <Item
                    key={one.id}
                    title={one.name}
                    lines={[one.description, say('owners.actions', { count: one.actions })]}
                    actionsLabel={say('common.actionsOf', { name: one.name })}
                    actions={
                      allowed
                        ? [
                            { text: say('common.edit'), do: () => setAsking({ what: 'edit', owner: one }) },
                            { text: say('common.delete'), do: () => setAsking({ what: 'delete', owner: one }) },
                          ]
                        : []
                    }
                  />
                ))}
              </ItemList>
              {asking?.what === 'delete' && (
                <DeleteOwnerDialog
                  state={state}
                  dispatch={dispatch}
                  owner={asking.owner}
                  others={owners.filter(({ id }) => id !== asking.owner.id)}
                  onClose={close}
                />
              )}
            </>
          )
        }
      </LoadedList>
      {asking !== null && asking.what !== 'delete' && (
        <OwnerDialog
          state={state}
          dispatch={dispatch}
          owner={asking.what === 'edit' ? asking.owner : null}
          onClose={close}
        />
      )}
    </PaneBody>
  );
}
