import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useEffect } from 'react';
import type { Endpoints } from '#engine/contract/http';
import { type Answer, listOf } from '../../state/asking.ts';
import type { GroupSummary } from '../../state/model.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { Differences } from '../import/differences.tsx';
import { LoadedList } from '../loaded-list.tsx';
import { NotAllowed } from '../not-allowed.tsx';
import type { PaneProps } from '../pane-props.ts';
import { SentProblem } from '../sent-problem.tsx';
import { useSending } from '../use-sending.ts';

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
});

type UpdateDialogProps = Pick<PaneProps, 'state' | 'dispatch'> & {
  readonly group: GroupSummary;
  readonly mayAccept: boolean;
  readonly onClose: () => void;
};

/** What newer versions of its templates change in a group: rows, score, and what becomes of answers. */
export function UpdateDialog({ state, dispatch, group, mayAccept, onClose }: UpdateDialogProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const request = { params: { group: group.id } };
  const list = listOf(state, 'updates', request);
  const sent = useSending({ state, dispatch }, 'acceptUpdates', onClose);
  useEffect(() => {
    dispatch({ do: 'load', what: 'updates', request: { params: { group: group.id } } });
  }, [dispatch, group.id]);
  return (
    <ConfirmDialog
      title={say('updates.dialogTitle', { name: group.name })}
      confirm={say('updates.accept')}
      disabled={!mayAccept || list.kind !== 'ready' || sent.kind === 'under-way'}
      onCancel={onClose}
      onConfirm={() =>
        dispatch({
          do: 'send',
          what: 'acceptUpdates',
          request: { ...request, body: { template: null } },
          reload: ['groups'],
          inPlace: true,
        })
      }
    >
      <div className={styles.page}>
        <SentProblem sent={sent} />
        {!mayAccept && <NotAllowed />}
        <LoadedList list={list} onRetry={() => dispatch({ do: 'load', what: 'updates', request })}>
          {({ updates }) => updates.map((one) => <Update key={one.assessment} update={one} />)}
        </LoadedList>
        <p className={styles.text}>{say('updates.final')}</p>
      </div>
    </ConfirmDialog>
  );
}

type TemplateUpdate = Answer<Endpoints['updates']>['updates'][number];

function Update({ update }: { readonly update: TemplateUpdate }): ReactNode {
  const { say, percent } = useSpeech();
  const styles = useStyles();
  const { title, name, from, to, score, parked, returning } = update;
  const shown = (share: number | null): string => (share === null ? '–' : percent(share));
  return (
    <section aria-label={title}>
      <h3 className={styles.title}>{title}</h3>
      <p className={styles.text}>{say('updates.versions', { name, from, to })}</p>
      <p className={styles.text}>
        {say('updates.score', { before: shown(score.before.percent), after: shown(score.after.percent) })}
      </p>
      {parked.length > 0 && <p className={styles.text}>{say('updates.parked', { count: parked.length })}</p>}
      {returning.length > 0 && <p className={styles.text}>{say('updates.returning', { count: returning.length })}</p>}
      <Differences difference={update.difference} affected={[]} />
    </section>
  );
}
