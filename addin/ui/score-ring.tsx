import { tokens } from '@fluentui/react-theme';
import { makeStyles, mergeClasses } from '@griffel/react';
import type { ReactNode } from 'react';

const radius = 42;
const round = 2 * Math.PI * radius;

const useStyles = makeStyles({
  ring: { display: 'block', flexShrink: 0, width: '104px', height: '104px' },
  small: { width: '44px', height: '44px' },
  track: { fill: 'none', stroke: tokens.colorNeutralBackground6, strokeWidth: '9' },
  reached: {
    fill: 'none',
    stroke: tokens.colorCompoundBrandBackground,
    strokeWidth: '9',
    strokeLinecap: 'round',
    transitionProperty: 'stroke-dashoffset',
    transitionDuration: tokens.durationSlow,
    '@media (prefers-reduced-motion: reduce)': { transitionDuration: '0s' },
  },
  full: { stroke: tokens.colorPaletteGreenBackground3 },
  number: {
    fill: tokens.colorNeutralForeground1,
    fontFamily: tokens.fontFamilyBase,
    fontSize: '21px',
    fontWeight: tokens.fontWeightSemibold,
    textAnchor: 'middle',
    dominantBaseline: 'central',
  },
  smallNumber: { fontSize: '26px' },
});

type ScoreRingProps = {
  /** 0 to 100; null when nothing is possible. */
  readonly percent: number | null;
  /** What stands in the middle. */
  readonly text: string;
  /** What a screen reader says. */
  readonly label: string;
  readonly small?: boolean;
};

/** A score as the part of a ring it fills. */
export function ScoreRing({ percent, text, label, small = false }: ScoreRingProps): ReactNode {
  const styles = useStyles();
  const share = Math.min(100, Math.max(0, percent ?? 0)) / 100;
  return (
    <svg
      className={mergeClasses(styles.ring, small && styles.small)}
      viewBox="0 0 100 100"
      role="img"
      aria-label={label}
    >
      <circle className={styles.track} cx="50" cy="50" r={radius} />
      {share > 0 && (
        <circle
          className={mergeClasses(styles.reached, share >= 1 && styles.full)}
          cx="50"
          cy="50"
          r={radius}
          transform="rotate(-90 50 50)"
          strokeDasharray={round}
          strokeDashoffset={round * (1 - share)}
        />
      )}
      <text className={mergeClasses(styles.number, small && styles.smallNumber)} x="50" y="51">
        {text}
      </text>
    </svg>
  );
}
