import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import type { ReactNode } from 'react';
import type { AssessmentView, BulkPreview, BulkRow, ScoreEffect } from '../../state/model.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';
import { useUndo } from '../undo.tsx';
import { valueText } from '../value-text.ts';

const useStyles = makeStyles({
  summary: { margin: `0 0 ${tokens.spacingVerticalS}` },
  list: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    maxHeight: '50vh',
    overflowY: 'auto',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  row: {
    padding: `${tokens.spacingVerticalXS} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    overflowWrap: 'anywhere',
  },
  soft: { display: 'block', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

type BulkPreviewDialogProps = Pick<PaneProps, 'dispatch'> & {
  readonly bulk: BulkPreview;
  readonly view: AssessmentView;
  readonly onDone: () => void;
};

/** What a change of many would do, row by row; done only when confirmed, and then with a way back. */
export function BulkPreviewDialog({ bulk, view, dispatch, onDone }: BulkPreviewDialogProps): ReactNode {
  const speech = useSpeech();
  const { say } = speech;
  const styles = useStyles();
  const offerUndo = useUndo();
  const field = bulk.change.kind === 'assign' ? 'assignedTo' : bulk.change.field;
  const changing = bulk.rows.filter(({ effect }) => effect === 'change');
  // A message goes on top of the notes; taking the assignment back takes it away as well.
  const told = bulk.change.kind === 'assign' && bulk.change.message !== '';
  const notesBefore = new Map(
    (told ? view.actions : []).map(({ id, fields }) => [id, fields.implementationNotes?.value ?? null]),
  );
  const kept = new Map(view.actions.map(({ id, automatic }) => [id, automatic?.sentence]));
  const scoreText = ({ percent, achieved, possible }: ScoreEffect['before']): string =>
    `${percent === null ? '–' : speech.percent(percent)} (${speech.number(achieved)} / ${speech.number(possible)})`;
  const effectText = (row: BulkRow): string => {
    if (row.effect === 'same') return say('bulk.same');
    if (row.effect === 'pending') return say('bulk.pending');
    if (row.effect === 'automatic') return kept.get(row.action) ?? '';
    if (row.effect === 'too-early') return say('action.testFirst');
    return `${valueText(speech, view, field, row.from)} → ${valueText(speech, view, field, row.to)}`;
  };
  return (
    <ConfirmDialog
      title={say('bulk.previewTitle')}
      confirm={say('bulk.apply', { count: changing.length })}
      disabled={changing.length === 0}
      onCancel={() => dispatch({ do: 'dropBulk' })}
      onConfirm={() => {
        dispatch({ do: 'applyBulk' });
        offerUndo(say('bulk.done', { count: changing.length }), () => {
          for (const { action, from } of changing) {
            dispatch({ do: 'changeField', action, field, value: from });
            const notes = notesBefore.get(action);
            if (notes !== undefined)
              dispatch({ do: 'changeField', action, field: 'implementationNotes', value: notes });
          }
        });
        onDone();
      }}
    >
      <p className={styles.summary}>
        {say('bulk.summary', { change: changing.length, rest: bulk.rows.length - changing.length })}
      </p>
      {bulk.score !== null && (
        <p className={styles.summary}>
          {say('bulk.score', { before: scoreText(bulk.score.before), after: scoreText(bulk.score.after) })}
        </p>
      )}
      {/* A list that scrolls has to be reached by keyboard. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the reason stands above */}
      <ul className={styles.list} tabIndex={0} aria-label={say('bulk.previewTitle')}>
        {bulk.rows.map((row) => (
          <li key={row.action} className={styles.row}>
            {row.title}
            <span className={styles.soft}>{effectText(row)}</span>
          </li>
        ))}
      </ul>
    </ConfirmDialog>
  );
}
