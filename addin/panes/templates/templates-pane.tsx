import { Button } from '@fluentui/react-button';
import { AddRegular, ArrowDownloadRegular, DocumentTableRegular } from '@fluentui/react-icons';
import { SearchBox } from '@fluentui/react-search';
import { Switch } from '@fluentui/react-switch';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useEffect, useState } from 'react';
import type { TemplateId } from '#engine/contract/model/ids';
import { templateStatuses } from '#engine/contract/model/vocabulary';
import { listOf } from '../../state/asking.ts';
import type { TemplateSummary } from '../../state/model.ts';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ItemList } from '../../ui/item-list.tsx';
import { PaneBody } from '../../ui/pane-body.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { LoadedList } from '../loaded-list.tsx';
import { may } from '../may.ts';
import { NotAllowed } from '../not-allowed.tsx';
import type { PaneProps } from '../pane-props.ts';
import { PendingUpdates } from './pending-updates.tsx';
import { TemplateDetail } from './template-detail.tsx';
import { TemplateRow } from './template-row.tsx';

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  filters: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(180px, 100%), 1fr))',
    gap: tokens.spacingHorizontalM,
    alignItems: 'end',
  },
  search: { width: '100%', maxWidth: 'none' },
  list: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  soft: { margin: 0, color: tokens.colorNeutralForeground2 },
});

/** Every template of the organisation with what it waits for: from import over approval to the archive. */
export function TemplatesPane({ state, dispatch }: PaneProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const [open, setOpen] = useState<TemplateId | null>(null);
  const allowed = may(state, 'manage-master-data');
  useEffect(() => {
    for (const what of ['templates', 'groups', 'people', 'approvalRule'] as const) dispatch({ do: 'load', what });
  }, [dispatch]);
  if (!allowed) {
    return (
      <PaneBody>
        <NotAllowed />
      </PaneBody>
    );
  }
  return (
    <PaneBody>
      <LoadedList list={listOf(state, 'templates')} onRetry={() => dispatch({ do: 'load', what: 'templates' })}>
        {({ templates }) => {
          const shown = templates.find(({ id }) => id === open);
          if (shown !== undefined) {
            return <TemplateDetail state={state} dispatch={dispatch} template={shown} onClose={() => setOpen(null)} />;
          }
          return (
            <>
              <div className={styles.bar}>
                <Button
                  appearance="primary"
                  icon={<AddRegular />}
                  onClick={() => dispatch({ do: 'goTo', page: 'import' })}
                >
                  {say('frame.import')}
                </Button>
                <Button
                  icon={<ArrowDownloadRegular />}
                  onClick={() => dispatch({ do: 'download', what: 'starterWorkbook' })}
                >
                  {say('templates.starter')}
                </Button>
              </div>
              <p className={styles.soft}>{say('templates.help')}</p>
              <PendingUpdates state={state} dispatch={dispatch} />
              <Found state={state} dispatch={dispatch} templates={templates} onOpen={setOpen} />
            </>
          );
        }}
      </LoadedList>
    </PaneBody>
  );
}

type FoundProps = Pick<PaneProps, 'state' | 'dispatch'> & {
  readonly templates: readonly TemplateSummary[];
  readonly onOpen: (template: TemplateId) => void;
};

function Found({ state, dispatch, templates, onOpen }: FoundProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const [typed, setTyped] = useState('');
  const [status, setStatus] = useState('');
  const [withArchived, setWithArchived] = useState(false);
  const wanted = typed.trim().toLowerCase();
  const found = templates
    .filter(
      (one) =>
        (withArchived || !one.archived) &&
        (status === '' || one.status === status) &&
        [one.name, one.certification, ...one.products].join(' ').toLowerCase().includes(wanted),
    )
    .sort((a, b) => Number(a.archived) - Number(b.archived) || a.name.localeCompare(b.name));
  const hidden = templates.filter(({ archived }) => archived).length;
  if (templates.length === 0) {
    return (
      <EmptyState icon={<DocumentTableRegular />} title={say('new.noTemplates')} text={say('new.noTemplatesHint')} />
    );
  }
  return (
    <div className={styles.list}>
      <SearchBox
        className={styles.search}
        aria-label={say('new.findTemplate')}
        placeholder={say('new.findTemplate')}
        value={typed}
        onChange={(_, { value }) => setTyped(value)}
      />
      <div className={styles.filters}>
        <ChoiceField
          size="small"
          label={say('templates.status')}
          choices={[
            { value: '', text: say('items.any') },
            ...templateStatuses.map((one) => ({ value: one, text: one })),
          ]}
          value={status}
          onChoose={setStatus}
        />
        <Switch
          label={say('templates.showArchived', { count: hidden })}
          checked={withArchived}
          onChange={(_, { checked }) => setWithArchived(checked)}
        />
      </div>
      {found.length === 0 ? (
        <p className={styles.soft} role="status">
          {say('templates.noneFound')}
        </p>
      ) : (
        <ItemList>
          {found.map((one) => (
            <TemplateRow key={one.id} state={state} dispatch={dispatch} template={one} onOpen={() => onOpen(one.id)} />
          ))}
        </ItemList>
      )}
    </div>
  );
}
