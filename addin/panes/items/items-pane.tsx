import { Button } from '@fluentui/react-button';
import { TaskListLtrRegular } from '@fluentui/react-icons';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useState } from 'react';
import type { ActionId } from '#engine/contract/model/ids';
import type { AssessmentView } from '../../state/model.ts';
import { actionItems } from '../../state/select.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { mayEdit } from '../may.ts';
import { firstLook, type PaneProps } from '../pane-props.ts';
import { today } from '../today.ts';
import { BulkBar } from './bulk-bar.tsx';
import { ItemRow } from './item-row.tsx';
import { ItemsHead } from './items-head.tsx';

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', minHeight: '100%' },
  body: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    rowGap: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    minWidth: 0,
  },
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  more: { alignSelf: 'center' },
});

const rowsAtOnce = 50;

/** The action items of the assessment: found, sorted, and changed many at a time. */
export function ItemsPane(props: PaneProps & { readonly view: AssessmentView }): ReactNode {
  const { state, dispatch, view, look, setLook } = props;
  const { say } = useSpeech();
  const styles = useStyles();
  const [rows, setRows] = useState(rowsAtOnce);
  const [chosen, setChosen] = useState<ReadonlySet<ActionId>>(new Set());
  const editable = mayEdit(state, 'edit-data') || mayEdit(state, 'edit-test-results');
  const items = actionItems(state, look, today());
  const shown = items.slice(0, rows);
  // What a filter hides is not changed with the rest.
  const chosenItems = items.filter(({ id }) => chosen.has(id));
  const toggle = (id: ActionId): void => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  return (
    <div className={styles.page}>
      <div className={styles.body}>
        <ItemsHead
          state={state}
          view={view}
          look={look}
          setLook={(to) => {
            setRows(rowsAtOnce);
            setLook(to);
          }}
          found={items.length}
          chosen={chosenItems.length}
          onChooseAll={editable ? (all) => setChosen(all ? new Set(items.map(({ id }) => id)) : new Set()) : null}
        />
        {items.length === 0 && (
          <EmptyState icon={<TaskListLtrRegular />} title={say('items.none')} text={say('items.noneHint')}>
            <Button onClick={() => setLook(firstLook)}>{say('items.showAll')}</Button>
          </EmptyState>
        )}
        <ul className={styles.list} aria-label={say('items.title')}>
          {shown.map((action) => (
            <ItemRow
              key={action.id}
              state={state}
              view={view}
              action={action}
              chosen={chosen.has(action.id)}
              onToggle={editable ? toggle : null}
              dispatch={dispatch}
            />
          ))}
        </ul>
        {items.length > rows && (
          <Button className={styles.more} onClick={() => setRows(rows + rowsAtOnce)}>
            {say('common.showMore', { count: Math.min(rowsAtOnce, items.length - rows) })}
          </Button>
        )}
      </div>
      {chosenItems.length > 0 && (
        <BulkBar
          state={state}
          dispatch={dispatch}
          view={view}
          actions={chosenItems.map(({ id }) => id)}
          onClear={() => setChosen(new Set())}
        />
      )}
    </div>
  );
}
