import { Button } from '@fluentui/react-button';
import { SearchBox } from '@fluentui/react-search';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { lastOf, listOf } from '../../state/asking.ts';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';
import { useSettled } from '../use-settled.ts';
import { firstWanted, type WantedActions } from './wanted-actions.ts';

const useStyles = makeStyles({
  filters: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(130px, 100%), 1fr))',
    gap: tokens.spacingVerticalS,
  },
  search: { width: '100%', maxWidth: 'none', gridColumn: '1 / -1' },
  clear: { justifySelf: 'start', alignSelf: 'end' },
});

type ActionFiltersProps = Pick<PaneProps, 'state' | 'dispatch'> & {
  readonly wanted: WantedActions;
  readonly onChange: (wanted: WantedActions) => void;
};

/** By what the list of actions is narrowed; all of it has to fit. */
export function ActionFilters({ state, dispatch, wanted, onChange }: ActionFiltersProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const [typed, setTyped] = useState(wanted.search);
  const search = useSettled(typed.trim());
  const change = (part: Partial<WantedActions>): void => {
    // What was found before is no answer to this.
    dispatch({ do: 'forget', what: 'actions' });
    onChange({ ...wanted, ...part });
  };
  const find = useRef(change);
  find.current = change;
  useEffect(() => {
    if (search !== wanted.search) find.current({ search });
  }, [search, wanted.search]);
  const any = { value: '', text: say('items.any') };
  const owners = lastOf(listOf(state, 'owners'))?.owners ?? [];
  const dimensions = lastOf(listOf(state, 'dimensions'))?.dimensions ?? [];
  const types = dimensions.find(({ key }) => key === 'Action Type')?.values ?? [];
  return (
    <div className={styles.filters}>
      <SearchBox
        className={styles.search}
        aria-label={say('actions.find')}
        placeholder={say('actions.find')}
        value={typed}
        onChange={(_, { value }) => setTyped(value)}
      />
      <ChoiceField
        size="small"
        label={say('action.owners')}
        choices={[any, ...owners.map(({ name }) => ({ value: name, text: name }))]}
        value={wanted.owner}
        onChoose={(owner) => change({ owner })}
      />
      <ChoiceField
        size="small"
        label={say('action.type')}
        choices={[any, ...types.map(({ value }) => ({ value, text: value }))]}
        value={wanted.type}
        onChoose={(type) => change({ type })}
      />
      <ChoiceField
        size="small"
        label={say('actions.dimension')}
        choices={[
          any,
          ...dimensions
            .filter(({ key }) => key !== 'Action Type')
            .flatMap(({ key, values }) =>
              values.map(({ value }) => ({ value: `${key}::${value}`, text: `${key}: ${value}` })),
            ),
        ]}
        value={wanted.dimension}
        onChoose={(dimension) => change({ dimension })}
      />
      <ChoiceField
        size="small"
        label={say('actions.source')}
        choices={[any, { value: 'own', text: say('actions.own') }, { value: 'built-in', text: say('common.builtIn') }]}
        value={wanted.source}
        onChoose={(source) => change({ source: source === 'own' || source === 'built-in' ? source : '' })}
      />
      <Button
        className={styles.clear}
        size="small"
        appearance="subtle"
        onClick={() => {
          setTyped('');
          change(firstWanted);
        }}
      >
        {say('items.clearFilters')}
      </Button>
    </div>
  );
}
