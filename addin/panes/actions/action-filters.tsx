import type { ReactNode } from 'react';
import { lastOf, listOf } from '../../state/asking.ts';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { Filters } from '../../ui/filters.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';
import { firstWanted, type WantedActions } from './wanted-actions.ts';

type ActionFiltersProps = Pick<PaneProps, 'state' | 'dispatch'> & {
  readonly wanted: WantedActions;
  readonly onChange: (wanted: WantedActions) => void;
};

/** By what the list of actions is narrowed; all of it has to fit. */
export function ActionFilters({ state, dispatch, wanted, onChange }: ActionFiltersProps): ReactNode {
  const { say } = useSpeech();
  const change = (part: Partial<WantedActions>): void => {
    // What was found before is no answer to this.
    dispatch({ do: 'forget', what: 'actions' });
    onChange({ ...wanted, ...part });
  };
  const any = { value: '', text: say('items.any') };
  const owners = lastOf(listOf(state, 'owners'))?.owners ?? [];
  const dimensions = lastOf(listOf(state, 'dimensions'))?.dimensions ?? [];
  const types = dimensions.find(({ key }) => key === 'Action Type')?.values ?? [];
  return (
    <Filters
      search={{ label: say('actions.find'), text: wanted.search, onFind: (search) => change({ search }) }}
      onClear={() => change(firstWanted)}
    >
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
    </Filters>
  );
}
