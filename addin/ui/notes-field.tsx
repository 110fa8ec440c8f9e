import { Button } from '@fluentui/react-button';
import { Field } from '@fluentui/react-field';
import { MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-message-bar';
import { Textarea } from '@fluentui/react-textarea';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useState } from 'react';
import { useSpeech } from './words/speech-context.ts';

const useStyles = makeStyles({
  field: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS },
  area: { width: '100%' },
});

type NotesFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly disabled?: boolean;
  readonly hint?: string | undefined;
  readonly problem?: string | undefined;
};

/** What is being typed, and what the field said when that began. */
type Draft = { readonly text: string; readonly from: string };

/**
 * A text of any length. It counts when the field is left; Escape takes it back. When somebody else changes the text
 * meanwhile, nothing is overwritten in passing: the person is asked.
 */
export function NotesField({ label, value, onChange, disabled = false, hint, problem }: NotesFieldProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const [draft, setDraft] = useState<Draft | null>(null);
  const overtaken = draft !== null && draft.from !== value && draft.text !== value;
  const keep = (): void => {
    if (draft !== null && draft.text !== value) onChange(draft.text);
    setDraft(null);
  };
  const text = draft?.text ?? value;
  return (
    <div className={styles.field}>
      <Field label={label} hint={hint ?? null} validationMessage={problem ?? null}>
        <Textarea
          className={styles.area}
          disabled={disabled}
          resize="vertical"
          rows={Math.min(8, Math.max(2, text.split('\n').length))}
          value={text}
          onChange={(_, changed) => setDraft({ text: changed.value, from: draft?.from ?? value })}
          onBlur={() => {
            if (!overtaken) keep();
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setDraft(null);
          }}
        />
      </Field>
      {overtaken && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            {say('notes.overtaken', { theirs: value === '' ? say('value.empty') : value })}
          </MessageBarBody>
          <MessageBarActions>
            <Button size="small" onClick={keep}>
              {say('notes.keepMine')}
            </Button>
            <Button size="small" onClick={() => setDraft(null)}>
              {say('notes.takeTheirs')}
            </Button>
          </MessageBarActions>
        </MessageBar>
      )}
    </div>
  );
}
