import { Button } from '@fluentui/react-button';
import { MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-message-bar';
import { Skeleton, SkeletonItem } from '@fluentui/react-skeleton';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import type { ReactNode } from 'react';
import type { Loadable } from '../state/asking.ts';
import { useSpeech } from '../ui/words/speech-context.ts';

const useStyles = makeStyles({
  lines: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
});

type LoadedListProps<T> = {
  readonly list: Loadable<T>;
  readonly onRetry: () => void;
  readonly children: (value: T) => ReactNode;
};

/** What has been loaded; until then its outline, and what was there before while it is loaded again. */
export function LoadedList<T>({ list, onRetry, children }: LoadedListProps<T>): ReactNode {
  const { say, lookUp } = useSpeech();
  const styles = useStyles();
  const value = list.kind === 'ready' ? list.value : list.kind === 'none' ? null : list.last;
  return (
    <>
      {list.kind === 'failed' && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>
            {lookUp(`problem.${list.code}`, { address: window.location.origin }) ?? list.detail}
          </MessageBarBody>
          <MessageBarActions>
            <Button size="small" onClick={onRetry}>
              {say('common.tryAgain')}
            </Button>
          </MessageBarActions>
        </MessageBar>
      )}
      {value !== null && children(value)}
      {value === null && list.kind !== 'failed' && (
        <Skeleton aria-label={say('common.loading')}>
          <div className={styles.lines}>
            <SkeletonItem />
            <SkeletonItem />
            <SkeletonItem />
          </div>
        </Skeleton>
      )}
    </>
  );
}
