import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useEffect } from 'react';
import type { ActionView, AssessmentView } from '../../state/model.ts';
import { Section } from '../../ui/section.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { LoadedList } from '../loaded-list.tsx';
import { mayEdit } from '../may.ts';
import type { PaneProps } from '../pane-props.ts';
import { AddEvidence } from './add-evidence.tsx';
import { EvidencePiece } from './evidence-piece.tsx';
import { UploadRow } from './upload-row.tsx';

const useStyles = makeStyles({
  list: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalS,
  },
  soft: { margin: 0, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

type EvidenceAreaProps = Pick<PaneProps, 'state' | 'dispatch'> & {
  readonly view: AssessmentView;
  readonly action: ActionView;
};

/** What proves the action, what is on its way to, and for those who may, a place to add more. */
export function EvidenceArea({ state, dispatch, view, action }: EvidenceAreaProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const { evidence } = state;
  const load = { do: 'loadEvidence', action: action.id } as const;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for once for each action that is looked at
  useEffect(() => dispatch(load), [dispatch, action.id]);
  const uploads = evidence.uploads.filter((upload) => upload.action === action.id);
  const editable = mayEdit(state, 'edit-data');
  return (
    <Section title={say('evidence.title')}>
      <LoadedList list={evidence.of === action.id ? evidence.pieces : { kind: 'none' }} onRetry={() => dispatch(load)}>
        {(pieces) =>
          pieces.length === 0 ? (
            <p className={styles.soft}>{say('evidence.none')}</p>
          ) : (
            <ul className={styles.list}>
              {pieces.map((piece) => (
                <EvidencePiece
                  key={piece.id}
                  piece={piece}
                  view={view}
                  action={action.id}
                  editable={editable}
                  dispatch={dispatch}
                />
              ))}
            </ul>
          )
        }
      </LoadedList>
      {uploads.length > 0 && (
        <ul className={styles.list}>
          {uploads.map((upload) => (
            <UploadRow key={upload.id} upload={upload} dispatch={dispatch} />
          ))}
        </ul>
      )}
      {editable && <AddEvidence action={action.id} limits={evidence.limits} dispatch={dispatch} />}
    </Section>
  );
}
