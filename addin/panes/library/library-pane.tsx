import { Tab, TabList } from '@fluentui/react-tabs';
import { type ReactNode, useEffect, useState } from 'react';
import { listOf } from '../../state/asking.ts';
import { PaneBody } from '../../ui/pane-body.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { LoadedList } from '../loaded-list.tsx';
import type { PaneProps } from '../pane-props.ts';
import { DeletionDialog } from './deletion-dialog.tsx';
import { GroupCard } from './group-card.tsx';
import { TemplateList } from './template-list.tsx';

/** Everything the organisation has: groups with their assessments, and templates. */
export function LibraryPane(props: PaneProps): ReactNode {
  const { state, dispatch } = props;
  const { say } = useSpeech();
  const [tab, setTab] = useState<'groups' | 'templates'>('groups');
  // What others have made meanwhile is to be seen as well: loaded whenever the page is opened.
  useEffect(() => {
    dispatch({ do: 'load', what: 'groups' });
    dispatch({ do: 'load', what: 'templates' });
  }, [dispatch]);
  return (
    <PaneBody>
      <TabList
        size="small"
        selectedValue={tab}
        onTabSelect={(_, { value }) => setTab(value === 'templates' ? 'templates' : 'groups')}
      >
        <Tab value="groups">{say('library.groups')}</Tab>
        <Tab value="templates">{say('library.templates')}</Tab>
      </TabList>
      {tab === 'groups' ? (
        <LoadedList list={listOf(state, 'groups')} onRetry={() => dispatch({ do: 'load', what: 'groups' })}>
          {({ groups }) => groups.map((group) => <GroupCard key={group.id} {...props} group={group} />)}
        </LoadedList>
      ) : (
        <LoadedList list={listOf(state, 'templates')} onRetry={() => dispatch({ do: 'load', what: 'templates' })}>
          {({ templates }) => <TemplateList templates={templates} />}
        </LoadedList>
      )}
      {state.deletion !== null && <DeletionDialog deletion={state.deletion} dispatch={dispatch} />}
    </PaneBody>
  );
}
