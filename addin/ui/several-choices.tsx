import { Dropdown, Option } from '@fluentui/react-combobox';
import { Field } from '@fluentui/react-field';
import { makeStyles } from '@griffel/react';
import type { ReactNode } from 'react';
import type { Choice } from './choice-field.tsx';

const useStyles = makeStyles({ drop: { minWidth: 0, width: '100%' } });

type SeveralChoicesProps = {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly values: readonly string[];
  /** What stands there when nothing is chosen, e.g. `Any`. */
  readonly none: string;
  readonly onChoose: (values: readonly string[]) => void;
};

/** Any number of a closed list. */
export function SeveralChoices({ label, choices, values, none, onChoose }: SeveralChoicesProps): ReactNode {
  const styles = useStyles();
  const chosen = choices.filter(({ value }) => values.includes(value)).map(({ text }) => text);
  return (
    <Field label={label} size="small">
      <Dropdown
        className={styles.drop}
        multiselect
        placeholder={none}
        value={chosen.join(', ')}
        selectedOptions={[...values]}
        onOptionSelect={(_, { selectedOptions }) => onChoose(selectedOptions)}
      >
        {choices.map(({ value, text }) => (
          <Option key={value} value={value} text={text}>
            {text}
          </Option>
        ))}
      </Dropdown>
    </Field>
  );
}
