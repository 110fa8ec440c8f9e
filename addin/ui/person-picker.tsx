import { Combobox, Option } from '@fluentui/react-combobox';
import { Field } from '@fluentui/react-field';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useState } from 'react';
import { useSpeech } from './words/speech-context.ts';

const useStyles = makeStyles({ drop: { minWidth: 0, width: '100%' }, list: { maxHeight: '240px' } });

export type PickedPerson = { readonly id: string; readonly name: string; readonly email: string | null };

type PersonPickerProps = {
  readonly label: string;
  readonly people: readonly PickedPerson[];
  /** Null: nobody. */
  readonly value: string | null;
  readonly onPick: (person: string | null) => void;
  /** What stands there when nobody is chosen. */
  readonly none?: string;
};

/** One of the people, found by typing a part of the name or address. */
export function PersonPicker({ label, people, value, onPick, none }: PersonPickerProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const [typed, setTyped] = useState<string | null>(null);
  const nameOf = (id: string | null): string => people.find((person) => person.id === id)?.name ?? '';
  const found = typed === null ? people : people.filter((person) => isFound(person, typed));
  return (
    <Field label={label}>
      <Combobox
        className={styles.drop}
        listbox={{ className: styles.list }}
        placeholder={none ?? say('person.nobody')}
        value={typed ?? nameOf(value)}
        selectedOptions={value === null ? [] : [value]}
        clearable
        onChange={(event) => setTyped(event.currentTarget.value)}
        onOptionSelect={(_, { optionValue }) => {
          setTyped(null);
          onPick(optionValue ?? null);
        }}
        onOpenChange={(_, { open }) => {
          if (!open) setTyped(null);
        }}
      >
        {found.map(({ id, name, email }) => (
          <Option key={id} value={id} text={name}>
            {email === null ? name : `${name} · ${email}`}
          </Option>
        ))}
        {found.length === 0 && (
          <Option key="" disabled text={say('person.none')}>
            {say('person.none')}
          </Option>
        )}
      </Combobox>
    </Field>
  );
}

function isFound({ name, email }: PickedPerson, typed: string): boolean {
  const wanted = typed.trim().toLowerCase();
  return name.toLowerCase().includes(wanted) || (email ?? '').toLowerCase().includes(wanted);
}
