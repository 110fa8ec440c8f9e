import { Button } from '@fluentui/react-button';
import { Checkbox } from '@fluentui/react-checkbox';
import { Field } from '@fluentui/react-field';
import { Input } from '@fluentui/react-input';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useState } from 'react';
import { type HappeningKind, happeningKinds } from '#engine/contract/model/notice';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { happeningWords } from '../happening-words.ts';
import type { PaneProps } from '../pane-props.ts';
import { SentProblem } from '../sent-problem.tsx';
import { useSending } from '../use-sending.ts';
import { WebhookSecret } from './webhook-secret.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  kinds: { display: 'flex', flexDirection: 'column', border: 'none', margin: 0, padding: 0, minWidth: 0 },
  all: { alignSelf: 'flex-start' },
});

type AddWebhookProps = Pick<PaneProps, 'state' | 'dispatch'> & { readonly onClose: () => void };

/** Names another system and what it is told; its secret is shown this once. */
export function AddWebhook({ state, dispatch, onClose }: AddWebhookProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const [name, setName] = useState('');
  const [url, setUrl] = useState('https://');
  const [kinds, setKinds] = useState<readonly HappeningKind[]>([]);
  const [secret, setSecret] = useState<string | null>(null);
  const sent = useSending({ state, dispatch }, 'createWebhook', (answer) => setSecret(answer.secret));
  if (secret !== null) return <WebhookSecret secret={secret} onClose={onClose} />;
  const ready = name.trim() !== '' && /^https?:\/\/./.test(url.trim()) && kinds.length > 0;
  return (
    <ConfirmDialog
      title={say('webhooks.add')}
      confirm={say('webhooks.add')}
      disabled={!ready || sent.kind === 'under-way'}
      onCancel={onClose}
      onConfirm={() => {
        const body = { name: name.trim(), url: url.trim(), kinds };
        dispatch({ do: 'send', what: 'createWebhook', request: { body }, reload: ['webhooks'], inPlace: true });
      }}
    >
      <div className={styles.form}>
        <Field label={say('webhooks.name')} required>
          <Input value={name} maxLength={100} onChange={(_, { value }) => setName(value)} />
        </Field>
        <Field label={say('webhooks.address')} hint={say('webhooks.addressHint')} required>
          <Input type="url" value={url} maxLength={2_000} onChange={(_, { value }) => setUrl(value)} />
        </Field>
        <fieldset className={styles.kinds}>
          <legend>{say('webhooks.kinds')}</legend>
          {happeningKinds.map((kind) => (
            <Checkbox
              key={kind}
              label={say(happeningWords[kind])}
              checked={kinds.includes(kind)}
              onChange={(_, { checked }) =>
                setKinds(happeningKinds.filter((one) => (one === kind ? checked === true : kinds.includes(one))))
              }
            />
          ))}
          <Button className={styles.all} size="small" appearance="subtle" onClick={() => setKinds(happeningKinds)}>
            {say('webhooks.allKinds')}
          </Button>
        </fieldset>
        <SentProblem sent={sent} />
      </div>
    </ConfirmDialog>
  );
}
