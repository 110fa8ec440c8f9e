import { Button } from '@fluentui/react-button';
import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-message-bar';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useEffect, useState } from 'react';
import { roleNames } from '#engine/contract/model/permission';
import { listOf } from '../../state/asking.ts';
import type { DirectoryPerson } from '../../state/model.ts';
import { Facts } from '../../ui/facts.tsx';
import { Section } from '../../ui/section.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { LoadedList } from '../loaded-list.tsx';
import type { PaneProps } from '../pane-props.ts';
import { ForgetDialog } from './forget-dialog.tsx';
import { ReassignDialog } from './reassign-dialog.tsx';

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL },
  bar: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  soft: { margin: 0, color: tokens.colorNeutralForeground2 },
});

type PersonRecordProps = Pick<PaneProps, 'state' | 'dispatch'> & {
  readonly person: DirectoryPerson;
  readonly onForgotten: () => void;
};

type Outcome =
  | { readonly kind: 'reassigned'; readonly actions: number; readonly to: string }
  | { readonly kind: 'forgotten'; readonly stays: string };

/** How much is kept about somebody, and the three things that can be done with it. */
export function PersonRecord({ state, dispatch, person, onForgotten }: PersonRecordProps): ReactNode {
  const { say, number } = useSpeech();
  const styles = useStyles();
  const [asking, setAsking] = useState<'reassign' | 'forget' | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const request = { params: { person: person.id } };
  useEffect(() => {
    dispatch({ do: 'load', what: 'exportPerson', request: { params: { person: person.id } } });
  }, [dispatch, person.id]);
  const both = { state, dispatch };
  if (outcome?.kind === 'forgotten') {
    return (
      <MessageBar intent="success" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{say('privacy.forgotten', { name: person.name })}</MessageBarTitle> {outcome.stays}
        </MessageBarBody>
        <Button size="small" onClick={onForgotten}>
          {say('common.close')}
        </Button>
      </MessageBar>
    );
  }
  return (
    <Section title={person.email === null ? person.name : `${person.name} · ${person.email}`}>
      <div className={styles.page}>
        {outcome?.kind === 'reassigned' && (
          <MessageBar intent="success" layout="multiline">
            <MessageBarBody>
              {say('privacy.reassigned', { count: outcome.actions, name: outcome.to || say('person.nobody') })}
            </MessageBarBody>
          </MessageBar>
        )}
        <LoadedList
          list={listOf(state, 'exportPerson', request)}
          onRetry={() => dispatch({ do: 'load', what: 'exportPerson', request })}
        >
          {(record) => (
            <>
              <Facts
                facts={[
                  [say('privacy.roles'), record.roles.map((role) => roleNames[role]).join(', ')],
                  [say('privacy.assigned'), number(record.assigned.length)],
                  [say('privacy.evidence'), number(record.evidence.length)],
                  [say('privacy.comments'), number(record.comments.length)],
                  [say('privacy.fields'), number(record.fields.length)],
                  [say('privacy.tokens'), number(record.tokens.length)],
                ]}
              />
              {record.assigned.length + record.evidence.length + record.comments.length + record.fields.length ===
                0 && <p className={styles.soft}>{say('privacy.nothing')}</p>}
              <div className={styles.bar}>
                <Button
                  appearance="primary"
                  onClick={() =>
                    dispatch({ do: 'download', what: 'exportPerson', request, name: `${person.name}.json` })
                  }
                >
                  {say('privacy.export')}
                </Button>
                <Button disabled={record.assigned.length === 0} onClick={() => setAsking('reassign')}>
                  {say('privacy.reassign')}
                </Button>
                <Button onClick={() => setAsking('forget')}>{say('privacy.forget')}</Button>
              </div>
            </>
          )}
        </LoadedList>
        {asking === 'reassign' && (
          <ReassignDialog
            {...both}
            person={person}
            onClose={() => setAsking(null)}
            onDone={(actions, to) => {
              setAsking(null);
              setOutcome({ kind: 'reassigned', actions, to });
            }}
          />
        )}
        {asking === 'forget' && (
          <ForgetDialog
            {...both}
            person={person}
            onClose={() => setAsking(null)}
            onDone={(stays) => {
              setAsking(null);
              setOutcome({ kind: 'forgotten', stays });
            }}
          />
        )}
      </div>
    </Section>
  );
}
