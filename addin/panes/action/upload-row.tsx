import { Button } from '@fluentui/react-button';
import { DismissRegular, PauseRegular, PlayRegular } from '@fluentui/react-icons';
import { ProgressBar } from '@fluentui/react-progress';
import { tokens } from '@fluentui/react-theme';
import { makeStyles, mergeClasses } from '@griffel/react';
import { type ReactNode, useId, useRef } from 'react';
import type { EvidenceUpload } from '../../state/model.ts';
import type { Speech } from '../../ui/words/speech.ts';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';

const useStyles = makeStyles({
  row: { display: 'flex', alignItems: 'flex-start', columnGap: tokens.spacingHorizontalXS, overflowWrap: 'anywhere' },
  words: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0, rowGap: '2px' },
  soft: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  problem: { color: tokens.colorPaletteRedForeground1 },
  choose: { alignSelf: 'flex-start' },
});

type UploadRowProps = Pick<PaneProps, 'dispatch'> & { readonly upload: EvidenceUpload };

/** One file on its way: how far it is, and what can be done about it. */
export function UploadRow({ upload, dispatch }: UploadRowProps): ReactNode {
  const speech = useSpeech();
  const { say } = speech;
  const styles = useStyles();
  const label = useId();
  const chooser = useRef<HTMLInputElement>(null);
  const { id, name, done, total, standing } = upload;
  const { kind } = standing;
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <span id={label}>{name}</span>
        {kind === 'checking' ? (
          <ProgressBar aria-labelledby={label} />
        ) : (
          kind !== 'failed' && <ProgressBar aria-labelledby={label} value={done} max={Math.max(1, total)} />
        )}
        <span
          className={mergeClasses(styles.soft, kind === 'failed' && styles.problem)}
          {...(kind === 'failed' ? { role: 'alert' } : {})}
        >
          {standingText(upload, speech)}
        </span>
        {kind === 'needs-file' && (
          <Button className={styles.choose} size="small" onClick={() => chooser.current?.click()}>
            {say('evidence.chooseAgain')}
          </Button>
        )}
        <input
          ref={chooser}
          type="file"
          hidden
          aria-label={say('evidence.chooseAgain')}
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file !== undefined) dispatch({ do: 'continueUpload', upload: id, file });
            event.currentTarget.value = '';
          }}
        />
      </div>
      {(kind === 'sending' || kind === 'waiting' || kind === 'broken') && (
        <Button
          size="small"
          appearance="subtle"
          icon={<PauseRegular />}
          aria-label={say('evidence.uploadPause', { name })}
          onClick={() => dispatch({ do: 'pauseUpload', upload: id })}
        />
      )}
      {(kind === 'paused' || kind === 'failed') && (
        <Button
          size="small"
          appearance="subtle"
          icon={<PlayRegular />}
          aria-label={say('evidence.uploadResume', { name })}
          onClick={() => dispatch({ do: 'resumeUpload', upload: id })}
        />
      )}
      {kind !== 'checking' && (
        <Button
          size="small"
          appearance="subtle"
          icon={<DismissRegular />}
          aria-label={say('evidence.uploadCancel', { name })}
          onClick={() => dispatch({ do: 'dropUpload', upload: id })}
        />
      )}
    </li>
  );
}

function standingText({ done, total, standing }: EvidenceUpload, { say, size, lookUp }: Speech): string {
  const far = { done: size(done), total: size(total) };
  switch (standing.kind) {
    case 'waiting':
      return say('evidence.waiting');
    case 'sending':
      return say('evidence.sent', far);
    case 'broken':
      return say('evidence.uploadBroken', far);
    case 'paused':
      return say('evidence.paused', far);
    case 'checking':
      return say('evidence.checking');
    case 'needs-file':
      return say('evidence.needsFile', far);
    case 'failed':
      return standing.detail ?? lookUp(`problem.${standing.code}`) ?? standing.code;
  }
}
