import { Combobox, Option } from '@fluentui/react-combobox';
import { Field } from '@fluentui/react-field';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useState } from 'react';
import type { DirectoryPerson } from '../../state/model.ts';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';

const useStyles = makeStyles({ drop: { minWidth: 0, width: '100%' }, list: { maxHeight: '240px' } });

type FindPersonProps = Pick<PaneProps, 'state' | 'dispatch'> & {
  readonly label: string;
  readonly chosen: DirectoryPerson | null;
  readonly onChoose: (person: DirectoryPerson | null) => void;
};

/** One person of the directory, found by typing the beginning of a name or address. */
export function FindPerson({ state, dispatch, label, chosen, onChoose }: FindPersonProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const [typed, setTyped] = useState<string | null>(null);
  const isAsked = (typed ?? '').trim() !== '';
  const found = isAsked ? state.people.found : [];
  const none = say(isAsked ? 'person.none' : 'roles.find');
  return (
    <Field label={label}>
      <Combobox
        className={styles.drop}
        listbox={{ className: styles.list }}
        placeholder={say('roles.find')}
        value={typed ?? chosen?.name ?? ''}
        selectedOptions={chosen === null ? [] : [chosen.id]}
        onChange={(event) => {
          const text = event.currentTarget.value;
          setTyped(text);
          if (text.trim() !== '') dispatch({ do: 'findPeople', text });
        }}
        onOptionSelect={(_, { optionValue }) => {
          setTyped(null);
          onChoose(found.find(({ id }) => id === optionValue) ?? null);
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
          <Option key="" disabled text={none}>
            {none}
          </Option>
        )}
      </Combobox>
    </Field>
  );
}
