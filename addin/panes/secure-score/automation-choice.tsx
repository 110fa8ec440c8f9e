import { type ReactNode, useState } from 'react';
import { type Automation, automations, type SecureScoreSettings } from '#engine/contract/model/secure-score';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { may } from '../may.ts';
import { NotAllowed } from '../not-allowed.tsx';
import type { PaneProps } from '../pane-props.ts';

const automationWords = { all: 'secure.all', 'per-action': 'secure.perAction', none: 'secure.none' } as const;

type AutomationChoiceProps = Pick<PaneProps, 'state' | 'dispatch'> & {
  readonly settings: SecureScoreSettings;
  /** Actions that name a control. */
  readonly count: number;
};

/** The organisation's switch: Secure Score keeps all actions, those switched on, or none. */
export function AutomationChoice({ state, dispatch, settings, count }: AutomationChoiceProps): ReactNode {
  const { say } = useSpeech();
  const [asking, setAsking] = useState<Automation | null>(null);
  const editable = may(state, 'global-administration');
  return (
    <>
      {!editable && <NotAllowed />}
      <ChoiceField
        disabled={!editable}
        label={say('secure.automation')}
        choices={automations.map((one) => ({ value: one, text: say(automationWords[one]) }))}
        value={settings.automation}
        onChoose={(value) => setAsking(automations.find((one) => one === value) ?? null)}
      />
      {asking !== null && (
        <ConfirmDialog
          title={say('secure.confirmTitle')}
          confirm={say('common.save')}
          onCancel={() => setAsking(null)}
          onConfirm={() => {
            const request = { body: { ...settings, automation: asking } };
            dispatch({ do: 'send', what: 'changeSecureScore', request, reload: ['secureScore'] });
            setAsking(null);
          }}
        >
          {asking === 'none'
            ? say('secure.confirmNone')
            : asking === 'all'
              ? say('secure.confirmText', { count })
              : say('secure.confirmSome')}
        </ConfirmDialog>
      )}
    </>
  );
}
