import { Field } from '@fluentui/react-field';
import { Input } from '@fluentui/react-input';
import { MessageBar, MessageBarBody } from '@fluentui/react-message-bar';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useState } from 'react';
import type { LibraryAction } from '#engine/contract/http/organisation-lists';
import { actionEnforcements, actionPurposes } from '#engine/contract/model/vocabulary';
import { lastOf, listOf } from '../../state/asking.ts';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { SeveralChoices } from '../../ui/several-choices.tsx';
import type { WordKey } from '../../ui/words/speech.ts';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';
import { SentProblem } from '../sent-problem.tsx';
import { useSending } from '../use-sending.ts';
import { DescriptionFields } from './description-fields.tsx';
import { type ActionFault, actionFaults, actionToDraft, type DraftAction, draftToAction } from './draft-action.ts';
import { ParentPicker } from './parent-picker.tsx';

const useStyles = makeStyles({ form: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM } });

const faultWords = {
  'no-title': 'actions.noTitle',
  points: 'actions.pointsHint',
  'no-description': 'actions.noDescription',
  'description-twice': 'actions.descriptionTwice',
} as const satisfies Readonly<Record<ActionFault, WordKey>>;

/** Dimensions with fields of their own on an action. */
const ownFields = ['Action Type', 'Action Category', 'Action Purpose', 'Action Enforcement'];

type ActionDialogProps = Pick<PaneProps, 'state' | 'dispatch'> & {
  /** Null for a new one. */
  readonly action: LibraryAction | null;
  readonly onClose: () => void;
};

/** An own action, all of it: what is seen is what is saved. */
export function ActionDialog({ state, dispatch, action, onClose }: ActionDialogProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const [draft, setDraft] = useState(() => actionToDraft(action));
  const [tried, setTried] = useState(false);
  const adding = useSending({ state, dispatch }, 'addAction', onClose);
  const changing = useSending({ state, dispatch }, 'changeAction', onClose);
  const faults = tried ? actionFaults(draft) : [];
  const change = (part: Partial<DraftAction>): void => setDraft({ ...draft, ...part });
  const dimensions = lastOf(listOf(state, 'dimensions'))?.dimensions ?? [];
  const owners = lastOf(listOf(state, 'owners'))?.owners ?? [];
  const valuesOf = (wanted: string): readonly string[] =>
    dimensions.find(({ key }) => key === wanted)?.values.map(({ value }) => value) ?? [];
  const choices = (values: readonly string[], current: string | null) =>
    [...new Set([...(current === null ? [] : [current]), ...values])].map((value) => ({ value, text: value }));
  const none = { value: '', text: say('value.none') };
  const save = (): void => {
    setTried(true);
    if (actionFaults(draft).length > 0) return;
    const common = { do: 'send', reload: ['actions', 'action', 'dimensions', 'owners'], inPlace: true } as const;
    const body = draftToAction(draft);
    if (action === null) dispatch({ ...common, what: 'addAction', request: { body } });
    else dispatch({ ...common, what: 'changeAction', request: { params: { action: action.id }, body } });
  };
  return (
    <ConfirmDialog
      title={action === null ? say('actions.add') : say('actions.editTitle', { title: action.title })}
      confirm={say('common.save')}
      disabled={adding.kind === 'under-way' || changing.kind === 'under-way'}
      onCancel={onClose}
      onConfirm={save}
    >
      <div className={styles.form}>
        <SentProblem sent={adding} />
        <SentProblem sent={changing} />
        {faults.length > 0 && (
          <MessageBar intent="error" layout="multiline">
            <MessageBarBody>{faults.map((fault) => say(faultWords[fault])).join(' ')}</MessageBarBody>
          </MessageBar>
        )}
        {action !== null && action.usedBy.length > 0 && (
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>{say('actions.changesAll', { count: action.usedBy.length })}</MessageBarBody>
          </MessageBar>
        )}
        <Field label={say('field.title')} required>
          <Input value={draft.title} maxLength={1_000} onChange={(_, { value }) => change({ title: value })} />
        </Field>
        <Field label={say('template.points')} hint={say('actions.pointsHint')} required>
          <Input
            inputMode="numeric"
            maxLength={2}
            value={draft.points}
            onChange={(_, { value }) => change({ points: value })}
          />
        </Field>
        <ChoiceField
          label={say('action.type')}
          choices={choices(valuesOf('Action Type'), draft.type)}
          value={draft.type}
          onChoose={(type) => change({ type })}
        />
        <ChoiceField
          label={say('actions.category')}
          choices={[none, ...choices(valuesOf('Action Category'), draft.category)]}
          value={draft.category ?? ''}
          onChoose={(category) => change({ category: category === '' ? null : category })}
        />
        <ChoiceField
          label={say('actions.purpose')}
          choices={[none, ...choices(actionPurposes, null)]}
          value={draft.purpose ?? ''}
          onChoose={(value) => change({ purpose: actionPurposes.find((one) => one === value) ?? null })}
        />
        <ChoiceField
          label={say('actions.enforcement')}
          choices={[none, ...choices(actionEnforcements, null)]}
          value={draft.enforcement ?? ''}
          onChoose={(value) => change({ enforcement: actionEnforcements.find((one) => one === value) ?? null })}
        />
        <SeveralChoices
          label={say('action.owners')}
          none={say('value.none')}
          choices={choices([...draft.owners, ...owners.map(({ name }) => name)], null)}
          values={draft.owners}
          onChoose={(names) => change({ owners: names })}
        />
        <SeveralChoices
          label={say('page.dimensions')}
          none={say('value.none')}
          choices={dimensions
            .filter(({ key }) => !ownFields.includes(key))
            .flatMap(({ key, values }) =>
              values.map(({ value }) => ({ value: `${key}::${value}`, text: `${key}: ${value}` })),
            )}
          values={draft.dimensions.map(({ key, value }) => `${key}::${value}`)}
          onChoose={(values) =>
            change({
              dimensions: values.map((one) => {
                const [key = '', value = ''] = one.split('::');
                return { key, value };
              }),
            })
          }
        />
        <ParentPicker
          state={state}
          dispatch={dispatch}
          own={action?.id ?? null}
          parents={draft.parents}
          onChange={(parents) => change({ parents })}
        />
        <Field label={say('actions.secureScore')} hint={say('actions.secureScoreHint')}>
          <Input
            value={draft.secureScoreControl ?? ''}
            maxLength={100}
            onChange={(_, { value }) => change({ secureScoreControl: value === '' ? null : value })}
          />
        </Field>
        <DescriptionFields descriptions={draft.descriptions} onChange={(descriptions) => change({ descriptions })} />
      </div>
    </ConfirmDialog>
  );
}
