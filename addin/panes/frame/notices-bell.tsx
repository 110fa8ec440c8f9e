import { CounterBadge } from '@fluentui/react-badge';
import { Button } from '@fluentui/react-button';
import { AlertRegular } from '@fluentui/react-icons';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import type { ReactNode } from 'react';
import { lastOf, listOf } from '../../state/asking.ts';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';

const useStyles = makeStyles({
  bell: { position: 'relative', flexShrink: 0 },
  count: { position: 'absolute', top: `-${tokens.spacingVerticalXXS}`, insetInlineEnd: '-4px', pointerEvents: 'none' },
});

/** How many notices are unread, and the way to them. */
export function NoticesBell({ state, dispatch }: Pick<PaneProps, 'state' | 'dispatch'>): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const unread = lastOf(listOf(state, 'notices'))?.unread ?? 0;
  const label = unread === 0 ? say('notices.bell') : say('notices.bellUnread', { count: unread });
  return (
    <span className={styles.bell}>
      <Button
        size="small"
        appearance="subtle"
        icon={<AlertRegular />}
        aria-label={label}
        title={label}
        onClick={() => dispatch({ do: 'goTo', page: 'notices' })}
      />
      {unread > 0 && (
        <CounterBadge className={styles.count} size="small" color="danger" count={unread} aria-hidden="true" />
      )}
    </span>
  );
}
