import { Button } from '@fluentui/react-button';
import { DismissRegular } from '@fluentui/react-icons';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useState } from 'react';
import type { ActionId } from '#engine/contract/model/ids';
import type { AssessmentView } from '../../state/model.ts';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { AssignDialog } from '../assign-dialog.tsx';
import { mayEdit } from '../may.ts';
import type { PaneProps } from '../pane-props.ts';
import { BulkPreviewDialog } from './bulk-preview-dialog.tsx';
import { BulkSetDialog } from './bulk-set-dialog.tsx';

const useStyles = makeStyles({
  bar: {
    position: 'sticky',
    bottom: 0,
    zIndex: 1,
    display: 'flex',
    alignItems: 'center',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderTop: `1px solid ${tokens.colorNeutralStroke1}`,
    boxShadow: tokens.shadow8,
  },
  count: { flexGrow: 1, whiteSpace: 'nowrap' },
});

type BulkBarProps = Pick<PaneProps, 'state' | 'dispatch'> & {
  readonly view: AssessmentView;
  readonly actions: readonly ActionId[];
  readonly onClear: () => void;
};

/** What can be done with the chosen action items. Everything is shown before it is done. */
export function BulkBar({ state, dispatch, view, actions, onClear }: BulkBarProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const [asking, setAsking] = useState<'assign' | 'set' | null>(null);
  return (
    <section className={styles.bar} aria-label={say('bulk.title')}>
      <span className={styles.count}>{say('bulk.chosen', { count: actions.length })}</span>
      <Button size="small" disabled={!mayEdit(state, 'edit-data')} onClick={() => setAsking('assign')}>
        {say('bulk.assign')}
      </Button>
      <Button size="small" onClick={() => setAsking('set')}>
        {say('bulk.set')}
      </Button>
      <Button
        size="small"
        appearance="subtle"
        icon={<DismissRegular />}
        aria-label={say('bulk.clear')}
        title={say('bulk.clear')}
        onClick={onClear}
      />
      {asking === 'assign' && (
        <AssignDialog
          people={view.people}
          current={null}
          count={actions.length}
          onCancel={() => setAsking(null)}
          onAssign={(to, message) => {
            setAsking(null);
            dispatch({ do: 'previewBulk', actions, change: { kind: 'assign', to, message } });
          }}
        />
      )}
      {asking === 'set' && (
        <BulkSetDialog
          count={actions.length}
          state={state}
          onCancel={() => setAsking(null)}
          onSet={(field, value) => {
            setAsking(null);
            dispatch({ do: 'previewBulk', actions, change: { kind: 'set', field, value } });
          }}
        />
      )}
      {state.bulk !== null && <BulkPreviewDialog bulk={state.bulk} view={view} dispatch={dispatch} onDone={onClear} />}
    </section>
  );
}
