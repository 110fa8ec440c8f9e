import { Avatar } from '@fluentui/react-avatar';
import { Checkbox } from '@fluentui/react-checkbox';
import { tokens } from '@fluentui/react-theme';
import { makeStyles, mergeClasses } from '@griffel/react';
import type { ReactNode } from 'react';
import { type RecordField, recordFields } from '#engine/contract/model/field';
import type { ActionId } from '#engine/contract/model/ids';
import { isOverdue } from '../../state/due.ts';
import type { ActionView, AssessmentView } from '../../state/model.ts';
import { actionFieldKey, conflictsOf, personById, shownValue } from '../../state/select.ts';
import { ToneBadge } from '../../ui/tone-badge.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';
import { today } from '../today.ts';
import { toneOfResult, toneOfStatus } from '../tones.ts';

const useStyles = makeStyles({
  row: {
    display: 'flex',
    alignItems: 'flex-start',
    columnGap: tokens.spacingHorizontalXXS,
    padding: `${tokens.spacingVerticalS} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    contentVisibility: 'auto',
    containIntrinsicSize: 'auto 64px',
  },
  check: { marginTop: '-6px', marginInlineStart: '-8px' },
  words: { display: 'flex', flexDirection: 'column', rowGap: '2px', flexGrow: 1, minWidth: 0 },
  title: {
    appearance: 'none',
    padding: 0,
    border: 'none',
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground1,
    fontFamily: 'inherit',
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    textAlign: 'start',
    cursor: 'pointer',
    overflowWrap: 'anywhere',
    ':hover': { color: tokens.colorBrandForegroundLink, textDecorationLine: 'underline' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, borderRadius: tokens.borderRadiusSmall },
  },
  soft: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    overflowWrap: 'anywhere',
  },
  late: { color: tokens.colorPaletteRedForeground1 },
  badges: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
});

type ItemRowProps = Pick<PaneProps, 'state' | 'dispatch'> & {
  readonly view: AssessmentView;
  readonly action: ActionView;
  readonly chosen: boolean;
  /** Null where nothing can be changed. */
  readonly onToggle: ((action: ActionId) => void) | null;
};

/** One action item in the list; it leads to its row in the sheet. */
export function ItemRow({ state, dispatch, view, action, chosen, onToggle }: ItemRowProps): ReactNode {
  const { say, number, date } = useSpeech();
  const styles = useStyles();
  const shown = (field: RecordField): string => String(shownValue(state, action, field) ?? '');
  const [status, result, due] = [shown('implementationStatus'), shown('testResult'), shown('dueDate')];
  const assignee = personById(view, shownValue(state, action, 'assignedTo'));
  const fields = Object.keys(recordFields) as readonly RecordField[]; // the object has these keys alone
  const waiting = fields.some((field) => actionFieldKey(action.id, field) in state.pending);
  const refused = fields.some((field) => actionFieldKey(action.id, field) in state.refused);
  const conflicts = conflictsOf(view, action).length;
  const late = isOverdue(shown, today());
  return (
    <li className={styles.row}>
      {onToggle !== null && (
        <Checkbox
          className={styles.check}
          checked={chosen}
          aria-label={say('items.choose', { title: action.title })}
          onChange={() => onToggle(action.id)}
        />
      )}
      <div className={styles.words}>
        <button
          type="button"
          className={styles.title}
          onClick={() => {
            dispatch({ do: 'selectAction', action: action.id });
            dispatch({ do: 'goTo', page: 'home' });
          }}
        >
          {action.title}
        </button>
        <span className={styles.soft}>
          {[action.controls.join(', '), say('items.points', { count: action.points, points: number(action.points) })]
            .filter((part) => part !== '')
            .join(' · ')}
        </span>
        {due !== '' && (
          <span className={mergeClasses(styles.soft, late && styles.late)}>
            {say(late ? 'items.wasDue' : 'items.dueOn', { date: date(due) })}
          </span>
        )}
        <span className={styles.badges}>
          <ToneBadge tone={toneOfStatus(status)}>{status}</ToneBadge>
          {result !== 'Not Assessed' && <ToneBadge tone={toneOfResult(result)}>{result}</ToneBadge>}
          {waiting && <ToneBadge tone="partial">{say('items.pending')}</ToneBadge>}
          {refused && <ToneBadge tone="bad">{say('items.refused')}</ToneBadge>}
          {(action.automatic?.fields.length ?? 0) > 0 && <ToneBadge tone="neutral">{say('items.automatic')}</ToneBadge>}
          {conflicts > 0 && <ToneBadge tone="warning">{say('items.conflict')}</ToneBadge>}
        </span>
      </div>
      {assignee !== null && (
        <Avatar
          size={24}
          name={assignee.name}
          color="colorful"
          aria-label={say('items.assignedTo', { name: assignee.name })}
          title={assignee.name}
        />
      )}
    </li>
  );
}
