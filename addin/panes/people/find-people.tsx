import { Combobox, Option } from '@fluentui/react-combobox';
import { Field } from '@fluentui/react-field';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useState } from 'react';
import type { UserId } from '#engine/contract/model/ids';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';

const useStyles = makeStyles({ drop: { minWidth: 0, width: '100%' }, list: { maxHeight: '240px' } });

type FindPeopleProps = Pick<PaneProps, 'state' | 'dispatch'> & {
  readonly label: string;
  /** Who is in already, or about to be. */
  readonly chosen: ReadonlySet<UserId>;
  readonly onChoose: (user: UserId, isIn: boolean) => void;
};

/** Any number of people of the directory, found by typing the beginning of a name or address. */
export function FindPeople({ state, dispatch, label, chosen, onChoose }: FindPeopleProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const [typed, setTyped] = useState('');
  // Nothing typed finds nobody, and what was found for another role is no answer here.
  const isAsked = typed.trim() !== '';
  const found = isAsked ? state.people.found : [];
  const find = (text: string): void => {
    setTyped(text);
    dispatch({ do: 'findPeople', text });
  };
  return (
    <Field label={label}>
      <Combobox
        className={styles.drop}
        listbox={{ className: styles.list }}
        multiselect
        placeholder={say('roles.find')}
        value={typed}
        selectedOptions={[...chosen]}
        onChange={(event) => find(event.currentTarget.value)}
        onOpenChange={(_, { open }) => {
          if (!open) setTyped('');
        }}
        onOptionSelect={(_, { optionValue }) => {
          const person = found.find(({ id }) => id === optionValue);
          if (person !== undefined) onChoose(person.id, !chosen.has(person.id));
        }}
      >
        {found.map(({ id, name, email }) => (
          <Option key={id} value={id} text={name}>
            {email === null ? name : `${name} · ${email}`}
          </Option>
        ))}
        {found.length === 0 && (
          <Option key="" disabled text={say(isAsked ? 'person.none' : 'roles.find')}>
            {say(isAsked ? 'person.none' : 'roles.find')}
          </Option>
        )}
      </Combobox>
    </Field>
  );
}
