import { Dropdown, Option } from '@fluentui/react-combobox';
import { Field } from '@fluentui/react-field';
import { makeStyles } from '@griffel/react';
import type { ReactNode } from 'react';

const useStyles = makeStyles({ drop: { minWidth: 0, width: '100%' } });

export type Choice = { readonly value: string; readonly text: string };

type ChoiceFieldProps = {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly value: string;
  readonly onChoose: (value: string) => void;
  readonly disabled?: boolean;
  readonly hint?: string | undefined;
  /** What is wrong with the value. */
  readonly problem?: string | undefined;
  readonly size?: 'small' | 'medium';
};

/** One of a closed list. */
export function ChoiceField(props: ChoiceFieldProps): ReactNode {
  const { label, choices, value, onChoose, disabled = false, hint, problem, size = 'medium' } = props;
  const styles = useStyles();
  return (
    <Field label={label} hint={hint ?? null} validationMessage={problem ?? null} size={size}>
      <Dropdown
        className={styles.drop}
        disabled={disabled}
        value={choices.find((choice) => choice.value === value)?.text ?? value}
        selectedOptions={[value]}
        onOptionSelect={(_, { optionValue }) => {
          if (optionValue !== undefined && optionValue !== value) onChoose(optionValue);
        }}
      >
        {choices.map((choice) => (
          <Option key={choice.value} value={choice.value} text={choice.text}>
            {choice.text}
          </Option>
        ))}
      </Dropdown>
    </Field>
  );
}
