import { Button } from '@fluentui/react-button';
import { Link } from '@fluentui/react-link';
import { Radio, RadioGroup } from '@fluentui/react-radio';
import { tokens } from '@fluentui/react-theme';
import { makeStyles, mergeClasses } from '@griffel/react';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { type Decision, decisions } from '#engine/contract/model/vocabulary';
import type { AssessmentView, ConflictView } from '../../state/model.ts';
import { fieldOfLabel, isBusy } from '../../state/select.ts';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { mayEdit } from '../may.ts';
import type { PaneProps } from '../pane-props.ts';
import { useUndo } from '../undo.tsx';
import { CompareDialog } from './compare-dialog.tsx';
import { ConflictValues } from './conflict-values.tsx';
import { OtherValue } from './other-value.tsx';

const useStyles = makeStyles({
  card: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalS,
    padding: tokens.spacingVerticalM,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  selected: { border: `1px solid ${tokens.colorBrandStroke1}` },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: 'anywhere',
  },
  soft: {
    margin: 0,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    overflowWrap: 'anywhere',
  },
  buttons: { display: 'flex', gap: tokens.spacingHorizontalS, flexWrap: 'wrap' },
});

const longFrom = 120;

type ConflictCardProps = Pick<PaneProps, 'state' | 'dispatch'> & {
  readonly conflict: ConflictView;
  readonly view: AssessmentView;
  /** The sheet's selection is on it. */
  readonly selected: boolean;
};

/** One field that two people changed differently, or a held batch of which nothing has been applied. */
export function ConflictCard({ conflict, state, view, dispatch, selected }: ConflictCardProps): ReactNode {
  const { say, time } = useSpeech();
  const styles = useStyles();
  const heading = useId();
  const card = useRef<HTMLElement>(null);
  const offerUndo = useUndo();
  const [decision, setDecision] = useState<Decision>('keep');
  const [other, setOther] = useState('');
  const [comparing, setComparing] = useState(false);
  useEffect(() => {
    if (selected) card.current?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  const { id, item, field, base, inPlace, yours, who, when, notice } = conflict;
  const held = inPlace === yours;
  const recordField = fieldOfLabel(field);
  const action = view.actions.find(({ title }) => title === item);
  const long = [base, inPlace, yours].some((text) => text.length > longFrom || text.includes('\n'));
  const tests = recordField === 'testResult' || recordField === 'testDate';
  const editable = mayEdit(state, tests ? 'edit-test-results' : 'edit-data');
  const offered = held ? decisions.filter((one) => one !== 'other') : decisions;
  const settle = (): void => {
    const before = action !== undefined && recordField !== null ? action.fields[recordField]?.value : undefined;
    dispatch({ do: 'settle', conflict: id, decision, value: decision === 'other' ? other : null });
    if (decision === 'keep' || held || action === undefined || recordField === null || before === undefined) return;
    offerUndo(say('conflicts.settled'), () =>
      dispatch({ do: 'changeField', action: action.id, field: recordField, value: before }),
    );
  };
  return (
    <article ref={card} className={mergeClasses(styles.card, selected && styles.selected)} aria-labelledby={heading}>
      <h2 className={styles.title} id={heading}>
        {action === undefined ? (
          item
        ) : (
          <Link
            as="button"
            onClick={() =>
              dispatch(
                recordField === null
                  ? { do: 'selectAction', action: action.id }
                  : { do: 'selectAction', action: action.id, field: recordField },
              )
            }
          >
            {item}
          </Link>
        )}
      </h2>
      <p className={styles.soft}>{[field, who, time(when)].filter((part) => part !== '').join(' · ')}</p>
      {notice !== '' && <p className={styles.soft}>{notice}</p>}
      {!held && <ConflictValues base={base} inPlace={inPlace} yours={yours} who={who} />}
      <RadioGroup
        aria-labelledby={heading}
        value={decision}
        onChange={(_, { value }) => setDecision(decisions.find((one) => one === value) ?? 'keep')}
      >
        {offered.map((one) => (
          <Radio
            key={one}
            value={one}
            label={
              held
                ? say(one === 'keep' ? 'conflicts.heldKeep' : 'conflicts.heldTake')
                : say(one === 'keep' ? 'conflicts.keep' : one === 'take' ? 'conflicts.take' : 'conflicts.other')
            }
          />
        ))}
      </RadioGroup>
      {decision === 'other' && (
        <OtherValue field={recordField} people={view.people} value={other} onChange={setOther} />
      )}
      <div className={styles.buttons}>
        <Button
          size="small"
          appearance="primary"
          disabled={!editable || isBusy(state, 'settling') || (decision === 'other' && other.trim() === '')}
          onClick={settle}
        >
          {say('conflicts.settle')}
        </Button>
        {long && !held && (
          <Button size="small" onClick={() => setComparing(true)}>
            {say('conflicts.compare')}
          </Button>
        )}
      </div>
      {comparing && <CompareDialog conflict={conflict} onClose={() => setComparing(false)} />}
    </article>
  );
}
