import { Button } from '@fluentui/react-button';
import { MessageBar, MessageBarBody } from '@fluentui/react-message-bar';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useState } from 'react';
import type { Binding } from '../../state/model.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { PaneBody } from '../../ui/pane-body.tsx';
import { Section } from '../../ui/section.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { fieldWords } from '../field-words.ts';
import type { PaneProps } from '../pane-props.ts';
import { valueText } from '../value-text.ts';

const useStyles = makeStyles({
  list: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalS,
  },
  row: { overflowWrap: 'anywhere' },
  soft: { display: 'block', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  buttons: { display: 'flex', gap: tokens.spacingHorizontalS, flexWrap: 'wrap' },
});

const shownAtFirst = 50;

type DiffersPaneProps = Pick<PaneProps, 'state' | 'dispatch'> & {
  readonly binding: Extract<Binding, { kind: 'differs' }>;
};

/** The workbook and the engine cannot be compared by their history: a person says whose values count. */
export function DiffersPane({ state, dispatch, binding }: DiffersPaneProps): ReactNode {
  const speech = useSpeech();
  const { say } = speech;
  const styles = useStyles();
  const [asking, setAsking] = useState<'theirs' | 'mine' | null>(null);
  const { cells, reason } = binding;
  return (
    <PaneBody>
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>
          {say(reason === 'other-history' ? 'differs.otherHistory' : 'differs.farBehind')}
        </MessageBarBody>
      </MessageBar>
      <div className={styles.buttons}>
        <Button appearance="primary" onClick={() => setAsking('theirs')}>
          {say('differs.takeTheirs')}
        </Button>
        <Button onClick={() => setAsking('mine')}>{say('differs.sendMine')}</Button>
      </div>
      <Section title={say('differs.cells', { count: cells.length })}>
        <ul className={styles.list}>
          {cells.slice(0, shownAtFirst).map((cell) => (
            <li key={`${cell.action}#${cell.field}`} className={styles.row}>
              {cell.title}
              <span className={styles.soft}>
                {say('differs.cell', {
                  field: say(fieldWords[cell.field]),
                  workbook: valueText(speech, state.view, cell.field, cell.workbook),
                  engine: valueText(speech, state.view, cell.field, cell.engine),
                })}
              </span>
            </li>
          ))}
          {cells.length > shownAtFirst && <li>{say('common.andMore', { count: cells.length - shownAtFirst })}</li>}
        </ul>
      </Section>
      {asking !== null && (
        <ConfirmDialog
          title={say(asking === 'theirs' ? 'differs.takeTheirs' : 'differs.sendMine')}
          confirm={say(asking === 'theirs' ? 'differs.takeTheirs' : 'differs.sendMine')}
          onCancel={() => setAsking(null)}
          onConfirm={() => {
            setAsking(null);
            dispatch({ do: asking === 'theirs' ? 'takeTheirs' : 'sendMine' });
          }}
        >
          {say(asking === 'theirs' ? 'differs.confirmTheirs' : 'differs.confirmMine', { count: cells.length })}
        </ConfirmDialog>
      )}
    </PaneBody>
  );
}
