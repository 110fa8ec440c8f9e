import { Button } from '@fluentui/react-button';
import { AddRegular } from '@fluentui/react-icons';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useEffect, useState } from 'react';
import type { Endpoints } from '#engine/contract/http';
import { type Answer, lastOf, listOf } from '../../state/asking.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { ItemList } from '../../ui/item-list.tsx';
import { PaneBody } from '../../ui/pane-body.tsx';
import { Section } from '../../ui/section.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { LoadedList } from '../loaded-list.tsx';
import { may } from '../may.ts';
import type { PaneProps } from '../pane-props.ts';
import { AlertRow } from './alert-row.tsx';
import { draftOf, emptyRule, type RuleDraft } from './draft-rule.ts';
import { RuleDialog } from './rule-dialog.tsx';

const useStyles = makeStyles({
  soft: { margin: 0, color: tokens.colorNeutralForeground2 },
});

type Rule = Answer<Endpoints['alerts']>['alerts'][number];

/** What this person is told of beyond what concerns them, and for who manages master data, what others are. */
export function AlertsPane({ state, dispatch }: PaneProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const [editing, setEditing] = useState<{ readonly id: string | null; readonly draft: RuleDraft } | null>(null);
  const [deleting, setDeleting] = useState<Rule | null>(null);
  const manages = may(state, 'manage-master-data');
  useEffect(() => {
    dispatch({ do: 'load', what: 'alerts' });
    dispatch({ do: 'load', what: 'groups' });
    dispatch({ do: 'load', what: 'people' });
  }, [dispatch]);
  const groups = lastOf(listOf(state, 'groups'))?.groups ?? [];
  const people = lastOf(listOf(state, 'people'))?.people ?? [];
  const notices = lastOf(listOf(state, 'notices'))?.notices ?? [];
  const sections = [
    { mine: true, title: say('alerts.mine'), none: say('alerts.noneMine') },
    ...(manages ? [{ mine: false, title: say('alerts.ours'), none: say('alerts.noneOurs') }] : []),
  ];
  return (
    <PaneBody>
      <p className={styles.soft}>{say('alerts.intro')}</p>
      <LoadedList list={listOf(state, 'alerts')} onRetry={() => dispatch({ do: 'load', what: 'alerts' })}>
        {({ alerts }) =>
          sections.map(({ mine, title, none }) => {
            const rules = alerts.filter(({ owner }) => (owner !== null) === mine);
            return (
              <Section
                key={title}
                title={title}
                aside={
                  <Button
                    size="small"
                    icon={<AddRegular />}
                    aria-label={say(mine ? 'alerts.addMine' : 'alerts.addOurs')}
                    onClick={() => setEditing({ id: null, draft: emptyRule(mine) })}
                  >
                    {say('alerts.add')}
                  </Button>
                }
              >
                {rules.length === 0 && <p className={styles.soft}>{none}</p>}
                <ItemList>
                  {rules.map((rule) => (
                    <AlertRow
                      key={rule.id}
                      rule={rule}
                      groups={groups}
                      people={people}
                      lastTold={notices.find((one) => one.rule === rule.id)?.happening.time ?? null}
                      onSwitch={(active) => {
                        const { id, owner, ...request } = rule;
                        dispatch({
                          ...{ do: 'send', what: 'changeAlert', reload: ['alerts'] },
                          request: { params: { alert: id }, body: { ...request, mine: owner !== null, active } },
                        });
                      }}
                      onEdit={() => setEditing({ id: rule.id, draft: draftOf(rule) })}
                      onDelete={() => setDeleting(rule)}
                    />
                  ))}
                </ItemList>
              </Section>
            );
          })
        }
      </LoadedList>
      {editing !== null && (
        <RuleDialog
          {...editing}
          state={state}
          dispatch={dispatch}
          groups={groups}
          people={people}
          onClose={() => setEditing(null)}
        />
      )}
      {deleting !== null && (
        <ConfirmDialog
          title={say('alerts.deleteTitle', { name: deleting.name })}
          confirm={say('alerts.deleteIt')}
          onCancel={() => setDeleting(null)}
          onConfirm={() => {
            const request = { params: { alert: deleting.id } };
            dispatch({ do: 'send', what: 'deleteAlert', request, reload: ['alerts'] });
            setDeleting(null);
          }}
        >
          {say('alerts.deleteText')}
        </ConfirmDialog>
      )}
    </PaneBody>
  );
}
