import { Field } from '@fluentui/react-field';
import { Textarea } from '@fluentui/react-textarea';
import { type ReactNode, useState } from 'react';
import type { TemplateSummary } from '../../state/model.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';
import { SentProblem } from '../sent-problem.tsx';
import { useSending } from '../use-sending.ts';

type RejectDialogProps = Pick<PaneProps, 'state' | 'dispatch'> & {
  readonly template: TemplateSummary;
  readonly onClose: () => void;
};

/** Gives a version back, with the reason for who published it. */
export function RejectDialog({ state, dispatch, template, onClose }: RejectDialogProps): ReactNode {
  const { say } = useSpeech();
  const [reason, setReason] = useState('');
  const sent = useSending({ state, dispatch }, 'rejectTemplate', onClose);
  const { id, name, version } = template;
  return (
    <ConfirmDialog
      title={say('templates.rejectTitle', { name })}
      confirm={say('templates.reject')}
      disabled={reason.trim() === '' || sent.kind === 'under-way'}
      onCancel={onClose}
      onConfirm={() =>
        dispatch({
          do: 'send',
          what: 'rejectTemplate',
          request: { params: { template: id }, body: { version, reason: reason.trim() } },
          reload: ['templates'],
          inPlace: true,
        })
      }
    >
      <SentProblem sent={sent} />
      <Field label={say('templates.reason')} hint={say('templates.reasonHint')} required>
        <Textarea
          rows={4}
          resize="vertical"
          maxLength={2_000}
          value={reason}
          onChange={(_, { value }) => setReason(value)}
        />
      </Field>
    </ConfirmDialog>
  );
}
