import { Button } from '@fluentui/react-button';
import { Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle } from '@fluentui/react-dialog';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { Fragment, type ReactNode, useId } from 'react';
import type { ConflictView } from '../../state/model.ts';
import { type Run, wordDifference } from '../../ui/difference/word-difference.ts';
import { useFocusBack } from '../../ui/use-focus-back.ts';
import { useSpeech } from '../../ui/words/speech-context.ts';

const useStyles = makeStyles({
  surface: { padding: '16px', maxWidth: '1100px', width: 'calc(100vw - 16px)', maxHeight: 'calc(100vh - 16px)' },
  sides: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(240px, 100%), 1fr))',
    gap: tokens.spacingVerticalM,
  },
  side: { display: 'flex', flexDirection: 'column', minWidth: 0, rowGap: tokens.spacingVerticalXS },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  text: {
    padding: tokens.spacingHorizontalS,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    maxHeight: '45vh',
    overflowY: 'auto',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    lineHeight: tokens.lineHeightBase300,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  removed: {
    backgroundColor: tokens.colorPaletteRedBackground2,
    color: tokens.colorPaletteRedForeground2,
    '@media (forced-colors: active)': { color: 'CanvasText' },
  },
  added: {
    backgroundColor: tokens.colorPaletteGreenBackground2,
    color: tokens.colorPaletteGreenForeground2,
    textDecorationLine: 'none',
    '@media (forced-colors: active)': { color: 'CanvasText', textDecorationLine: 'underline' },
  },
});

/** Long notes side by side: what each of the two did to the text both started from. */
export function CompareDialog(props: { readonly conflict: ConflictView; readonly onClose: () => void }): ReactNode {
  const { conflict, onClose } = props;
  const { base, inPlace, yours, who, field, item } = conflict;
  const { say } = useSpeech();
  const styles = useStyles();
  useFocusBack();
  return (
    <Dialog
      open
      onOpenChange={(_, { open }) => {
        if (!open) onClose();
      }}
    >
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{say('conflicts.compareTitle', { field, item })}</DialogTitle>
          <DialogContent>
            <div className={styles.sides}>
              <Side title={say('conflicts.inPlace')} runs={wordDifference(base, inPlace)} />
              <Side title={say('conflicts.yours', { who })} runs={wordDifference(base, yours)} />
            </div>
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={onClose}>
              {say('common.close')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function Side({ title, runs }: { readonly title: string; readonly runs: readonly Run[] }): ReactNode {
  const styles = useStyles();
  const heading = useId();
  return (
    <section className={styles.side} aria-labelledby={heading}>
      <h3 className={styles.title} id={heading}>
        {title}
      </h3>
      {/* A text that scrolls has to be reached by keyboard. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the reason stands above */}
      <div className={styles.text} tabIndex={0}>
        {runs.map((run, index) => {
          const key = String(index);
          if (run.kind === 'removed') {
            return (
              <del key={key} className={styles.removed}>
                {run.text}
              </del>
            );
          }
          if (run.kind === 'added') {
            return (
              <ins key={key} className={styles.added}>
                {run.text}
              </ins>
            );
          }
          return <Fragment key={key}>{run.text}</Fragment>;
        })}
      </div>
    </section>
  );
}
