import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import type { ReactNode } from 'react';
import type { AssessmentView } from '../../state/model.ts';
import { ProgressRow } from '../../ui/progress-row.tsx';
import { ScoreRing } from '../../ui/score-ring.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';

const useStyles = makeStyles({
  card: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  head: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalL },
  words: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXXS, minWidth: 0 },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: 'anywhere',
  },
  soft: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    overflowWrap: 'anywhere',
  },
  points: { fontVariantNumeric: 'tabular-nums' },
});

/** Title, score and how far both sides are. */
export function ScoreCard({ view }: { readonly view: AssessmentView }): ReactNode {
  const { say, percent, number } = useSpeech();
  const styles = useStyles();
  const { score, progress, assessment } = view;
  const text = score.percent === null ? '–' : percent(score.percent);
  const points = { achieved: number(score.achieved), possible: number(score.possible) };
  return (
    <div className={styles.card}>
      <div className={styles.head}>
        <ScoreRing
          percent={score.percent}
          text={text}
          label={score.percent === null ? say('score.nothing') : say('score.label', { percent: text, ...points })}
        />
        <div className={styles.words}>
          <h1 className={styles.title}>{assessment.title}</h1>
          <span className={styles.points}>{say('score.points', points)}</span>
          <span className={styles.soft}>
            {[view.group, assessment.product, assessment.certification].filter((part) => part !== '').join(' · ')}
          </span>
        </div>
      </div>
      <ProgressRow
        label={say('progress.yours')}
        figure={say('progress.of', { done: progress.customer.assessed, total: progress.customer.total })}
        done={progress.customer.assessed}
        total={progress.customer.total}
      />
      {progress.provider.total > 0 && (
        <ProgressRow
          label={say('progress.provider', { provider: view.providerName })}
          figure={say('progress.of', { done: progress.provider.assessed, total: progress.provider.total })}
          done={progress.provider.assessed}
          total={progress.provider.total}
        />
      )}
    </div>
  );
}
