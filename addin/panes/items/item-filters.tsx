import type { ReactNode } from 'react';
import { implementationStatuses, testResults } from '#engine/contract/model/vocabulary';
import { type DueSpan, dueSpans } from '../../state/due.ts';
import type { AssessmentView } from '../../state/model.ts';
import type { ItemFilter } from '../../state/select.ts';
import { Filters } from '../../ui/filters.tsx';
import { SeveralChoices } from '../../ui/several-choices.tsx';
import type { WordKey } from '../../ui/words/speech.ts';
import { useSpeech } from '../../ui/words/speech-context.ts';

const dueWords = {
  overdue: 'items.overdue',
  'this-week': 'items.thisWeek',
  'this-month': 'items.thisMonth',
  none: 'items.noDueDate',
} as const satisfies Readonly<Record<DueSpan, WordKey>>;

type ItemFiltersProps = {
  readonly view: AssessmentView;
  readonly filter: ItemFilter;
  readonly onChange: (filter: ItemFilter) => void;
};

/** Several values of one filter are alternatives; several filters all have to fit. */
export function ItemFilters({ view, filter, onChange }: ItemFiltersProps): ReactNode {
  const { say } = useSpeech();
  const none = say('items.any');
  const plain = (values: Iterable<string>) =>
    [...new Set(values)].filter((value) => value !== '').map((value) => ({ value, text: value }));
  const people = [
    { value: '', text: say('person.nobody') },
    ...view.people.map(({ id, name }) => ({ value: id, text: name })),
  ];
  return (
    <Filters onClear={() => onChange({})}>
      <SeveralChoices
        label={say('field.assignedTo')}
        none={none}
        choices={people}
        values={filter.assignedTo ?? []}
        onChoose={(assignedTo) => onChange({ ...filter, assignedTo })}
      />
      <SeveralChoices
        label={say('items.status')}
        none={none}
        choices={plain(implementationStatuses)}
        values={filter.status ?? []}
        onChoose={(status) => onChange({ ...filter, status })}
      />
      <SeveralChoices
        label={say('field.testResult')}
        none={none}
        choices={plain(testResults)}
        values={filter.result ?? []}
        onChoose={(result) => onChange({ ...filter, result })}
      />
      <SeveralChoices
        label={say('items.family')}
        none={none}
        choices={plain(view.families.map(({ family }) => family))}
        values={filter.family ?? []}
        onChoose={(family) => onChange({ ...filter, family })}
      />
      <SeveralChoices
        label={say('items.control')}
        none={none}
        choices={view.controls.map(({ id, title }) => ({ value: id, text: `${id} ${title}` }))}
        values={filter.control ?? []}
        onChoose={(control) => onChange({ ...filter, control })}
      />
      <SeveralChoices
        label={say('action.owners')}
        none={none}
        choices={plain(view.actions.flatMap(({ owners }) => owners))}
        values={filter.owner ?? []}
        onChoose={(owner) => onChange({ ...filter, owner })}
      />
      <SeveralChoices
        label={say('action.type')}
        none={none}
        choices={plain(view.actions.map(({ type }) => type))}
        values={filter.type ?? []}
        onChoose={(type) => onChange({ ...filter, type })}
      />
      <SeveralChoices
        label={say('items.due')}
        none={none}
        choices={dueSpans.map((span) => ({ value: span, text: say(dueWords[span]) }))}
        values={filter.due ?? []}
        onChoose={(values) => onChange({ ...filter, due: dueSpans.filter((span) => values.includes(span)) })}
      />
    </Filters>
  );
}
