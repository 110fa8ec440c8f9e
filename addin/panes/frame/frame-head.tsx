import { Avatar } from '@fluentui/react-avatar';
import { CounterBadge } from '@fluentui/react-badge';
import { Button } from '@fluentui/react-button';
import { ArrowLeftRegular } from '@fluentui/react-icons';
import { Tab, TabList } from '@fluentui/react-tabs';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import type { ReactNode } from 'react';
import type { Page } from '../../state/model.ts';
import { attention } from '../../state/select.ts';
import { Logo } from '../../ui/logo.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { pageBefore, pageWords } from '../page-words.ts';
import type { PaneProps } from '../pane-props.ts';
import { MoreMenu } from './more-menu.tsx';
import { NoticesBell } from './notices-bell.tsx';
import { SyncStatus } from './sync-status.tsx';

const useStyles = makeStyles({
  head: { borderBottom: `1px solid ${tokens.colorNeutralStroke2}`, flexShrink: 0 },
  bar: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    padding: `6px ${tokens.spacingHorizontalS} 2px ${tokens.spacingHorizontalL}`,
    minHeight: '32px',
  },
  name: {
    flexGrow: 1,
    minWidth: 0,
    fontWeight: tokens.fontWeightSemibold,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    // Where it would be cut off: the window around it says the name as well.
    '@media (max-width: 379px)': { visibility: 'hidden' },
  },
  tabs: { paddingInline: '6px' },
  tab: { display: 'inline-flex', alignItems: 'center', columnGap: '6px' },
  page: {
    display: 'flex',
    alignItems: 'center',
    padding: `0 ${tokens.spacingHorizontalS} 4px`,
    fontWeight: tokens.fontWeightSemibold,
  },
});

const tabs = ['home', 'items', 'conflicts'] as const satisfies readonly Page[];

/** The pane's head: how it stands with the engine, everything else that can be done, and where one is. */
export function FrameHead(props: PaneProps): ReactNode {
  const { state, dispatch } = props;
  const { say } = useSpeech();
  const styles = useStyles();
  const { page, me } = state;
  const { conflicts, held } = attention(state);
  const bound = state.binding.kind === 'bound' && state.view !== null;
  const onTab = tabs.some((tab) => tab === page);
  return (
    <header className={styles.head}>
      <div className={styles.bar}>
        <Logo size={20} />
        <span className={styles.name}>Controlbook</span>
        <SyncStatus state={state} dispatch={dispatch} />
        <NoticesBell state={state} dispatch={dispatch} />
        {me !== null && (
          <Avatar
            size={24}
            name={me.name}
            color="colorful"
            aria-label={say('account.you', { name: me.name })}
            title={say('account.you', { name: me.name })}
          />
        )}
        <MoreMenu {...props} />
      </div>
      {onTab && bound && (
        <TabList
          className={styles.tabs}
          size="small"
          selectedValue={page}
          onTabSelect={(_, { value }) => dispatch({ do: 'goTo', page: tabs.find((tab) => tab === value) ?? 'home' })}
        >
          {tabs.map((tab) => (
            <Tab key={tab} value={tab}>
              <span className={styles.tab}>
                {say(pageWords[tab])}
                {tab === 'conflicts' && conflicts + held > 0 && (
                  <CounterBadge size="small" color="danger" count={conflicts + held} />
                )}
              </span>
            </Tab>
          ))}
        </TabList>
      )}
      {!onTab && (
        <div className={styles.page}>
          <Button
            appearance="subtle"
            size="small"
            icon={<ArrowLeftRegular />}
            aria-label={say('common.back')}
            title={say('common.back')}
            onClick={() => dispatch({ do: 'goTo', page: pageBefore(page) })}
          />
          <span>{say(pageWords[page])}</span>
        </div>
      )}
    </header>
  );
}
