import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import type { ReactNode } from 'react';
import type { DeletionPreview } from '../../state/model.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';

const useStyles = makeStyles({
  text: { margin: `0 0 ${tokens.spacingVerticalS}` },
  list: { margin: 0, paddingInlineStart: '18px', overflowWrap: 'anywhere' },
});

const mostNames = 10;

/** What deleting an assessment takes along, before it is done: there is no way back. */
export function DeletionDialog(props: Pick<PaneProps, 'dispatch'> & { readonly deletion: DeletionPreview }): ReactNode {
  const { deletion, dispatch } = props;
  const { say } = useSpeech();
  const styles = useStyles();
  const filled = deletion.records.filter((record) => record.filled);
  return (
    <ConfirmDialog
      title={say('deletion.title', { title: deletion.title })}
      confirm={say('deletion.confirm')}
      onCancel={() => dispatch({ do: 'dropDeletion' })}
      onConfirm={() => dispatch({ do: 'confirmDeletion' })}
    >
      <p className={styles.text}>{say('deletion.final')}</p>
      {deletion.group !== null && <p className={styles.text}>{say('deletion.group', { name: deletion.group.name })}</p>}
      {deletion.openConflicts > 0 && (
        <p className={styles.text}>{say('deletion.conflicts', { count: deletion.openConflicts })}</p>
      )}
      {deletion.evidence > 0 && <p className={styles.text}>{say('deletion.evidence', { count: deletion.evidence })}</p>}
      {filled.length > 0 && (
        <>
          <p className={styles.text}>{say('deletion.records', { count: filled.length })}</p>
          <ul className={styles.list}>
            {filled.slice(0, mostNames).map(({ action, title }) => (
              <li key={action}>{title}</li>
            ))}
            {filled.length > mostNames && <li>{say('common.andMore', { count: filled.length - mostNames })}</li>}
          </ul>
        </>
      )}
    </ConfirmDialog>
  );
}
