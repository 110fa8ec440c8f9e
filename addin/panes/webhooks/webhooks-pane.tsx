import { Button } from '@fluentui/react-button';
import { AddRegular, PlugDisconnectedRegular } from '@fluentui/react-icons';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useEffect, useState } from 'react';
import type { Endpoints } from '#engine/contract/http';
import { type Answer, listOf } from '../../state/asking.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ItemList } from '../../ui/item-list.tsx';
import { PaneBody } from '../../ui/pane-body.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { LoadedList } from '../loaded-list.tsx';
import { may } from '../may.ts';
import { NotAllowed } from '../not-allowed.tsx';
import type { PaneProps } from '../pane-props.ts';
import { AddWebhook } from './add-webhook.tsx';
import { WebhookRow } from './webhook-row.tsx';

const useStyles = makeStyles({
  soft: { margin: 0, color: tokens.colorNeutralForeground2 },
  add: { alignSelf: 'flex-start' },
});

type Webhook = Answer<Endpoints['webhooks']>['webhooks'][number];

/** Other systems that are told of what happens, and how that goes. */
export function WebhooksPane({ state, dispatch }: PaneProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const [adding, setAdding] = useState(false);
  const [opened, setOpened] = useState<string | null>(null);
  const [deleting, setDeleting] = useState<Webhook | null>(null);
  const allowed = may(state, 'manage-master-data');
  useEffect(() => {
    if (allowed) dispatch({ do: 'load', what: 'webhooks' });
  }, [dispatch, allowed]);
  if (!allowed) {
    return (
      <PaneBody>
        <NotAllowed />
      </PaneBody>
    );
  }
  const add = (
    <Button className={styles.add} icon={<AddRegular />} onClick={() => setAdding(true)}>
      {say('webhooks.add')}
    </Button>
  );
  return (
    <PaneBody>
      <p className={styles.soft}>{say('webhooks.intro')}</p>
      <LoadedList list={listOf(state, 'webhooks')} onRetry={() => dispatch({ do: 'load', what: 'webhooks' })}>
        {({ webhooks }) =>
          webhooks.length === 0 ? (
            <EmptyState icon={<PlugDisconnectedRegular />} title={say('webhooks.none')} text={say('webhooks.noneHint')}>
              {add}
            </EmptyState>
          ) : (
            <>
              {add}
              <ItemList label={say('page.webhooks')}>
                {webhooks.map((webhook) => (
                  <WebhookRow
                    key={webhook.id}
                    state={state}
                    dispatch={dispatch}
                    webhook={webhook}
                    open={opened === webhook.id}
                    onToggle={() => setOpened(opened === webhook.id ? null : webhook.id)}
                    onDelete={() => setDeleting(webhook)}
                  />
                ))}
              </ItemList>
            </>
          )
        }
      </LoadedList>
      {adding && <AddWebhook state={state} dispatch={dispatch} onClose={() => setAdding(false)} />}
      {deleting !== null && (
        <ConfirmDialog
          title={say('webhooks.deleteTitle', { name: deleting.name })}
          confirm={say('alerts.deleteIt')}
          onCancel={() => setDeleting(null)}
          onConfirm={() => {
            const request = { params: { webhook: deleting.id } };
            dispatch({ do: 'send', what: 'deleteWebhook', request, reload: ['webhooks'] });
            setDeleting(null);
          }}
        >
          {say('webhooks.deleteText')}
        </ConfirmDialog>
      )}
    </PaneBody>
  );
}
