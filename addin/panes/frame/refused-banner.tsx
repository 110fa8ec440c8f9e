import { Button } from '@fluentui/react-button';
import { DismissRegular } from '@fluentui/react-icons';
import { MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-message-bar';
import type { ReactNode } from 'react';
import { type RecordField, recordFields } from '#engine/contract/model/field';
import type { PaneState, RefusedEdit } from '../../state/model.ts';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { fieldWords } from '../field-words.ts';
import type { PaneProps } from '../pane-props.ts';
import { valueText } from '../value-text.ts';

const mostAtOnce = 3;

/** Values that were not taken: what, why, and where; the cell shows the value before. */
export function RefusedBanner({ state, dispatch }: Pick<PaneProps, 'state' | 'dispatch'>): ReactNode {
  const speech = useSpeech();
  const { say } = speech;
  const refused = Object.entries(state.refused);
  return (
    <>
      {refused.slice(0, mostAtOnce).map(([key, edit]) => {
        const action = actionOf(state, edit);
        const field = recordFieldOf(edit.field);
        return (
          <MessageBar key={key} intent="error" layout="multiline">
            <MessageBarBody>
              <MessageBarTitle>
                {say('refused.title', {
                  item: action?.title ?? state.view?.assessment.title ?? '',
                  field: say(fieldWords[edit.field]),
                })}
              </MessageBarTitle>{' '}
              {say('field.refused', {
                value: valueText(speech, state.view, edit.field, edit.value),
                why: edit.detail,
              })}
            </MessageBarBody>
            <MessageBarActions
              containerAction={
                <Button
                  appearance="transparent"
                  size="small"
                  icon={<DismissRegular />}
                  aria-label={say('common.dismiss')}
                  title={say('common.dismiss')}
                  onClick={() => dispatch({ do: 'dismissRefused', key })}
                />
              }
            >
              {action !== null && field !== null && (
                <Button size="small" onClick={() => dispatch({ do: 'selectAction', action: action.id, field })}>
                  {say('common.show')}
                </Button>
              )}
            </MessageBarActions>
          </MessageBar>
        );
      })}
      {refused.length > mostAtOnce && (
        <MessageBar intent="error">
          <MessageBarBody>{say('refused.more', { count: refused.length - mostAtOnce })}</MessageBarBody>
        </MessageBar>
      )}
    </>
  );
}

function actionOf({ view }: PaneState, edit: RefusedEdit) {
  return view?.actions.find(({ id }) => edit.entity === `record/${id}`) ?? null;
}

function recordFieldOf(field: RefusedEdit['field']): RecordField | null {
  const fields = Object.keys(recordFields) as readonly RecordField[]; // the object has these keys alone
  return fields.find((one) => one === field) ?? null;
}
