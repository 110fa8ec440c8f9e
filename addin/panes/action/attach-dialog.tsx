import { Combobox, Option } from '@fluentui/react-combobox';
import { Field } from '@fluentui/react-field';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useState } from 'react';
import type { ActionId } from '#engine/contract/model/ids';
import type { AssessmentView, Evidence } from '../../state/model.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';

const useStyles = makeStyles({ drop: { minWidth: 0, width: '100%' }, list: { maxHeight: '240px' } });

type AttachDialogProps = Pick<PaneProps, 'dispatch'> & {
  readonly piece: Evidence;
  readonly view: AssessmentView;
  readonly onDone: () => void;
};

/** Asks which other action of the assessment a piece proves as well. */
export function AttachDialog({ piece, view, dispatch, onDone }: AttachDialogProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<ActionId | null>(null);
  const proved = new Set(piece.actions.map(({ id }) => id));
  const wanted = typed.trim().toLowerCase();
  const found = view.actions.filter(({ id, title }) => !proved.has(id) && title.toLowerCase().includes(wanted));
  return (
    <ConfirmDialog
      title={say('evidence.attach')}
      confirm={say('evidence.add')}
      disabled={chosen === null}
      onCancel={onDone}
      onConfirm={() => {
        if (chosen !== null) dispatch({ do: 'attachEvidence', evidence: piece.id, action: chosen });
        onDone();
      }}
    >
      <Field label={say('evidence.attachWhich')}>
        <Combobox
          className={styles.drop}
          listbox={{ className: styles.list }}
          value={typed}
          selectedOptions={chosen === null ? [] : [chosen]}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setChosen(null);
          }}
          onOptionSelect={(_, { optionValue, optionText }) => {
            setTyped(optionText ?? '');
            setChosen(view.actions.find(({ id }) => id === optionValue)?.id ?? null);
          }}
        >
          {found.slice(0, 50).map(({ id, title }) => (
            <Option key={id} value={id} text={title}>
              {title}
            </Option>
          ))}
        </Combobox>
      </Field>
    </ConfirmDialog>
  );
}
