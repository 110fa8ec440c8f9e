import { Field } from '@fluentui/react-field';
import { Input } from '@fluentui/react-input';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useState } from 'react';
import type { EvidenceId } from '#engine/contract/model/evidence';
import type { ActionId } from '#engine/contract/model/ids';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { isSafeUrl } from '../../ui/markdown/parse-markdown.ts';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';

const useStyles = makeStyles({ form: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM } });

type LinkDialogProps = Pick<PaneProps, 'dispatch'> & {
  readonly action: ActionId;
  /** What it is the next version of; null for a new piece. */
  readonly piece: EvidenceId | null;
  readonly onDone: () => void;
};

/** Asks where evidence is kept that stays elsewhere. */
export function LinkDialog({ action, piece, dispatch, onDone }: LinkDialogProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const [url, setUrl] = useState('');
  const [name, setName] = useState('');
  const [collectedOn, setCollectedOn] = useState('');
  const isWrong = url.trim() !== '' && !isSafeUrl(url.trim());
  return (
    <ConfirmDialog
      title={say(piece === null ? 'evidence.link' : 'evidence.newLink')}
      confirm={say('evidence.linkAdd')}
      disabled={url.trim() === '' || isWrong}
      onCancel={onDone}
      onConfirm={() => {
        dispatch({
          ...{ do: 'linkEvidence', action, piece, url: url.trim() },
          name: piece !== null || name.trim() === '' ? null : name.trim(),
          collectedOn: collectedOn === '' ? null : collectedOn,
        });
        onDone();
      }}
    >
      <div className={styles.form}>
        <Field
          label={say('evidence.linkAddress')}
          hint={say('evidence.linkHint')}
          validationMessage={isWrong ? say('problem.invalid-link') : null}
        >
          <Input type="url" value={url} maxLength={4_000} onChange={(_, { value }) => setUrl(value)} />
        </Field>
        {piece === null && (
          <Field label={say('evidence.name')} hint={say('evidence.nameHint')}>
            <Input value={name} maxLength={200} onChange={(_, { value }) => setName(value)} />
          </Field>
        )}
        <DateField
          label={say('evidence.collectedOn')}
          hint={say('evidence.collectedHint')}
          value={collectedOn}
          onChange={setCollectedOn}
          immediate
        />
      </div>
    </ConfirmDialog>
  );
}
