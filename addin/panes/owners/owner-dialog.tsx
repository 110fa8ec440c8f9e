import { Field } from '@fluentui/react-field';
import { Input } from '@fluentui/react-input';
import { Textarea } from '@fluentui/react-textarea';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useState } from 'react';
import type { OwnerView } from '#engine/contract/http/organisation-lists';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';
import { SentProblem } from '../sent-problem.tsx';
import { useSending } from '../use-sending.ts';

const useStyles = makeStyles({ form: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM } });

type OwnerDialogProps = Pick<PaneProps, 'state' | 'dispatch'> & {
  /** Null for a new one. */
  readonly owner: OwnerView | null;
  readonly onClose: () => void;
};

/** An owner: the name is given once, the description may change. */
export function OwnerDialog({ state, dispatch, owner, onClose }: OwnerDialogProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const [name, setName] = useState(owner?.name ?? '');
  const [description, setDescription] = useState(owner?.description ?? '');
  const adding = useSending({ state, dispatch }, 'addOwner', onClose);
  const changing = useSending({ state, dispatch }, 'changeOwner', onClose);
  const save = (): void => {
    const common = { do: 'send', reload: ['owners'], inPlace: true } as const;
    const text = description.trim();
    if (owner === null)
      dispatch({ ...common, what: 'addOwner', request: { body: { name: name.trim(), description: text } } });
    else
      dispatch({
        ...common,
        what: 'changeOwner',
        request: { params: { owner: owner.id }, body: { description: text } },
      });
  };
  return (
    <ConfirmDialog
      title={owner === null ? say('owners.add') : owner.name}
      confirm={say('common.save')}
      disabled={name.trim() === '' || adding.kind === 'under-way' || changing.kind === 'under-way'}
      onCancel={onClose}
      onConfirm={save}
    >
      <div className={styles.form}>
        <SentProblem sent={adding} />
        <SentProblem sent={changing} />
        {owner === null && (
          <Field label={say('owners.name')} hint={say('owners.nameHint')} required>
            <Input value={name} maxLength={200} onChange={(_, { value }) => setName(value)} />
          </Field>
        )}
        <Field label={say('owners.description')} hint={say('owners.descriptionHint')}>
          <Textarea
            rows={3}
            resize="vertical"
            maxLength={1_000}
            value={description}
            onChange={(_, { value }) => setDescription(value)}
          />
        </Field>
      </div>
    </ConfirmDialog>
  );
}
