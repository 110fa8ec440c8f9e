import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  body: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalXL,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalXXL}`,
    minWidth: 0,
    maxWidth: '1240px',
    boxSizing: 'border-box',
    width: '100%',
    marginInline: 'auto',
  },
});

/** What a page shows below the frame. */
export function PaneBody({ children }: { readonly children: ReactNode }): ReactNode {
  return <div className={useStyles().body}>{children}</div>;
}
