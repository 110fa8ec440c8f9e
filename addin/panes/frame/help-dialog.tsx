import { Button } from '@fluentui/react-button';
import { Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle } from '@fluentui/react-dialog';
import { makeStyles } from '@griffel/react';
import type { ReactNode } from 'react';
import type { PaneState } from '../../state/model.ts';
import { Markdown } from '../../ui/markdown/markdown.tsx';
import { useFocusBack } from '../../ui/use-focus-back.ts';
import { useSpeech } from '../../ui/words/speech-context.ts';

const useStyles = makeStyles({
  surface: { padding: '16px', maxWidth: '560px', width: 'calc(100vw - 16px)', maxHeight: 'calc(100vh - 16px)' },
});

type HelpDialogProps = { readonly surface: PaneState['surface']; readonly onClose: () => void };

/** How the pane and the sheets work together, in a page; what there is without a sheet. */
export function HelpDialog({ surface, onClose }: HelpDialogProps): ReactNode {
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
          <DialogTitle>{say('help.title')}</DialogTitle>
          {/* What scrolls has to be reached by keyboard. */}
          <DialogContent tabIndex={0}>
            <Markdown text={say(surface === 'web' ? 'help.web' : 'help.text')} />
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
