import { Button } from '@fluentui/react-button';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useEffect, useState } from 'react';
import type { Endpoints } from '#engine/contract/http';
import { type Answer, listOf } from '../../state/asking.ts';
import type { ActionView, AssessmentView } from '../../state/model.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Section } from '../../ui/section.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { LoadedList } from '../loaded-list.tsx';
import { may } from '../may.ts';
import type { PaneProps } from '../pane-props.ts';
import { CommentText } from './comment-text.tsx';
import { WriteComment } from './write-comment.tsx';

const useStyles = makeStyles({
  list: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalM,
  },
  soft: { margin: 0, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  more: { alignSelf: 'flex-start' },
});

type CommentsProps = Pick<PaneProps, 'state' | 'dispatch'> & {
  readonly view: AssessmentView;
  readonly action: ActionView;
};

type Comment = Answer<Endpoints['comments']>['comments'][number];

/** As many as are seen at once; the newest stand at the end, above the place to answer. */
const shownAtOnce = 3;

/** What people say about an action. */
export function Comments({ state, dispatch, view, action }: CommentsProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const [all, setAll] = useState(false);
  const [removing, setRemoving] = useState<Comment | null>(null);
  const where = { params: { assessment: view.workbook.assessment, action: action.id } } as const;
  const load = { do: 'load', what: 'comments', request: where } as const;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for once for each action that is looked at
  useEffect(() => {
    dispatch(load);
    return () => dispatch({ do: 'forget', what: 'comments' });
  }, [dispatch, where.params.assessment, action.id]);
  const manages = may(state, 'manage-assessments', where.params.assessment);
  return (
    <Section title={say('comments.title')}>
      <LoadedList list={listOf(state, 'comments', where)} onRetry={() => dispatch(load)}>
        {({ comments }) => (
          <>
            {comments.length === 0 && <p className={styles.soft}>{say('comments.none')}</p>}
            {!all && comments.length > shownAtOnce && (
              <Button className={styles.more} size="small" appearance="subtle" onClick={() => setAll(true)}>
                {say('comments.earlier', { count: comments.length - shownAtOnce })}
              </Button>
            )}
            <ol className={styles.list} aria-live="polite" aria-relevant="additions">
              {(all ? comments : comments.slice(-shownAtOnce)).map((comment) => (
                <CommentText
                  key={`${comment.partition} ${comment.number}`}
                  comment={comment}
                  view={view}
                  onRemove={manages || comment.author === state.me?.id ? () => setRemoving(comment) : null}
                />
              ))}
            </ol>
          </>
        )}
      </LoadedList>
      {view.archived === null && <WriteComment key={action.id} state={state} dispatch={dispatch} where={where} />}
      {removing !== null && (
        <ConfirmDialog
          title={say('comments.removeTitle')}
          confirm={say('comments.remove')}
          onCancel={() => setRemoving(null)}
          onConfirm={() => {
            const { partition, number } = removing;
            dispatch({
              ...{ do: 'send', what: 'removeComment', reload: ['comments'] },
              request: { params: { ...where.params, partition, number } },
            });
            setRemoving(null);
          }}
        >
          {say('comments.removeText')}
        </ConfirmDialog>
      )}
    </Section>
  );
}
