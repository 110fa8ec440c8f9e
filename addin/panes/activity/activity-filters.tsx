import type { ReactNode } from 'react';
import { lastOf, listOf } from '../../state/asking.ts';
import type { PaneState } from '../../state/model.ts';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Filters } from '../../ui/filters.tsx';
import { PersonPicker } from '../../ui/person-picker.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { firstWanted, type WantedActivity } from './activity-filter.ts';
import { kindWords } from './kind-words.ts';

const kinds = Object.keys(kindWords) as (keyof typeof kindWords)[]; // the object has these keys alone

type ActivityFiltersProps = {
  readonly state: PaneState;
  readonly wanted: WantedActivity;
  readonly onChange: (wanted: WantedActivity) => void;
};

/** By what the activity is narrowed; all of it has to fit. */
export function ActivityFilters({ state, wanted, onChange }: ActivityFiltersProps): ReactNode {
  const { say } = useSpeech();
  const change = (part: Partial<WantedActivity>): void => onChange({ ...wanted, ...part });
  const people = lastOf(listOf(state, 'people'))?.people ?? [];
  const groups = lastOf(listOf(state, 'groups'))?.groups ?? [];
  const any = { value: '', text: say('items.any') };
  return (
    <Filters
      search={{ label: say('activity.find'), text: wanted.text, onFind: (text) => change({ text }) }}
      onClear={() => onChange(firstWanted)}
    >
      <DateField label={say('activity.from')} value={wanted.from} onChange={(from) => change({ from })} />
      <DateField label={say('activity.to')} value={wanted.to} onChange={(to) => change({ to })} />
      <PersonPicker
        label={say('activity.person')}
        none={say('items.any')}
        people={people}
        value={wanted.person}
        onPick={(id) => change({ person: people.find((one) => one.id === id)?.id ?? null })}
      />
      <ChoiceField
        label={say('activity.kind')}
        choices={[any, ...kinds.map((kind) => ({ value: kind, text: say(kindWords[kind]) }))]}
        value={wanted.kind ?? ''}
        onChoose={(value) => change({ kind: kinds.find((kind) => kind === value) ?? null })}
      />
      <ChoiceField
        label={say('group.title')}
        choices={[any, ...groups.map(({ id, name }) => ({ value: id, text: name }))]}
        value={wanted.group ?? ''}
        onChoose={(value) => change({ group: groups.find(({ id }) => id === value)?.id ?? null })}
      />
    </Filters>
  );
}
