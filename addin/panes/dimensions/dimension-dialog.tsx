import { Button } from '@fluentui/react-button';
import { Field } from '@fluentui/react-field';
import { AddRegular, DeleteRegular } from '@fluentui/react-icons';
import { Input } from '@fluentui/react-input';
import { Switch } from '@fluentui/react-switch';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useState } from 'react';
import type { DimensionView } from '#engine/contract/http/organisation-lists';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';
import { SentProblem } from '../sent-problem.tsx';
import { useSending } from '../use-sending.ts';
import { type DraftValue, draftFaults, draftToChange, firstDraft } from './draft-values.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  row: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
  input: { flexGrow: 1, minWidth: 0 },
  add: { alignSelf: 'flex-start' },
  values: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS },
  label: { fontWeight: tokens.fontWeightSemibold },
});

type DimensionDialogProps = Pick<PaneProps, 'state' | 'dispatch'> & {
  /** Null for a new one. */
  readonly dimension: DimensionView | null;
  readonly onClose: () => void;
};

/** A dimension with its values: the key is given once, values are added, renamed and taken away. */
export function DimensionDialog({ state, dispatch, dimension, onClose }: DimensionDialogProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const [key, setKey] = useState('');
  const [multiple, setMultiple] = useState(dimension?.multiple ?? false);
  const [values, setValues] = useState<readonly DraftValue[]>(() => firstDraft(dimension));
  const adding = useSending({ state, dispatch }, 'addDimension', onClose);
  const changing = useSending({ state, dispatch }, 'changeDimension', onClose);
  const underWay = adding.kind === 'under-way' || changing.kind === 'under-way';
  const faults = draftFaults(values);
  const put = (at: number, text: string): void =>
    setValues(values.map((one, index) => (index === at ? { ...one, text } : one)));
  const save = (): void => {
    const common = { do: 'send', reload: ['dimensions'], inPlace: true } as const;
    if (dimension === null) {
      const given = values.map(({ text }) => text.trim()).filter((text) => text !== '');
      dispatch({ ...common, what: 'addDimension', request: { body: { key: key.trim(), multiple, values: given } } });
      return;
    }
    dispatch({
      ...common,
      what: 'changeDimension',
      request: {
        params: { dimension: dimension.id },
        body: { ...(dimension.builtIn ? {} : { multiple }), ...draftToChange(dimension, values) },
      },
    });
  };
  return (
    <ConfirmDialog
      title={dimension === null ? say('dimensions.add') : dimension.key}
      confirm={say('common.save')}
      disabled={underWay || faults || (dimension === null && key.trim() === '')}
      onCancel={onClose}
      onConfirm={save}
    >
      <div className={styles.form}>
        <SentProblem sent={adding} />
        <SentProblem sent={changing} />
        {dimension === null && (
          <Field label={say('dimensions.key')} hint={say('dimensions.keyHint')} required>
            <Input value={key} maxLength={200} onChange={(_, { value }) => setKey(value)} />
          </Field>
        )}
        <Switch
          label={say('dimensions.multiple')}
          checked={multiple}
          disabled={dimension?.builtIn ?? false}
          onChange={(_, { checked }) => setMultiple(checked)}
        />
        <div className={styles.values}>
          <span className={styles.label}>{say('dimensions.values')}</span>
          {values.map((one, index) => (
            <div key={one.id} className={styles.row}>
              <Input
                className={styles.input}
                aria-label={say('dimensions.value', { number: index + 1 })}
                value={one.text}
                maxLength={200}
                disabled={one.isFixed}
                onChange={(_, { value }) => put(index, value)}
              />
              <Button
                appearance="subtle"
                icon={<DeleteRegular />}
                disabled={one.isFixed}
                aria-label={say('dimensions.removeValue', { value: one.text })}
                title={say('dimensions.removeValue', { value: one.text })}
                onClick={() => setValues(values.filter(({ id }) => id !== one.id))}
              />
            </div>
          ))}
          <Button
            className={styles.add}
            size="small"
            icon={<AddRegular />}
            onClick={() => {
              const id = Math.max(0, ...values.map((one) => one.id)) + 1;
              setValues([...values, { id, from: null, text: '', isFixed: false }]);
            }}
          >
            {say('dimensions.addValue')}
          </Button>
          {faults && <span role="alert">{say('dimensions.twice')}</span>}
        </div>
      </div>
    </ConfirmDialog>
  );
}
