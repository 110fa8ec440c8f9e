import { Button } from '@fluentui/react-button';
import { AttachRegular } from '@fluentui/react-icons';
import { tokens } from '@fluentui/react-theme';
import { makeStyles, mergeClasses } from '@griffel/react';
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import type { ActionId } from '#engine/contract/model/ids';
import type { EvidenceLimits } from '../../state/model.ts';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';
import { LinkDialog } from './link-dialog.tsx';

const useStyles = makeStyles({
  soft: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  drop: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    textAlign: 'center',
    rowGap: tokens.spacingVerticalXS,
    padding: tokens.spacingVerticalM,
    border: `1px dashed ${tokens.colorNeutralStrokeAccessible}`,
    borderRadius: tokens.borderRadiusMedium,
    overflowWrap: 'anywhere',
  },
  over: { backgroundColor: tokens.colorBrandBackground2, border: `1px dashed ${tokens.colorBrandStroke1}` },
  buttons: { display: 'flex', flexWrap: 'wrap', justifyContent: 'center', gap: tokens.spacingHorizontalS },
});

type AddEvidenceProps = Pick<PaneProps, 'dispatch'> & {
  readonly action: ActionId;
  readonly limits: EvidenceLimits | null;
};

/** A place to drop files, with what is taken said before anything is sent. */
export function AddEvidence({ action, limits, dispatch }: AddEvidenceProps): ReactNode {
  const { say, size } = useSpeech();
  const styles = useStyles();
  const chooser = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [linking, setLinking] = useState(false);
  const take = (files: FileList | null): void => {
    if (files !== null && files.length > 0) {
      dispatch({ do: 'uploadEvidence', action, piece: null, files: [...files] });
    }
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <section
      aria-label={say('evidence.add')}
      className={mergeClasses(styles.drop, over && styles.over)}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <span className={styles.soft}>{say('evidence.drop')}</span>
      <div className={styles.buttons}>
        <Button size="small" icon={<AttachRegular />} onClick={() => chooser.current?.click()}>
          {say('evidence.choose')}
        </Button>
        <Button size="small" appearance="subtle" onClick={() => setLinking(true)}>
          {say('evidence.link')}
        </Button>
      </div>
      {limits !== null && (
        <span className={styles.soft}>
          {say('evidence.limits', { size: size(limits.fileBytes) })}{' '}
          {limits.types === null
            ? say('evidence.limitPrograms')
            : say('evidence.limitTypes', { types: limits.types.join(', ') })}
        </span>
      )}
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        aria-label={say('evidence.choose')}
        onChange={(event) => {
          take(event.currentTarget.files);
          event.currentTarget.value = '';
        }}
      />
      {linking && <LinkDialog action={action} piece={null} dispatch={dispatch} onDone={() => setLinking(false)} />}
    </section>
  );
}
