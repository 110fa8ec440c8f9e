import { Field } from '@fluentui/react-field';
import { Input } from '@fluentui/react-input';
import { Switch } from '@fluentui/react-switch';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useState } from 'react';
import { happeningKinds } from '#engine/contract/model/notice';
import { implementationStatuses, testResults } from '#engine/contract/model/vocabulary';
import type { GroupSummary, Person } from '../../state/model.ts';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { SeveralChoices } from '../../ui/several-choices.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { happeningWords } from '../happening-words.ts';
import type { PaneProps } from '../pane-props.ts';
import { SentProblem } from '../sent-problem.tsx';
import { useSending } from '../use-sending.ts';
import { type RuleDraft, requestOf } from './draft-rule.ts';
import { Recipients } from './recipients.tsx';

const useStyles = makeStyles({ form: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM } });

const comparisons = { below: 'alerts.isBelow', above: 'alerts.isAbove', 'changed-by': 'alerts.hasChanged' } as const;
const comparisonNames = Object.keys(comparisons) as readonly (keyof typeof comparisons)[]; // the object has these keys alone

type RuleDialogProps = Pick<PaneProps, 'state' | 'dispatch'> & {
  /** Null for a new rule. */
  readonly id: string | null;
  readonly draft: RuleDraft;
  readonly groups: readonly GroupSummary[];
  readonly people: readonly Pick<Person, 'id' | 'name'>[];
  readonly onClose: () => void;
};

/** What a rule waits for and who is told. */
export function RuleDialog(props: RuleDialogProps): ReactNode {
  const { state, dispatch, id, groups, people, onClose } = props;
  const { say } = useSpeech();
  const styles = useStyles();
  const [draft, setDraft] = useState(props.draft);
  const change = (part: Partial<RuleDraft>): void => setDraft({ ...draft, ...part });
  const sent = useSending({ state, dispatch }, id === null ? 'createAlert' : 'changeAlert', onClose);
  const request = requestOf(draft, groups);
  const words = draft.kind === 'status' ? implementationStatuses : draft.kind === 'test' ? testResults : null;
  const places = [
    { value: '', text: say(draft.kind === 'score' ? 'alerts.organisation' : 'alerts.everywhere') },
    ...(draft.kind === 'score' ? groups.map((group) => ({ value: `group/${group.id}`, text: group.name })) : []),
    ...groups.flatMap((group) =>
      group.assessments
        .filter(({ archived }) => archived === null)
        .map((one) => ({ value: `assessment/${one.id}`, text: `${one.title} · ${group.name}` })),
    ),
  ];
  const send = (): void => {
    if (request === null) return;
    const common = { do: 'send', reload: ['alerts'], inPlace: true } as const;
    if (id === null) dispatch({ ...common, what: 'createAlert', request: { body: request } });
    else dispatch({ ...common, what: 'changeAlert', request: { params: { alert: id }, body: request } });
  };
  return (
    <ConfirmDialog
      title={say(id !== null ? 'alerts.editTitle' : draft.mine ? 'alerts.addMine' : 'alerts.addOurs')}
      confirm={say('common.save')}
      disabled={request === null || sent.kind === 'under-way'}
      onCancel={onClose}
      onConfirm={send}
    >
      <div className={styles.form}>
        <Field label={say('alerts.name')} required>
          <Input value={draft.name} maxLength={100} onChange={(_, { value }) => change({ name: value })} />
        </Field>
        <ChoiceField
          label={say('alerts.when')}
          choices={happeningKinds.map((kind) => ({ value: kind, text: say(happeningWords[kind]) }))}
          value={draft.kind}
          onChoose={(value) => {
            const kind = happeningKinds.find((one) => one === value) ?? 'test';
            // A score of a group is nothing an action belongs to.
            const place = kind !== 'score' && draft.place.startsWith('group/') ? '' : draft.place;
            change({ kind, place, values: [] });
          }}
        />
        {words !== null && (
          <SeveralChoices
            label={say('alerts.becomes')}
            none={say('alerts.anyValue')}
            choices={words.map((word) => ({ value: word, text: word }))}
            values={draft.values}
            onChoose={(values) => change({ values })}
          />
        )}
        <ChoiceField
          label={say(draft.kind === 'score' ? 'alerts.scoreOf' : 'alerts.where')}
          choices={places}
          value={draft.place}
          onChoose={(place) => change({ place })}
        />
        {draft.kind === 'score' && (
          <>
            <ChoiceField
              label={say('alerts.limit')}
              hint={say('alerts.limitHint')}
              choices={comparisonNames.map((is) => ({ value: is, text: say(comparisons[is]) }))}
              value={draft.is}
              onChoose={(value) => change({ is: comparisonNames.find((one) => one === value) ?? 'below' })}
            />
            <Field label={say('alerts.percent')}>
              <Input
                value={draft.percent}
                inputMode="decimal"
                maxLength={6}
                onChange={(_, { value }) => change({ percent: value })}
              />
            </Field>
          </>
        )}
        {!draft.mine && (
          <Recipients
            state={state}
            dispatch={dispatch}
            people={people}
            chosen={draft.recipients}
            onChange={(recipients) => change({ recipients })}
          />
        )}
        <Switch
          label={say('alerts.email')}
          checked={draft.email}
          onChange={(_, { checked }) => change({ email: checked })}
        />
        <SentProblem sent={sent} />
      </div>
    </ConfirmDialog>
  );
}
