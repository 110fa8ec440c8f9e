import { Field } from '@fluentui/react-field';
import { Input } from '@fluentui/react-input';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useState } from 'react';

const useStyles = makeStyles({ input: { minWidth: 0, width: '100%' } });

type DateFieldProps = {
  readonly label: string;
  /** `YYYY-MM-DD`, or empty. Any other text is shown as nothing: the date picker knows dates alone. */
  readonly value: string;
  readonly onChange: (date: string) => void;
  /** Every change counts at once: for forms that are sent by a button. */
  readonly immediate?: boolean;
  readonly disabled?: boolean;
  readonly hint?: string | undefined;
  readonly problem?: string | undefined;
};

/** A day, with the browser's own calendar. What is typed counts when the field is left or Enter is pressed. */
export function DateField(props: DateFieldProps): ReactNode {
  const { label, value, onChange, immediate = false, disabled = false, hint, problem } = props;
  const styles = useStyles();
  const [draft, setDraft] = useState<string | null>(null);
  const keep = (): void => {
    if (draft !== null && draft !== value) onChange(draft);
    setDraft(null);
  };
  return (
    <Field label={label} hint={hint ?? null} validationMessage={problem ?? null}>
      <Input
        className={styles.input}
        type="date"
        disabled={disabled}
        value={draft ?? value}
        min="1900-01-01"
        max="9999-12-31"
        onChange={(_, changed) => (immediate ? onChange(changed.value) : setDraft(changed.value))}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === 'Enter') keep();
          if (event.key === 'Escape') setDraft(null);
        }}
      />
    </Field>
  );
}
