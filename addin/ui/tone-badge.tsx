import { Badge, type BadgeProps } from '@fluentui/react-badge';
import { makeStyles } from '@griffel/react';
import type { ReactNode } from 'react';

/** How good a word is, as the sheets colour it. */
export type Tone = 'good' | 'partial' | 'warning' | 'bad' | 'neutral';

const colours: Readonly<Record<Tone, NonNullable<BadgeProps['color']>>> = {
  good: 'success',
  partial: 'brand',
  warning: 'severe',
  bad: 'danger',
  neutral: 'informative',
};

const useStyles = makeStyles({ badge: { flexShrink: 0, maxWidth: '100%', whiteSpace: 'nowrap' } });

/** A word of a closed list in its colour; the word alone says everything. */
export function ToneBadge({ tone, children }: { readonly tone: Tone; readonly children: string }): ReactNode {
  const styles = useStyles();
  return (
    <Badge className={styles.badge} appearance={tone === 'neutral' ? 'outline' : 'tint'} color={colours[tone]}>
      {children}
    </Badge>
  );
}
