import { TagMultipleRegular } from '@fluentui/react-icons';
import { type ReactNode, useEffect, useState } from 'react';
import type { DimensionView } from '#engine/contract/http/organisation-lists';
import { listOf } from '../../state/asking.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Item, ItemList } from '../../ui/item-list.tsx';
import { PaneBody } from '../../ui/pane-body.tsx';
import { ToneBadge } from '../../ui/tone-badge.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { ListHead } from '../administration/list-head.tsx';
import { LoadedList } from '../loaded-list.tsx';
import { may } from '../may.ts';
import type { PaneProps } from '../pane-props.ts';
import { SentProblem } from '../sent-problem.tsx';
import { useSending } from '../use-sending.ts';
import { DimensionDialog } from './dimension-dialog.tsx';

type Asking = { readonly what: 'edit' | 'delete'; readonly dimension: DimensionView } | { readonly what: 'add' };

/** The marks that templates, assessments and actions are filtered by: keys that stay, values that may change. */
export function DimensionsPane({ state, dispatch }: PaneProps): ReactNode {
  const { say } = useSpeech();
  const [asking, setAsking] = useState<Asking | null>(null);
  const allowed = may(state, 'manage-master-data');
  useEffect(() => {
    dispatch({ do: 'load', what: 'dimensions' });
  }, [dispatch]);
  const close = (): void => setAsking(null);
  return (
    <PaneBody>
      <ListHead
        help={say('dimensions.help')}
        add={say('dimensions.add')}
        allowed={allowed}
        onAdd={() => setAsking({ what: 'add' })}
      />
      <LoadedList list={listOf(state, 'dimensions')} onRetry={() => dispatch({ do: 'load', what: 'dimensions' })}>
        {({ dimensions }) =>
          dimensions.length === 0 ? (
            <EmptyState
              icon={<TagMultipleRegular />}
              title={say('dimensions.none')}
              text={say('dimensions.noneHint')}
            />
          ) : (
            <ItemList>
              {dimensions.map((one) => (
                <Item
                  key={one.id}
                  title={one.key}
                  lines={[one.values.map(({ value }) => value).join(', '), say('dimensions.uses', one.uses)]}
                  badges={
                    <>
                      {one.builtIn && <ToneBadge tone="neutral">{say('common.builtIn')}</ToneBadge>}
                      {one.multiple && <ToneBadge tone="neutral">{say('dimensions.several')}</ToneBadge>}
                    </>
                  }
                  actionsLabel={say('common.actionsOf', { name: one.key })}
                  actions={
                    allowed
                      ? [
                          {
                            text: say('common.edit'),
                            disabled: !one.open && one.builtIn,
                            do: () => setAsking({ what: 'edit', dimension: one }),
                          },
                          ...(one.builtIn
                            ? []
                            : [
                                {
                                  text: say('common.delete'),
                                  do: () => setAsking({ what: 'delete', dimension: one }),
                                },
                              ]),
                        ]
                      : []
                  }
                />
              ))}
            </ItemList>
          )
        }
      </LoadedList>
      {asking !== null && asking.what !== 'delete' && (
        <DimensionDialog
          state={state}
          dispatch={dispatch}
          dimension={asking.what === 'edit' ? asking.dimension : null}
          onClose={close}
        />
      )}
      {asking?.what === 'delete' && (
        <DeleteDialog state={state} dispatch={dispatch} dimension={asking.dimension} onClose={close} />
      )}
    </PaneBody>
  );
}

type DeleteDialogProps = Pick<PaneProps, 'state' | 'dispatch'> & {
  readonly dimension: DimensionView;
  readonly onClose: () => void;
};

function DeleteDialog({ state, dispatch, dimension, onClose }: DeleteDialogProps): ReactNode {
  const { say } = useSpeech();
  const sent = useSending({ state, dispatch }, 'deleteDimension', onClose);
  const { actions, templates, assessments } = dimension.uses;
  const isUsed = actions + templates + assessments > 0;
  return (
    <ConfirmDialog
      title={say('dimensions.deleteTitle', { name: dimension.key })}
      confirm={say('common.delete')}
      disabled={isUsed || sent.kind === 'under-way'}
      onCancel={onClose}
      onConfirm={() =>
        dispatch({
          do: 'send',
          what: 'deleteDimension',
          request: { params: { dimension: dimension.id } },
          reload: ['dimensions'],
          inPlace: true,
        })
      }
    >
      <SentProblem sent={sent} />
      {isUsed ? say('dimensions.inUse', dimension.uses) : say('dimensions.deleteText')}
    </ConfirmDialog>
  );
}
