import { Button } from '@fluentui/react-button';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useId } from 'react';
import type { AssessmentView, HeldEdit } from '../../state/model.ts';
import type { WordKey } from '../../ui/words/speech.ts';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { fieldWords } from '../field-words.ts';
import type { PaneProps } from '../pane-props.ts';
import { valueText } from '../value-text.ts';

const useStyles = makeStyles({
  card: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalS,
    padding: tokens.spacingVerticalM,
    border: `1px solid ${tokens.colorPaletteDarkOrangeBorderActive}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  text: { margin: 0 },
  list: { margin: 0, paddingInlineStart: '18px', overflowWrap: 'anywhere', fontSize: tokens.fontSizeBase200 },
  buttons: { display: 'flex', gap: tokens.spacingHorizontalS, flexWrap: 'wrap' },
});

const reasonWords = {
  'one-column-sort': 'held.oneColumnSort',
  'shifted-paste': 'held.shiftedPaste',
  'mass-clear': 'held.massClear',
} as const satisfies Readonly<Record<HeldEdit['reason'], WordKey>>;

const examples = 3;

type HeldCardProps = Pick<PaneProps, 'dispatch'> & { readonly held: HeldEdit; readonly view: AssessmentView };

/** A batch of own edits that looks like a slip: nothing has been sent yet. */
export function HeldCard({ held, view, dispatch }: HeldCardProps): ReactNode {
  const speech = useSpeech();
  const { say } = speech;
  const styles = useStyles();
  const heading = useId();
  const titles = new Map(view.actions.map(({ id, title }) => [id, title]));
  return (
    <article className={styles.card} aria-labelledby={heading}>
      <h2 className={styles.title} id={heading}>
        {say('held.title', { count: held.changes.length, field: say(fieldWords[held.field]) })}
      </h2>
      <p className={styles.text}>{say(reasonWords[held.reason])}</p>
      <ul className={styles.list}>
        {held.changes.slice(0, examples).map(({ action, from, to }) => (
          <li key={action}>
            {titles.get(action) ?? action}: {valueText(speech, view, held.field, from)} →{' '}
            {valueText(speech, view, held.field, to)}
          </li>
        ))}
      </ul>
      <div className={styles.buttons}>
        <Button size="small" appearance="primary" onClick={() => dispatch({ do: 'dropHeld', held: held.id })}>
          {say('held.putBack')}
        </Button>
        <Button size="small" onClick={() => dispatch({ do: 'confirmHeld', held: held.id })}>
          {say('held.send')}
        </Button>
      </div>
    </article>
  );
}
