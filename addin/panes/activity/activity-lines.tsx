import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import type { ReactNode } from 'react';
import type { ActivityLine } from '#engine/contract/http/activity';
import type { Channel } from '#engine/contract/model/vocabulary';
import type { WordKey } from '../../ui/words/speech.ts';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { kindWords } from './kind-words.ts';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  line: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(260px, 100%), 1fr))',
    gap: `2px ${tokens.spacingHorizontalL}`,
    padding: `${tokens.spacingVerticalS} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    overflowWrap: 'anywhere',
  },
  words: { display: 'flex', flexDirection: 'column', rowGap: '2px', minWidth: 0 },
  item: { fontWeight: tokens.fontWeightSemibold },
  soft: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
});

const channelWords = {
  pane: 'activity.byPane',
  file: 'activity.byFile',
  api: 'activity.byApi',
  cli: 'activity.byCli',
  system: 'activity.bySystem',
} as const satisfies Readonly<Record<Channel, WordKey>>;

const longest = 200;

/** What happened, one thing a line: what it was, then who did it, when and from where. */
export function ActivityLines({ lines }: { readonly lines: readonly ActivityLine[] }): ReactNode {
  const { say, time } = useSpeech();
  const styles = useStyles();
  return (
    <ul className={styles.list}>
      {lines.map((line) => (
        <li key={`${line.id} ${line.item} ${line.field}`} className={styles.line}>
          <div className={styles.words}>
            <span className={styles.item}>{line.item === '' ? line.what : line.item}</span>
            {line.item !== '' && <span>{line.what}</span>}
            {(line.from !== '' || line.to !== '') && (
              <span className={styles.soft}>
                {say('activity.fromTo', {
                  field: line.field,
                  from: shorten(line.from) || say('value.empty'),
                  to: shorten(line.to) || say('value.empty'),
                })}
              </span>
            )}
          </div>
          <div className={styles.words}>
            <span className={styles.soft}>{say('field.stamp', { who: line.name, when: time(line.time) })}</span>
            <span className={styles.soft}>
              {[say(kindWords[line.kind]), line.group?.name ?? '', say(channelWords[line.channel])]
                .filter((part) => part !== '')
                .join(' · ')}
            </span>
          </div>
        </li>
      ))}
    </ul>
  );
}

function shorten(text: string): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
