import { Button } from '@fluentui/react-button';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useState } from 'react';
import type { HistoryLine } from '../../state/model.ts';
import { useSpeech } from '../../ui/words/speech-context.ts';

const useStyles = makeStyles({
  list: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalM,
  },
  line: { display: 'flex', flexDirection: 'column', overflowWrap: 'anywhere' },
  item: { fontWeight: tokens.fontWeightSemibold },
  soft: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  none: { margin: 0, color: tokens.colorNeutralForeground2 },
  from: { textDecorationLine: 'line-through', color: tokens.colorNeutralForeground2 },
});

const shownAtFirst = 5;
const longestText = 160;

/** What happened, newest first. `about` leaves out whose field it was, where that is plain. */
export function Activity(props: { readonly lines: readonly HistoryLine[]; readonly about?: 'one-item' }): ReactNode {
  const { lines, about } = props;
  const { say, time, lookUp } = useSpeech();
  const styles = useStyles();
  const [shown, setShown] = useState(shownAtFirst);
  if (lines.length === 0) return <p className={styles.none}>{say('activity.none')}</p>;
  return (
    <>
      <ol className={styles.list}>
        {lines.slice(0, shown).map((line) => {
          return (
            <li key={line.id} className={styles.line}>
              {about !== 'one-item' && <span className={styles.item}>{line.item}</span>}
              {line.field !== '' && (
                <span>
                  {line.field}: {line.from !== '' && <del className={styles.from}>{clip(line.from)}</del>}
                  {line.from !== '' && ' → '}
                  {line.to === '' ? say('value.empty') : clip(line.to)}
                </span>
              )}
              <span className={styles.soft}>
                {[lookUp(`activity.${line.what}`) ?? line.what, line.who, time(line.when)].join(' · ')}
              </span>
            </li>
          );
        })}
      </ol>
      {lines.length > shown && (
        <Button size="small" appearance="subtle" onClick={() => setShown(shown + 20)}>
          {say('common.showMore', { count: Math.min(20, lines.length - shown) })}
        </Button>
      )}
    </>
  );
}

function clip(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText - 1)}…` : text;
}
