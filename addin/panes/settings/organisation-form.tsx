import { Button } from '@fluentui/react-button';
import { Field } from '@fluentui/react-field';
import { Input } from '@fluentui/react-input';
import { Switch } from '@fluentui/react-switch';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useState } from 'react';
import type { OrganisationSettings, ScoringSettings } from '#engine/contract/model/score';
import type { PaneState } from '../../state/model.ts';
import { isBusy } from '../../state/select.ts';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { NotAllowed } from '../not-allowed.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  buttons: { display: 'flex', gap: tokens.spacingHorizontalS },
});

type OrganisationFormProps = {
  readonly settings: OrganisationSettings;
  readonly editable: boolean;
  readonly state: PaneState;
  readonly onSave: (settings: OrganisationSettings) => void;
};

/** How scores are counted, for everybody. It re-scores every assessment, so it is confirmed. */
export function OrganisationForm({ settings, editable, state, onSave }: OrganisationFormProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const [draft, setDraft] = useState(settings);
  const [asking, setAsking] = useState(false);
  const { scoring } = draft;
  const change = (part: Partial<ScoringSettings>): void => setDraft({ ...draft, scoring: { ...scoring, ...part } });
  const changed = JSON.stringify(draft) !== JSON.stringify(settings);
  return (
    <div className={styles.form}>
      {!editable && <NotAllowed />}
      <ChoiceField
        disabled={!editable}
        label={say('settings.rollUp')}
        hint={say('settings.rollUpHint')}
        choices={[
          { value: 'per-control', text: say('settings.perControl') },
          { value: 'each-action-once', text: say('settings.eachActionOnce') },
        ]}
        value={scoring.rollUp}
        onChoose={(value) => change({ rollUp: value === 'per-control' ? 'per-control' : 'each-action-once' })}
      />
      <ChoiceField
        disabled={!editable}
        label={say('settings.notInScope')}
        choices={[
          { value: 'exclude', text: say('settings.exclude') },
          { value: 'compatible', text: say('settings.compatible') },
        ]}
        value={scoring.notInScope}
        onChoose={(value) => change({ notInScope: value === 'exclude' ? 'exclude' : 'compatible' })}
      />
      <ChoiceField
        disabled={!editable}
        label={say('settings.groupScore')}
        choices={[
          { value: 'average', text: say('settings.average') },
          { value: 'each-action-once', text: say('settings.eachActionOnceInGroup') },
        ]}
        value={scoring.groupScore}
        onChoose={(value) => change({ groupScore: value === 'average' ? 'average' : 'each-action-once' })}
      />
      <Switch
        disabled={!editable}
        label={say('settings.providerPoints')}
        checked={scoring.providerPoints}
        onChange={(_, { checked }) => change({ providerPoints: checked })}
      />
      <Switch
        disabled={!editable}
        label={say('settings.highWaterMark')}
        checked={scoring.highWaterMark}
        onChange={(_, { checked }) => change({ highWaterMark: checked })}
      />
      <Switch
        disabled={!editable}
        label={say('settings.shareTechnical')}
        checked={draft.shareTechnicalActions}
        onChange={(_, { checked }) => setDraft({ ...draft, shareTechnicalActions: checked })}
      />
      <Field label={say('settings.provider')} hint={say('settings.providerHint')} required>
        <Input
          disabled={!editable}
          value={draft.providerName}
          maxLength={200}
          onChange={(_, { value }) => setDraft({ ...draft, providerName: value })}
        />
      </Field>
      <div className={styles.buttons}>
        <Button
          appearance="primary"
          disabled={!changed || draft.providerName.trim() === '' || isBusy(state, 'saving')}
          onClick={() => setAsking(true)}
        >
          {say('common.save')}
        </Button>
        <Button disabled={!changed} onClick={() => setDraft(settings)}>
          {say('common.reset')}
        </Button>
      </div>
      {asking && (
        <ConfirmDialog
          title={say('settings.confirmTitle')}
          confirm={say('common.save')}
          onCancel={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            onSave({ ...draft, providerName: draft.providerName.trim() });
          }}
        >
          {say('settings.confirmText')}
        </ConfirmDialog>
      )}
    </div>
  );
}
