import { Button } from '@fluentui/react-button';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useEffect } from 'react';
import { listOf } from '../../state/asking.ts';
import { ToneBadge } from '../../ui/tone-badge.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { LoadedList } from '../loaded-list.tsx';
import type { PaneProps } from '../pane-props.ts';

const useStyles = makeStyles({
  list: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    maxHeight: '320px',
    overflowY: 'auto',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  delivery: {
    display: 'flex',
    flexDirection: 'column',
    padding: `${tokens.spacingVerticalXS} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    overflowWrap: 'anywhere',
  },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  soft: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, margin: 0 },
});

type DeliveriesProps = Pick<PaneProps, 'state' | 'dispatch'> & { readonly webhook: string };

/** The last attempts to tell a system, newest first. */
export function Deliveries({ state, dispatch, webhook }: DeliveriesProps): ReactNode {
  const { say, time } = useSpeech();
  const styles = useStyles();
  const request = { params: { webhook } };
  const load = { do: 'load', what: 'deliveries', request } as const;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for once for each webhook that is looked at
  useEffect(() => {
    dispatch(load);
    return () => dispatch({ do: 'forget', what: 'deliveries' });
  }, [dispatch, webhook]);
  return (
    <LoadedList list={listOf(state, 'deliveries', request)} onRetry={() => dispatch(load)}>
      {({ deliveries }) => (
        <>
          <p className={styles.soft}>{say('webhooks.retries')}</p>
          {deliveries.length === 0 ? (
            <p className={styles.soft}>{say('webhooks.noDeliveries')}</p>
          ) : (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reached by keyboard
            <ol className={styles.list} tabIndex={0} aria-label={say('webhooks.deliveries')}>
              {deliveries.map(({ number, time: at, event, attempt, status, problem }) => (
                <li key={number} className={styles.delivery}>
                  <span className={styles.head}>
                    <ToneBadge tone={problem === null ? 'good' : 'bad'}>
                      {status === null ? say('webhooks.noAnswer') : String(status)}
                    </ToneBadge>
                    <span>{time(at)}</span>
                    {attempt > 1 && <span className={styles.soft}>{say('webhooks.attempt', { attempt })}</span>}
                  </span>
                  {problem !== null && <span className={styles.soft}>{problem}</span>}
                  <span className={styles.soft}>{say('webhooks.event', { event })}</span>
                </li>
              ))}
            </ol>
          )}
          <Button size="small" appearance="subtle" onClick={() => dispatch(load)}>
            {say('webhooks.refresh')}
          </Button>
        </>
      )}
    </LoadedList>
  );
}
