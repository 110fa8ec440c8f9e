import { Button } from '@fluentui/react-button';
import { Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle } from '@fluentui/react-dialog';
import { Field } from '@fluentui/react-field';
import { Input } from '@fluentui/react-input';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useId, useState } from 'react';
import { useFocusBack } from '../../ui/use-focus-back.ts';
import { useSpeech } from '../../ui/words/speech-context.ts';

const useStyles = makeStyles({
  surface: { padding: '16px', maxWidth: '560px', width: 'calc(100vw - 16px)' },
  field: { marginTop: '12px' },
});

/** A secret that is never shown again; closing it by accident has to be hard. */
export function WebhookSecret({
  secret,
  onClose,
}: {
  readonly secret: string;
  readonly onClose: () => void;
}): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const field = useId();
  const [copied, setCopied] = useState(false);
  useFocusBack();
  const copy = (): void => {
    const shown = document.getElementById(field);
    if (shown instanceof HTMLInputElement) shown.select();
    // Not every host lets an add-in use the clipboard; what is selected is copied by hand.
    navigator.clipboard?.writeText(secret).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <Dialog open modalType="alert">
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{say('webhooks.secretTitle')}</DialogTitle>
          <DialogContent>
            {say('webhooks.secretText')}
            <Field className={styles.field} label={say('webhooks.secret')} hint={copied ? say('webhooks.copied') : ''}>
              <Input id={field} readOnly value={secret} onFocus={(event) => event.currentTarget.select()} />
            </Field>
          </DialogContent>
          <DialogActions>
            <Button onClick={copy}>{say('webhooks.copy')}</Button>
            <Button appearance="primary" onClick={onClose}>
              {say('webhooks.secretKept')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
