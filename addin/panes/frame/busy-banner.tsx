import { ProgressBar } from '@fluentui/react-progress';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useId } from 'react';
import type { Busy, BusyWhat } from '../../state/model.ts';
import type { WordKey } from '../../ui/words/speech.ts';
import { useSpeech } from '../../ui/words/speech-context.ts';

const useStyles = makeStyles({
  row: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: '2px',
    paddingInline: tokens.spacingHorizontalXS,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
  },
});

const busyWords = {
  syncing: 'busy.syncing',
  'creating-assessment': 'busy.creating',
  'inserting-sheets': 'busy.inserting',
  'reading-workbook': 'busy.reading',
  'previewing-import': 'busy.previewing',
  importing: 'busy.importing',
  settling: 'busy.settling',
  saving: 'busy.saving',
  deleting: 'busy.deleting',
  'keeping-evidence': 'busy.evidence',
  'changing-roles': 'busy.roles',
  downloading: 'busy.downloading',
} as const satisfies Readonly<Record<BusyWhat, WordKey>>;

/** What is under way, one thing at a time. */
export function BusyBanner({ busy }: { readonly busy: readonly Busy[] }): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const id = useId();
  const one = busy.find(({ what }) => what !== 'syncing') ?? null;
  if (one === null) return null;
  const { progress } = one;
  return (
    <div className={styles.row} role="status">
      <span id={id}>{say(busyWords[one.what])}</span>
      {progress === null ? (
        <ProgressBar aria-labelledby={id} />
      ) : (
        <ProgressBar aria-labelledby={id} value={progress.done} max={Math.max(1, progress.total)} />
      )}
    </div>
  );
}
