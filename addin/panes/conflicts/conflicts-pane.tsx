import { CheckmarkCircleRegular } from '@fluentui/react-icons';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import type { ReactNode } from 'react';
import type { AssessmentView } from '../../state/model.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PaneBody } from '../../ui/pane-body.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';
import { ConflictCard } from './conflict-card.tsx';
import { HeldCard } from './held-card.tsx';

const useStyles = makeStyles({
  list: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalM,
  },
  intro: { margin: 0, color: tokens.colorNeutralForeground2 },
});

/** Everything that waits for a decision: two different edits of one field, and batches that look like a slip. */
export function ConflictsPane({ state, dispatch, view }: PaneProps & { readonly view: AssessmentView }): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  if (view.conflicts.length === 0 && state.held.length === 0) {
    return (
      <PaneBody>
        <EmptyState icon={<CheckmarkCircleRegular />} title={say('conflicts.none')} text={say('conflicts.noneHint')} />
      </PaneBody>
    );
  }
  const selected = state.selection.kind === 'conflict' ? state.selection.conflict : null;
  return (
    <PaneBody>
      <p className={styles.intro}>{say('conflicts.intro')}</p>
      <ul className={styles.list} aria-label={say('conflicts.title')}>
        {state.held.map((held) => (
          <li key={held.id}>
            <HeldCard held={held} view={view} dispatch={dispatch} />
          </li>
        ))}
        {view.conflicts.map((conflict) => (
          <li key={conflict.id}>
            <ConflictCard
              conflict={conflict}
              state={state}
              view={view}
              dispatch={dispatch}
              selected={conflict.id === selected}
            />
          </li>
        ))}
      </ul>
    </PaneBody>
  );
}
