import { Button } from '@fluentui/react-button';
import { ProgressBar } from '@fluentui/react-progress';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useId, useState } from 'react';
import type { AssessmentView } from '../../state/model.ts';
import { Section } from '../../ui/section.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column' },
  family: {
    appearance: 'none',
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    gap: `2px ${tokens.spacingHorizontalS}`,
    width: '100%',
    padding: `6px ${tokens.spacingHorizontalS}`,
    marginInline: `calc(-1 * ${tokens.spacingHorizontalS})`,
    boxSizing: 'content-box',
    border: 'none',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground1,
    fontFamily: 'inherit',
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    textAlign: 'start',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
    ':hover > span': { color: tokens.colorNeutralForeground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  name: { overflowWrap: 'anywhere' },
  figures: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    fontVariantNumeric: 'tabular-nums',
  },
  bar: { gridColumn: '1 / -1' },
});

const shownAtFirst = 8;

/** Progress by control family; a family leads to its action items. */
export function Families(props: {
  readonly view: AssessmentView;
  readonly onShow: (family: string) => void;
}): ReactNode {
  const { view, onShow } = props;
  const { say, number } = useSpeech();
  const styles = useStyles();
  const id = useId();
  const [all, setAll] = useState(false);
  const { families } = view;
  if (families.length === 0) return null;
  const shown = all ? families : families.slice(0, shownAtFirst);
  return (
    <Section title={say('assessment.families')}>
      <ul className={styles.list} id={id}>
        {shown.map(({ family, progress, achieved, possible }) => {
          const done = progress.customer.assessed + progress.provider.assessed;
          const total = progress.customer.total + progress.provider.total;
          return (
            <li key={family}>
              <button type="button" className={styles.family} onClick={() => onShow(family)}>
                <span className={styles.name}>{family}</span>
                <span className={styles.figures}>
                  {say('assessment.familyPoints', { achieved: number(achieved), possible: number(possible) })}
                </span>
                <ProgressBar
                  className={styles.bar}
                  aria-label={say('assessment.familyProgress', { done, total })}
                  value={total === 0 ? 0 : done}
                  max={Math.max(1, total)}
                  color={total > 0 && done === total ? 'success' : 'brand'}
                />
              </button>
            </li>
          );
        })}
      </ul>
      {families.length > shownAtFirst && (
        <Button size="small" appearance="subtle" aria-expanded={all} aria-controls={id} onClick={() => setAll(!all)}>
          {all ? say('common.showLess') : say('assessment.allFamilies', { count: families.length })}
        </Button>
      )}
    </Section>
  );
}
