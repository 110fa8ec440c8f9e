import { Combobox, Option } from '@fluentui/react-combobox';
import { Field } from '@fluentui/react-field';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useEffect, useState } from 'react';
import type { LibraryAction } from '#engine/contract/http/organisation-lists';
import type { ActionId } from '#engine/contract/model/ids';
import { lastOf, listOf } from '../../state/asking.ts';
import { useSettled } from '../../ui/use-settled.ts';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';

const useStyles = makeStyles({ drop: { minWidth: 0, width: '100%' }, list: { maxHeight: '240px' } });

type ParentPickerProps = Pick<PaneProps, 'state' | 'dispatch'> & {
  /** The action itself, which is no parent of its own. */
  readonly own: ActionId | null;
  readonly parents: LibraryAction['parents'];
  readonly onChange: (parents: LibraryAction['parents']) => void;
};

function searchRequest(search: string): { readonly query: { readonly search: string; readonly limit: number } } {
  return { query: { search, limit: 20 } };
}

/** Actions whose finishing finishes this one, found by typing a part of their titles. */
export function ParentPicker({ state, dispatch, own, parents, onChange }: ParentPickerProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const [typed, setTyped] = useState('');
  const search = useSettled(typed.trim());
  useEffect(() => {
    if (search !== '') dispatch({ do: 'load', what: 'actions', request: searchRequest(search) });
  }, [dispatch, search]);
  const found = search === '' ? [] : (lastOf(listOf(state, 'actions', searchRequest(search)))?.actions ?? []);
  const chosen = new Set(parents.map(({ id }) => id));
  const offered = [
    ...parents,
    ...found.flatMap(({ id, title }) => (chosen.has(id) || id === own ? [] : [{ id, title }])),
  ];
  return (
    <Field label={say('actions.parents')} hint={say('actions.parentsHint')}>
      <Combobox
        className={styles.drop}
        listbox={{ className: styles.list }}
        multiselect
        placeholder={parents.length === 0 ? say('value.none') : parents.map(({ title }) => title).join(', ')}
        value={typed}
        selectedOptions={[...chosen]}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onOpenChange={(_, { open }) => {
          if (!open) setTyped('');
        }}
        onOptionSelect={(_, { selectedOptions }) => onChange(offered.filter(({ id }) => selectedOptions.includes(id)))}
      >
        {offered.map(({ id, title }) => (
          <Option key={id} value={id} text={title}>
            {title}
          </Option>
        ))}
        {offered.length === 0 && (
          <Option key="" disabled text={say('actions.find')}>
            {say('actions.find')}
          </Option>
        )}
      </Combobox>
    </Field>
  );
}
