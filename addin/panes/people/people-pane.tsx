import { Button } from '@fluentui/react-button';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useEffect, useState } from 'react';
import type { AccessChange } from '#engine/contract/model/permission';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { PaneBody } from '../../ui/pane-body.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { LoadedList } from '../loaded-list.tsx';
import { may } from '../may.ts';
import { NotAllowed } from '../not-allowed.tsx';
import type { PaneProps } from '../pane-props.ts';
import { AccessPreviewDialog } from './access-preview-dialog.tsx';
import { AssessmentRoles } from './assessment-roles.tsx';
import { OrganisationRoles } from './organisation-roles.tsx';

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  count: { flexGrow: 1 },
});

/** Who is in which role, in the whole organisation and for the open assessment; what changes is shown before it is saved. */
export function PeoplePane({ state, dispatch }: PaneProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const { people, view } = state;
  const [place, setPlace] = useState<'organisation' | 'assessment'>('organisation');
  const [draft, setDraft] = useState<readonly AccessChange[]>([]);
  const allowed = may(state, 'manage-users');
  useEffect(() => {
    if (allowed) dispatch({ do: 'loadAccess' });
  }, [dispatch, allowed]);
  if (!allowed) {
    return (
      <PaneBody>
        <NotAllowed />
      </PaneBody>
    );
  }
  return (
    <PaneBody>
      {view !== null && (
        <ChoiceField
          label={say('roles.for')}
          choices={[
            { value: 'organisation', text: say('roles.organisation') },
            { value: 'assessment', text: view.assessment.title },
          ]}
          value={place}
          onChoose={(value) => setPlace(value === 'assessment' ? 'assessment' : 'organisation')}
        />
      )}
      <LoadedList list={people.access} onRetry={() => dispatch({ do: 'loadAccess' })}>
        {(access) => {
          const shown = { access, state, draft, setDraft, dispatch };
          return (
            <>
              {place === 'assessment' && view !== null ? (
                <AssessmentRoles {...shown} assessment={view.workbook.assessment} />
              ) : (
                <OrganisationRoles {...shown} />
              )}
              {draft.length > 0 && (
                <div className={styles.bar}>
                  <span className={styles.count} role="status">
                    {say('roles.change', { count: draft.length })}
                  </span>
                  <Button onClick={() => setDraft([])}>{say('common.reset')}</Button>
                  <Button appearance="primary" onClick={() => dispatch({ do: 'previewAccess', changes: draft })}>
                    {say('roles.preview')}
                  </Button>
                </div>
              )}
            </>
          );
        }}
      </LoadedList>
      {people.asked !== null && (
        <AccessPreviewDialog
          preview={people.asked.preview}
          onCancel={() => dispatch({ do: 'dropAccess' })}
          onSave={() => {
            dispatch({ do: 'changeAccess' });
            setDraft([]);
          }}
        />
      )}
    </PaneBody>
  );
}
