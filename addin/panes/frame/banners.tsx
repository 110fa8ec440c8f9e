import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import type { ReactNode } from 'react';
import type { PaneProps } from '../pane-props.ts';
import { AccountBanner } from './account-banner.tsx';
import { BusyBanner } from './busy-banner.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { HeldBanner } from './held-banner.tsx';
import { NoticeBanner } from './notice-banner.tsx';
import { ProblemBanners } from './problem-banners.tsx';
import { RefusedBanner } from './refused-banner.tsx';

const useStyles = makeStyles({
  banners: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalXS,
    flexShrink: 0,
    maxHeight: '45vh',
    overflowY: 'auto',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    '& > *': { flexShrink: 0 },
    ':empty': { display: 'none' },
  },
});

/** What a person has to know whatever page they are on: most urgent first. */
export function Banners(props: PaneProps): ReactNode {
  const { state, dispatch } = props;
  return (
    <div className={useStyles().banners}>
      <AccountBanner state={state} dispatch={dispatch} />
      <BusyBanner busy={state.busy} />
      <ConnectionBanner state={state} dispatch={dispatch} />
      <ProblemBanners problems={state.problems} dispatch={dispatch} />
      <RefusedBanner state={state} dispatch={dispatch} />
      <HeldBanner state={state} dispatch={dispatch} />
      <NoticeBanner state={state} />
    </div>
  );
}
