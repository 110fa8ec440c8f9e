import { Field } from '@fluentui/react-field';
import { Switch } from '@fluentui/react-switch';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useEffect } from 'react';
import { listOf } from '../../state/asking.ts';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { PaneBody } from '../../ui/pane-body.tsx';
import { Section } from '../../ui/section.tsx';
import { languages } from '../../ui/words/language.ts';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { LoadedList } from '../loaded-list.tsx';
import { may } from '../may.ts';
import type { PaneProps } from '../pane-props.ts';
import { ApprovalForm } from './approval-form.tsx';
import { OrganisationForm } from './organisation-form.tsx';

const useStyles = makeStyles({ form: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM } });

const languageChoices = ['auto', 'en', 'de'] as const;

/** What a person sets for themselves, and what the organisation sets for everybody. */
export function SettingsPane({ state, dispatch }: PaneProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const { preferences, me, surface } = state;
  const automatic = say(surface === 'web' ? 'settings.languageOfBrowser' : 'settings.languageOfOffice');
  useEffect(() => {
    for (const what of ['settings', 'approvalRule'] as const) dispatch({ do: 'load', what });
  }, [dispatch]);
  return (
    <PaneBody>
      <Section title={say('settings.you')}>
        <div className={styles.form}>
          {me !== null && (
            <Field label={say('settings.name')}>
              <span>{me.email === null ? me.name : `${me.name} · ${me.email}`}</span>
            </Field>
          )}
          <ChoiceField
            label={say('settings.language')}
            choices={languageChoices.map((one) => ({
              value: one,
              text: one === 'auto' ? automatic : languages[one],
            }))}
            value={preferences.language}
            onChoose={(value) =>
              dispatch({
                do: 'setPreferences',
                preferences: { language: languageChoices.find((one) => one === value) ?? 'auto' },
              })
            }
          />
          <Switch
            label={say('settings.presence')}
            checked={preferences.showPresence}
            onChange={(_, { checked }) => dispatch({ do: 'setPreferences', preferences: { showPresence: checked } })}
          />
        </div>
      </Section>
      <Section title={say('settings.organisation')}>
        <LoadedList list={listOf(state, 'settings')} onRetry={() => dispatch({ do: 'load', what: 'settings' })}>
          {(value) => (
            <OrganisationForm
              key={JSON.stringify(value)}
              settings={value}
              editable={may(state, 'manage-master-data')}
              state={state}
              onSave={(body) =>
                dispatch({ do: 'send', what: 'changeSettings', request: { body }, reload: ['settings'] })
              }
            />
          )}
        </LoadedList>
      </Section>
      <Section title={say('page.templates')}>
        <LoadedList list={listOf(state, 'approvalRule')} onRetry={() => dispatch({ do: 'load', what: 'approvalRule' })}>
          {({ rule, twoPeople }) => (
            <ApprovalForm
              rule={rule}
              twoPeople={twoPeople}
              editable={may(state, 'manage-users')}
              onSave={(next) =>
                dispatch({
                  do: 'send',
                  what: 'changeApprovalRule',
                  request: { body: { rule: next } },
                  reload: ['approvalRule'],
                })
              }
            />
          )}
        </LoadedList>
      </Section>
    </PaneBody>
  );
}
