import { Button } from '@fluentui/react-button';
import { ArrowSyncRegular } from '@fluentui/react-icons';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useState } from 'react';
import type { SecureScoreRun } from '#engine/contract/model/secure-score';
import { sentOf } from '../../state/asking.ts';
import { type Tone, ToneBadge } from '../../ui/tone-badge.tsx';
import type { WordKey } from '../../ui/words/speech.ts';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { may } from '../may.ts';
import type { PaneProps } from '../pane-props.ts';
import { SentProblem } from '../sent-problem.tsx';

const useStyles = makeStyles({
  soft: {
    margin: 0,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    overflowWrap: 'anywhere',
  },
  bar: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  list: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalS,
  },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalXS },
});

const standings = {
  running: ['partial', 'secure.running'],
  done: ['good', 'secure.done'],
  incomplete: ['warning', 'secure.incomplete'],
  failed: ['bad', 'secure.failed'],
} as const satisfies Readonly<Record<SecureScoreRun['state'], readonly [Tone, WordKey]>>;

type ReadingsProps = Pick<PaneProps, 'state' | 'dispatch'> & {
  readonly source: string | null;
  /** Newest first. */
  readonly runs: readonly SecureScoreRun[];
  readonly nextRun: string | null;
};

/** The last reading with its outcome, the ones before it, and a way to read now. */
export function Readings({ state, dispatch, source, runs, nextRun }: ReadingsProps): ReactNode {
  const { say, time } = useSpeech();
  const styles = useStyles();
  const [all, setAll] = useState(false);
  const sent = sentOf(state, 'syncSecureScore');
  const reading = sent.kind === 'under-way' || runs[0]?.state === 'running';
  return (
    <>
      {runs.length === 0 && <p className={styles.soft}>{say('secure.noReadings')}</p>}
      <ol className={styles.list} aria-label={say('secure.readings')} aria-live="polite">
        {(all ? runs : runs.slice(0, 1)).map((run) => (
          <Reading key={run.id} run={run} />
        ))}
      </ol>
      {nextRun !== null && <p className={styles.soft}>{say('secure.next', { when: time(nextRun) })}</p>}
      <SentProblem sent={sent} />
      <div className={styles.bar}>
        {may(state, 'manage-master-data') && (
          <Button
            size="small"
            icon={<ArrowSyncRegular />}
            disabled={source === null || reading}
            onClick={() => dispatch({ do: 'send', what: 'syncSecureScore', reload: ['secureScore'], inPlace: true })}
          >
            {say(reading ? 'secure.reading' : 'secure.readNow')}
          </Button>
        )}
        {runs.length > 1 && (
          <Button size="small" appearance="subtle" onClick={() => setAll(!all)}>
            {all ? say('secure.fewerReadings') : say('secure.earlier', { count: runs.length - 1 })}
          </Button>
        )}
      </div>
    </>
  );
}

function Reading({ run }: { readonly run: SecureScoreRun }): ReactNode {
  const { say, time, date } = useSpeech();
  const styles = useStyles();
  const [tone, words] = standings[run.state];
  const isOver = run.state === 'done' || run.state === 'incomplete';
  return (
    <li>
      <span className={styles.head}>
        <ToneBadge tone={tone}>{say(words)}</ToneBadge>
        <span>{time(run.started)}</span>
      </span>
      {isOver && (
        <p className={styles.soft}>
          {say('secure.outcome', {
            controls: run.controls,
            fields: run.changedFields,
            evidence: run.evidence,
          })}
          {run.scoreDate !== null && ` ${say('secure.scoreOf', { day: date(run.scoreDate.slice(0, 10)) })}`}
        </p>
      )}
      {run.refused > 0 && <p className={styles.soft}>{say('secure.refused', { count: run.refused })}</p>}
      {run.message !== '' && <p className={styles.soft}>{run.message}</p>}
    </li>
  );
}
