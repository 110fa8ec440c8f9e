import { ProgressBar } from '@fluentui/react-progress';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useId } from 'react';

const useStyles = makeStyles({
  row: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXXS },
  words: {
    display: 'flex',
    justifyContent: 'space-between',
    columnGap: tokens.spacingHorizontalS,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  label: { minWidth: 0, overflowWrap: 'anywhere' },
  figure: { color: tokens.colorNeutralForeground2, whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' },
});

type ProgressRowProps = {
  readonly label: string;
  /** The same in words, e.g. `3 of 12`. */
  readonly figure: string;
  readonly done: number;
  readonly total: number;
};

/** How far something is, as a bar under its words. */
export function ProgressRow({ label, figure, done, total }: ProgressRowProps): ReactNode {
  const styles = useStyles();
  const id = useId();
  return (
    <div className={styles.row}>
      <div className={styles.words} id={id}>
        <span className={styles.label}>{label}</span>
        <span className={styles.figure}>{figure}</span>
      </div>
      <ProgressBar
        aria-labelledby={id}
        thickness="large"
        value={total === 0 ? 0 : done}
        max={Math.max(1, total)}
        color={total > 0 && done >= total ? 'success' : 'brand'}
      />
    </div>
  );
}
