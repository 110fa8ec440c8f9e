import { Button } from '@fluentui/react-button';
import { Field } from '@fluentui/react-field';
import { Textarea } from '@fluentui/react-textarea';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useState } from 'react';
import type { ActionId, AssessmentId } from '#engine/contract/model/ids';
import { longestComment } from '#engine/contract/model/workflow';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';
import { SentProblem } from '../sent-problem.tsx';
import { useSending } from '../use-sending.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  button: { alignSelf: 'flex-start' },
});

type WriteCommentProps = Pick<PaneProps, 'state' | 'dispatch'> & {
  readonly where: { readonly params: { readonly assessment: AssessmentId; readonly action: ActionId } };
};

/** A place to say something; what was written stays until the engine has it. */
export function WriteComment({ state, dispatch, where }: WriteCommentProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const [text, setText] = useState('');
  const sent = useSending({ state, dispatch }, 'addComment', () => setText(''));
  const ready = text.trim() !== '' && sent.kind !== 'under-way';
  const send = (): void => {
    const request = { ...where, body: { text: text.trim() } };
    if (ready) dispatch({ do: 'send', what: 'addComment', request, reload: ['comments'], inPlace: true });
  };
  return (
    <div className={styles.form}>
      <Field label={say('comments.write')} hint={say('comments.hint')}>
        <Textarea
          resize="vertical"
          rows={Math.min(8, Math.max(2, text.split('\n').length))}
          maxLength={longestComment}
          disabled={sent.kind === 'under-way'}
          value={text}
          onChange={(_, { value }) => setText(value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send();
          }}
        />
      </Field>
      <SentProblem sent={sent} />
      <Button className={styles.button} size="small" disabled={!ready} onClick={send}>
        {say('comments.send')}
      </Button>
    </div>
  );
}
