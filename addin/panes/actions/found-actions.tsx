import { Button } from '@fluentui/react-button';
import { ClipboardTaskListLtrRegular } from '@fluentui/react-icons';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useEffect, useState } from 'react';
import type { LibraryAction } from '#engine/contract/http/organisation-lists';
import { lastOf, listOf } from '../../state/asking.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Item, ItemList } from '../../ui/item-list.tsx';
import { ToneBadge } from '../../ui/tone-badge.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { LoadedList } from '../loaded-list.tsx';
import type { PaneProps } from '../pane-props.ts';
import { type AskingAction, actionsRequest, type WantedActions } from './wanted-actions.ts';

const useStyles = makeStyles({
  soft: { margin: 0, color: tokens.colorNeutralForeground2 },
  more: { alignSelf: 'flex-start' },
});

type FoundActionsProps = Pick<PaneProps, 'state' | 'dispatch'> & {
  readonly wanted: WantedActions;
  readonly editable: boolean;
  readonly onOpen: (action: LibraryAction) => void;
  readonly onAsk: (asking: AskingAction) => void;
};

/** The actions that were found, page by page. */
export function FoundActions(props: FoundActionsProps): ReactNode {
  const { state, dispatch, wanted } = props;
  const { say } = useSpeech();
  const styles = useStyles();
  const [pages, setPages] = useState({ of: wanted, count: 1 });
  const count = pages.of === wanted ? pages.count : 1;
  useEffect(() => {
    dispatch({ do: 'load', what: 'actions', request: actionsRequest(wanted, count - 1) });
  }, [dispatch, wanted, count]);
  const first = lastOf(listOf(state, 'actions', actionsRequest(wanted, 0)));
  const requests = Array.from({ length: count }, (_, page) => actionsRequest(wanted, page));
  const shown = requests.flatMap((request) => lastOf(listOf(state, 'actions', request))?.actions ?? []).length;
  return (
    <>
      {first !== null && (
        <p className={styles.soft} role="status">
          {say('actions.found', { count: first.total })}
        </p>
      )}
      {requests.map((request) => (
        <LoadedList
          key={request.query.from}
          list={listOf(state, 'actions', request)}
          onRetry={() => dispatch({ do: 'load', what: 'actions', request })}
        >
          {({ actions, total }) =>
            total === 0 ? (
              <EmptyState
                icon={<ClipboardTaskListLtrRegular />}
                title={say('actions.none')}
                text={say('actions.noneHint')}
              />
            ) : (
              <ItemList>
                {actions.map((action) => (
                  <ActionRow key={action.id} {...props} action={action} />
                ))}
              </ItemList>
            )
          }
        </LoadedList>
      ))}
      {first !== null && shown < first.total && (
        <Button className={styles.more} onClick={() => setPages({ of: wanted, count: count + 1 })}>
          {say('common.showMore', { count: first.total - shown })}
        </Button>
      )}
    </>
  );
}

function ActionRow(props: FoundActionsProps & { readonly action: LibraryAction }): ReactNode {
  const { action, editable, onOpen, onAsk } = props;
  const { say } = useSpeech();
  const { title, points, type, owners, dimensions, builtIn, automated, secureScoreControl, usedBy } = action;
  return (
    <Item
      title={title}
      onOpen={() => onOpen(action)}
      lines={[
        [type, say('actions.points', { count: points }), ...owners].join(' · '),
        dimensions.map(({ key, value }) => `${key}: ${value}`).join(', '),
        say('actions.usedBy', { count: usedBy.length }),
      ]}
      badges={
        <>
          {builtIn && <ToneBadge tone="neutral">{say('common.builtIn')}</ToneBadge>}
          {automated && <ToneBadge tone="partial">{say('actions.automated')}</ToneBadge>}
          {!automated && secureScoreControl !== null && (
            <ToneBadge tone="neutral">{say('actions.automatable')}</ToneBadge>
          )}
        </>
      }
      actionsLabel={say('common.actionsOf', { name: title })}
      actions={
        editable && !builtIn
          ? [
              { text: say('common.edit'), do: () => onAsk({ what: 'edit', action }) },
              { text: say('common.delete'), do: () => onAsk({ what: 'delete', action }) },
            ]
          : []
      }
    />
  );
}
