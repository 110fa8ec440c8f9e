import { Button } from '@fluentui/react-button';
import { Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle } from '@fluentui/react-dialog';
import { makeStyles } from '@griffel/react';
import type { ReactNode } from 'react';
import { useFocusBack } from './use-focus-back.ts';
import { useSpeech } from './words/speech-context.ts';

const useStyles = makeStyles({
  surface: { padding: '16px', maxWidth: '560px', width: 'calc(100vw - 16px)', maxHeight: 'calc(100vh - 16px)' },
});

type ConfirmDialogProps = {
  readonly title: string;
  readonly children: ReactNode;
  /** What the button that does it says. */
  readonly confirm: string;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
  readonly disabled?: boolean;
};

/** Asks before something is done that is hard to undo, or collects what is needed for it. */
export function ConfirmDialog(props: ConfirmDialogProps): ReactNode {
  const { title, children, confirm, onConfirm, onCancel, disabled = false } = props;
  const { say } = useSpeech();
  const styles = useStyles();
  useFocusBack();
  return (
    <Dialog
      open
      onOpenChange={(_, { open }) => {
        if (!open) onCancel();
      }}
    >
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>{children}</DialogContent>
          <DialogActions>
            <Button onClick={onCancel}>{say('common.cancel')}</Button>
            <Button appearance="primary" disabled={disabled} onClick={onConfirm}>
              {confirm}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
