import { Button, ToggleButton } from '@fluentui/react-button';
import { Checkbox } from '@fluentui/react-checkbox';
import { ArrowSortDownRegular, ArrowSortUpRegular, FilterRegular } from '@fluentui/react-icons';
import { SearchBox } from '@fluentui/react-search';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useId } from 'react';
import type { AssessmentView, PaneState } from '../../state/model.ts';
import { type ItemOrder, myItems } from '../../state/select.ts';
import { ChoiceField } from '../../ui/choice-field.tsx';
import type { WordKey } from '../../ui/words/speech.ts';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { ItemsLook } from '../pane-props.ts';
import { ItemFilters } from './item-filters.tsx';

const useStyles = makeStyles({
  head: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  row: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS, minWidth: 0 },
  grow: { flexGrow: 1, minWidth: 0 },
  search: { flexGrow: 1, minWidth: 0, maxWidth: 'none' },
  count: { flexGrow: 1, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  sort: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    alignItems: 'end',
    columnGap: tokens.spacingHorizontalS,
  },
});

const orderWords = {
  title: 'order.title',
  points: 'order.points',
  assignedTo: 'field.assignedTo',
  status: 'field.implementationStatus',
  result: 'field.testResult',
  dueDate: 'field.dueDate',
  implementationDate: 'field.implementationDate',
  testDate: 'field.testDate',
} as const satisfies Readonly<Record<ItemOrder, WordKey>>;
const orders = Object.keys(orderWords) as readonly ItemOrder[]; // the object has these keys alone

type ItemsHeadProps = {
  readonly state: PaneState;
  readonly view: AssessmentView;
  readonly look: ItemsLook;
  readonly setLook: (look: ItemsLook) => void;
  readonly found: number;
  readonly chosen: number;
  /** Null where nothing can be changed. */
  readonly onChooseAll: ((all: boolean) => void) | null;
};

/** Search, filters, order, and how many there are. */
export function ItemsHead(props: ItemsHeadProps): ReactNode {
  const { state, view, look, setLook, found, chosen, onChooseAll } = props;
  const { say } = useSpeech();
  const styles = useStyles();
  const id = useId();
  const { filter } = look;
  const mine = myItems(state).assignedTo ?? [];
  const onlyMine = state.me !== null && filter.assignedTo?.join() === mine.join();
  const active = Object.entries(filter).filter(([name, value]) => name !== 'text' && value.length > 0).length;
  return (
    <div className={styles.head}>
      <div className={styles.row}>
        <SearchBox
          className={styles.search}
          aria-label={say('items.search')}
          placeholder={say('items.search')}
          value={filter.text ?? ''}
          onChange={(_, { value }) => setLook({ ...look, filter: { ...filter, text: value } })}
        />
        <ToggleButton
          icon={<FilterRegular />}
          checked={look.filtersOpen}
          aria-controls={id}
          aria-expanded={look.filtersOpen}
          aria-label={active === 0 ? say('items.filter') : say('items.filterActive', { count: active })}
          title={active === 0 ? say('items.filter') : say('items.filterActive', { count: active })}
          onClick={() => setLook({ ...look, filtersOpen: !look.filtersOpen })}
        />
      </div>
      <div id={id}>
        {look.filtersOpen && (
          <div className={styles.head}>
            <ItemFilters view={view} filter={filter} onChange={(to) => setLook({ ...look, filter: to })} />
            <div className={styles.sort}>
              <ChoiceField
                label={say('items.order')}
                size="small"
                choices={orders.map((order) => ({ value: order, text: say(orderWords[order]) }))}
                value={look.order}
                onChoose={(order) => setLook({ ...look, order: orders.find((one) => one === order) ?? 'title' })}
              />
              <Button
                size="small"
                icon={look.descending ? <ArrowSortDownRegular /> : <ArrowSortUpRegular />}
                aria-label={look.descending ? say('items.descending') : say('items.ascending')}
                title={look.descending ? say('items.descending') : say('items.ascending')}
                onClick={() => setLook({ ...look, descending: !look.descending })}
              />
            </div>
          </div>
        )}
      </div>
      <div className={styles.row}>
        {onChooseAll !== null && found > 0 && (
          <Checkbox
            checked={chosen === 0 ? false : chosen === found ? true : 'mixed'}
            aria-label={say('items.chooseAll', { count: found })}
            onChange={(_, { checked }) => onChooseAll(checked === true)}
          />
        )}
        <span className={styles.count} role="status">
          {found === view.actions.length
            ? say('items.count', { count: found })
            : say('items.countOf', { found, total: view.actions.length })}
        </span>
        {state.me !== null && (
          <ToggleButton
            size="small"
            checked={onlyMine}
            onClick={() => setLook({ ...look, filter: { ...filter, assignedTo: onlyMine ? [] : mine } })}
          >
            {say('items.mine')}
          </ToggleButton>
        )}
      </div>
    </div>
  );
}
