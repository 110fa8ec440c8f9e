import { type ReactNode, useState } from 'react';
import { type ApprovalRule, approvalRules } from '#engine/contract/model/approval';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import type { WordKey } from '../../ui/words/speech.ts';
import { useSpeech } from '../../ui/words/speech-context.ts';

const ruleWords = {
  'by-sign-in': 'approval.bySignIn',
  'two-people': 'approval.twoPeople',
  'one-person': 'approval.onePerson',
} as const satisfies Readonly<Record<ApprovalRule, WordKey>>;

type ApprovalFormProps = {
  readonly rule: ApprovalRule;
  readonly twoPeople: boolean;
  readonly editable: boolean;
  readonly onSave: (rule: ApprovalRule) => void;
};

/** Whether a template that somebody brings in needs a second person. Lifting it is confirmed. */
export function ApprovalForm({ rule, twoPeople, editable, onSave }: ApprovalFormProps): ReactNode {
  const { say } = useSpeech();
  const [asked, setAsked] = useState<ApprovalRule | null>(null);
  return (
    <>
      <ChoiceField
        label={say('approval.title')}
        hint={editable ? say(twoPeople ? 'approval.nowTwo' : 'approval.nowOne') : say('approval.notYou')}
        disabled={!editable}
        choices={approvalRules.map((one) => ({ value: one, text: say(ruleWords[one]) }))}
        value={rule}
        onChoose={(value) => setAsked(approvalRules.find((one) => one === value) ?? null)}
      />
      {asked !== null && (
        <ConfirmDialog
          title={say('approval.confirmTitle')}
          confirm={say('common.save')}
          onCancel={() => setAsked(null)}
          onConfirm={() => {
            setAsked(null);
            onSave(asked);
          }}
        >
          {say(ruleWords[asked])}
        </ConfirmDialog>
      )}
    </>
  );
}
