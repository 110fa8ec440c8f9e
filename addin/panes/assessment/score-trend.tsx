import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import type { ReactNode } from 'react';
import type { AssessmentView } from '../../state/model.ts';
import { Section } from '../../ui/section.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';

const width = 280;
const height = 56;

const useStyles = makeStyles({
  chart: { display: 'block', width: '100%', height: '56px', overflow: 'visible' },
  line: {
    fill: 'none',
    stroke: tokens.colorCompoundBrandBackground,
    strokeWidth: '2',
    strokeLinejoin: 'round',
    strokeLinecap: 'round',
    vectorEffect: 'non-scaling-stroke',
  },
  area: { fill: tokens.colorBrandBackground2, stroke: 'none' },
  ends: {
    display: 'flex',
    justifyContent: 'space-between',
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
});

/** The score over time, as soon as there are two days to compare. */
export function ScoreTrend({ points }: { readonly points: AssessmentView['scoreHistory'] }): ReactNode {
  const { say, percent, date } = useSpeech();
  const styles = useStyles();
  const known = points.flatMap((point) =>
    point.percent === null ? [] : [{ date: point.date, percent: point.percent }],
  );
  const first = known[0];
  const last = known.at(-1);
  if (first === undefined || last === undefined || known.length < 2) return null;
  const start = Date.parse(first.date);
  const span = Math.max(1, Date.parse(last.date) - start);
  const places = known.map(
    (point) =>
      `${(((Date.parse(point.date) - start) / span) * width).toFixed(1)},${(height * (1 - point.percent / 100)).toFixed(1)}`,
  );
  return (
    <Section title={say('assessment.trend')}>
      <svg
        className={styles.chart}
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={say('assessment.trendLabel', {
          from: percent(first.percent),
          start: date(first.date),
          to: percent(last.percent),
          end: date(last.date),
        })}
      >
        <polygon className={styles.area} points={`0,${height} ${places.join(' ')} ${width},${height}`} />
        <polyline className={styles.line} points={places.join(' ')} />
      </svg>
      <div className={styles.ends} aria-hidden="true">
        <span>
          {date(first.date)} · {percent(first.percent)}
        </span>
        <span>
          {date(last.date)} · {percent(last.percent)}
        </span>
      </div>
    </Section>
  );
}
