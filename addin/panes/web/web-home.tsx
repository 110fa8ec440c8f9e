import { Button } from '@fluentui/react-button';
import { AddRegular, ArrowImportRegular, BuildingRegular, FolderOpenRegular } from '@fluentui/react-icons';
import { Link } from '@fluentui/react-link';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useEffect } from 'react';
import { listOf } from '../../state/asking.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PaneBody } from '../../ui/pane-body.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { DeletionDialog } from '../library/deletion-dialog.tsx';
import { GroupCard } from '../library/group-card.tsx';
import { LoadedList } from '../loaded-list.tsx';
import { may } from '../may.ts';
import type { PaneProps } from '../pane-props.ts';

const useStyles = makeStyles({
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
  },
  bar: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  soft: { margin: 0, color: tokens.colorNeutralForeground2, maxWidth: '80ch' },
  groups: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 400px), 1fr))',
    gap: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalXXXL}`,
    alignItems: 'start',
  },
});

/** What the page of its own begins with: every group with its scores, and where to go on. */
export function WebHome(props: PaneProps): ReactNode {
  const { state, dispatch } = props;
  const { say } = useSpeech();
  const styles = useStyles();
  useEffect(() => {
    dispatch({ do: 'load', what: 'groups' });
  }, [dispatch]);
  const bar = (
    <div className={styles.bar}>
      {may(state, 'manage-assessments') && (
        <Button appearance="primary" icon={<AddRegular />} onClick={() => dispatch({ do: 'goTo', page: 'new' })}>
          {say('frame.new')}
        </Button>
      )}
      {may(state, 'manage-master-data') && (
        <Button icon={<ArrowImportRegular />} onClick={() => dispatch({ do: 'goTo', page: 'import' })}>
          {say('frame.import')}
        </Button>
      )}
      <Button icon={<BuildingRegular />} onClick={() => dispatch({ do: 'goTo', page: 'administration' })}>
        {say('page.administration')}
      </Button>
    </div>
  );
  return (
    <PaneBody>
      <h1 className={styles.title}>{say('web.title')}</h1>
      {bar}
      <p className={styles.soft}>
        {say('web.help')} <Link href="/workbench/">{say('web.workbench')}</Link>
      </p>
      <LoadedList list={listOf(state, 'groups')} onRetry={() => dispatch({ do: 'load', what: 'groups' })}>
        {({ groups }) =>
          groups.length === 0 ? (
            <EmptyState icon={<FolderOpenRegular />} title={say('web.none')} text={say('web.noneHint')} />
          ) : (
            <div className={styles.groups}>
              {groups.map((group) => (
                <GroupCard key={group.id} {...props} group={group} />
              ))}
            </div>
          )
        }
      </LoadedList>
      {state.deletion !== null && <DeletionDialog deletion={state.deletion} dispatch={dispatch} />}
    </PaneBody>
  );
}
