import { Button } from '@fluentui/react-button';
import { ErrorCircleRegular, WarningRegular } from '@fluentui/react-icons';
import { Link } from '@fluentui/react-link';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useState } from 'react';
import type { Finding } from '../../state/model.ts';
import { Section } from '../../ui/section.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';

const useStyles = makeStyles({
  list: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalS,
  },
  finding: { display: 'flex', columnGap: tokens.spacingHorizontalS, overflowWrap: 'anywhere' },
  icon: { flexShrink: 0, marginTop: '2px' },
  error: { color: tokens.colorPaletteRedForeground1 },
  warning: { color: tokens.colorPaletteDarkOrangeForeground1 },
  words: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', minWidth: 0 },
  soft: {
    margin: 0,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
});

const shownAtFirst = 25;

type FindingsProps = {
  readonly findings: readonly Finding[];
  /** Null where the cells are not in the open workbook. */
  readonly onShow: ((place: string) => void) | null;
  /** How many are marked in the open workbook's cells. */
  readonly marked: number;
  readonly onClearMarks: () => void;
  /** Null where there is nothing to download. */
  readonly onDownload: (() => void) | null;
};

/** What is wrong with a file and what to do about it, errors first, each with its cell. */
export function Findings({ findings, onShow, marked, onClearMarks, onDownload }: FindingsProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const [shown, setShown] = useState(shownAtFirst);
  if (findings.length === 0) return null;
  const errors = findings.filter(({ severity }) => severity === 'error');
  const warnings = findings.filter(({ severity }) => severity === 'warning');
  const all = [...errors, ...warnings];
  return (
    <Section title={say('findings.title', { errors: errors.length, warnings: warnings.length })}>
      {marked > 0 && (
        <p className={styles.soft}>
          {say('findings.marked', { count: marked })}{' '}
          <Link as="button" inline onClick={onClearMarks}>
            {say('findings.clearMarks')}
          </Link>
        </p>
      )}
      {onDownload !== null && (
        <Button size="small" onClick={onDownload}>
          {say('findings.download')}
        </Button>
      )}
      <ul className={styles.list}>
        {all.slice(0, shown).map(({ severity, rule, path, place, message }, index) => {
          const key = `${rule} ${path} ${String(index)}`;
          return (
            <li key={key} className={styles.finding}>
              <span className={styles.icon}>
                {severity === 'error' ? (
                  <ErrorCircleRegular className={styles.error} fontSize={16} aria-label={say('findings.error')} />
                ) : (
                  <WarningRegular className={styles.warning} fontSize={16} aria-label={say('findings.warning')} />
                )}
              </span>
              <span className={styles.words}>
                {place !== null &&
                  (onShow === null ? (
                    <strong>{place}</strong>
                  ) : (
                    <Link as="button" onClick={() => onShow(place)}>
                      {place}
                    </Link>
                  ))}
                {message}
              </span>
            </li>
          );
        })}
      </ul>
      {all.length > shown && (
        <Button size="small" appearance="subtle" onClick={() => setShown(shown + 100)}>
          {say('common.showMore', { count: Math.min(100, all.length - shown) })}
        </Button>
      )}
    </Section>
  );
}
