import { Button } from '@fluentui/react-button';
import { AlertOffRegular } from '@fluentui/react-icons';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useEffect, useState } from 'react';
import { lastOf, listOf } from '../../state/asking.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PaneBody } from '../../ui/pane-body.tsx';
import { Section } from '../../ui/section.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { LoadedList } from '../loaded-list.tsx';
import type { PaneProps } from '../pane-props.ts';
import { NoticePreferences } from './notice-preferences.tsx';
import { NoticeRow } from './notice-row.tsx';

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  count: { flexGrow: 1 },
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  more: { alignSelf: 'center' },
});

const rowsAtOnce = 25;

/** What a person was told, newest first, and what they want to be told by. */
export function NoticesPane({ state, dispatch }: PaneProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const [rows, setRows] = useState(rowsAtOnce);
  useEffect(() => {
    dispatch({ do: 'load', what: 'notices' });
    dispatch({ do: 'load', what: 'alerts' });
    dispatch({ do: 'load', what: 'noticePreferences' });
  }, [dispatch]);
  const ruleNames = new Map(lastOf(listOf(state, 'alerts'))?.alerts.map(({ id, name }) => [id, name]));
  const read = (upTo: number): void =>
    dispatch({ do: 'send', what: 'readNotices', request: { body: { upTo } }, reload: ['notices'] });
  return (
    <PaneBody>
      <LoadedList list={listOf(state, 'notices')} onRetry={() => dispatch({ do: 'load', what: 'notices' })}>
        {({ notices, unread }) =>
          notices.length === 0 ? (
            <EmptyState icon={<AlertOffRegular />} title={say('notices.none')} text={say('notices.noneHint')}>
              <Button onClick={() => dispatch({ do: 'goTo', page: 'alerts' })}>{say('notices.rules')}</Button>
            </EmptyState>
          ) : (
            <>
              <div className={styles.bar}>
                <span className={styles.count} role="status">
                  {unread === 0 ? say('notices.allRead') : say('notices.unread', { count: unread })}
                </span>
                <Button size="small" disabled={unread === 0} onClick={() => read(notices[0]?.number ?? 1)}>
                  {say('notices.readAll')}
                </Button>
              </div>
              <ol className={styles.list} aria-label={say('page.notices')}>
                {notices.slice(0, rows).map((notice) => (
                  <NoticeRow
                    key={notice.number}
                    notice={notice}
                    rule={notice.rule === null ? null : (ruleNames.get(notice.rule) ?? null)}
                    view={state.view}
                    dispatch={dispatch}
                    onRead={() => read(notice.number)}
                  />
                ))}
              </ol>
              {notices.length > rows && (
                <Button className={styles.more} onClick={() => setRows(rows + rowsAtOnce)}>
                  {say('common.showMore', { count: Math.min(rowsAtOnce, notices.length - rows) })}
                </Button>
              )}
            </>
          )
        }
      </LoadedList>
      <Section title={say('notices.preferences')}>
        <LoadedList
          list={listOf(state, 'noticePreferences')}
          onRetry={() => dispatch({ do: 'load', what: 'noticePreferences' })}
        >
          {(preferences) => <NoticePreferences preferences={preferences} dispatch={dispatch} />}
        </LoadedList>
      </Section>
    </PaneBody>
  );
}
