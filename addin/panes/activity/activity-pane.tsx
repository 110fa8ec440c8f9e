import { Button } from '@fluentui/react-button';
import { HistoryRegular } from '@fluentui/react-icons';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useEffect, useState } from 'react';
import { lastOf, listOf } from '../../state/asking.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PaneBody } from '../../ui/pane-body.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { LoadedList } from '../loaded-list.tsx';
import type { PaneProps } from '../pane-props.ts';
import { activityFilter, activityRequest, firstWanted, type WantedActivity } from './activity-filter.ts';
import { ActivityFilters } from './activity-filters.tsx';
import { ActivityLines } from './activity-lines.tsx';

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  soft: { margin: 0, color: tokens.colorNeutralForeground2 },
  more: { alignSelf: 'flex-start' },
});

/** Who did what and when, newest first, as far as this person may see it. */
export function ActivityPane({ state, dispatch }: PaneProps): ReactNode {
  const { say, time } = useSpeech();
  const styles = useStyles();
  const [wanted, setWanted] = useState(firstWanted);
  const [pages, setPages] = useState(1);
  const requests = requestsOf(state, wanted, pages);
  // A page is asked for once the one before it has said where it ended.
  const asked = JSON.stringify(requests);
  useEffect(() => {
    for (const request of JSON.parse(asked) as typeof requests) {
      if (listOf(state, 'activity', request).kind === 'none') dispatch({ do: 'load', what: 'activity', request });
    }
  }, [dispatch, asked, state]);
  useEffect(() => {
    for (const what of ['people', 'groups'] as const) dispatch({ do: 'load', what });
  }, [dispatch]);
  const begin = (next: WantedActivity): void => {
    dispatch({ do: 'forget', what: 'activity' });
    setPages(1);
    setWanted(next);
  };
  const save = (format: 'csv' | 'xlsx'): void =>
    dispatch({
      do: 'download',
      what: 'exportActivity',
      request: { query: { ...activityFilter(wanted), format } },
    });
  const last = lastOf(listOf(state, 'activity', requests.at(-1) ?? activityRequest(wanted, null)));
  const found = requests.flatMap((request) => lastOf(listOf(state, 'activity', request))?.lines ?? []);
  return (
    <PaneBody>
      <ActivityFilters state={state} wanted={wanted} onChange={begin} />
      <div className={styles.bar}>
        <Button size="small" onClick={() => save('xlsx')}>
          {say('activity.saveXlsx')}
        </Button>
        <Button size="small" onClick={() => save('csv')}>
          {say('activity.saveCsv')}
        </Button>
        <Button size="small" appearance="subtle" onClick={() => begin(wanted)}>
          {say('activity.refresh')}
        </Button>
      </div>
      {requests.map((request) => (
        <LoadedList
          key={request.query.cursor ?? ''}
          list={listOf(state, 'activity', request)}
          onRetry={() => dispatch({ do: 'load', what: 'activity', request })}
        >
          {({ lines }) => <ActivityLines lines={lines} />}
        </LoadedList>
      ))}
      {last !== null && last.cursor === null && found.length === 0 && (
        <EmptyState icon={<HistoryRegular />} title={say('activity.noneFound')} text={say('activity.noneFoundHint')} />
      )}
      {last?.searchedTo != null && last.cursor !== null && (
        <p className={styles.soft} role="status">
          {say('activity.searchedTo', { count: found.length, when: time(last.searchedTo) })}
        </p>
      )}
      {last !== null && last.cursor !== null && (
        <Button className={styles.more} onClick={() => setPages(pages + 1)}>
          {say('activity.more')}
        </Button>
      )}
    </PaneBody>
  );
}

/** The questions of the pages that are shown: each begins where the one before it ended. */
function requestsOf(
  state: PaneProps['state'],
  wanted: WantedActivity,
  pages: number,
): readonly ReturnType<typeof activityRequest>[] {
  const requests = [activityRequest(wanted, null)];
  while (requests.length < pages) {
    const before = requests.at(-1);
    const cursor = before === undefined ? null : (lastOf(listOf(state, 'activity', before))?.cursor ?? null);
    if (cursor === null) break;
    requests.push(activityRequest(wanted, cursor));
  }
  return requests;
}
