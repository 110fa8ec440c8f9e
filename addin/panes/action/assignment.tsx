import { Avatar } from '@fluentui/react-avatar';
import { Button } from '@fluentui/react-button';
import { PersonRegular } from '@fluentui/react-icons';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useState } from 'react';
import type { ActionView, AssessmentView } from '../../state/model.ts';
import { actionFieldKey, fieldStanding, personById, shownValue } from '../../state/select.ts';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { AssignDialog } from '../assign-dialog.tsx';
import { mayEdit } from '../may.ts';
import type { PaneProps } from '../pane-props.ts';

const useStyles = makeStyles({
  row: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
  words: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' },
  soft: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  problem: { color: tokens.colorPaletteRedForeground1, fontSize: tokens.fontSizeBase200 },
});

type AssignmentProps = Pick<PaneProps, 'state' | 'dispatch'> & {
  readonly view: AssessmentView;
  readonly action: ActionView;
};

/** Who the action is assigned to, and a way to give it to somebody else with a message. */
export function Assignment({ state, dispatch, view, action }: AssignmentProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const [asking, setAsking] = useState(false);
  const value = shownValue(state, action, 'assignedTo');
  const person = personById(view, value);
  const { pending, refused } = fieldStanding(state, actionFieldKey(action.id, 'assignedTo'));
  const name = person?.name ?? (value === null ? null : String(value));
  return (
    <div className={styles.row}>
      {name === null ? (
        <Avatar icon={<PersonRegular />} aria-hidden="true" />
      ) : (
        <Avatar name={name} color="colorful" aria-hidden="true" />
      )}
      <div className={styles.words}>
        <span className={styles.soft}>{say('field.assignedTo')}</span>
        <span>{name ?? say('person.nobody')}</span>
        {pending !== null && <span className={styles.soft}>{say('field.pending')}</span>}
        {refused !== null && <span className={styles.problem}>{refused.detail}</span>}
      </div>
      <Button size="small" disabled={!mayEdit(state, 'edit-data')} onClick={() => setAsking(true)}>
        {name === null ? say('assign.assign') : say('assign.reassign')}
      </Button>
      {asking && (
        <AssignDialog
          people={view.people}
          current={typeof value === 'string' ? value : null}
          count={1}
          onCancel={() => setAsking(false)}
          onAssign={(to, message) => {
            setAsking(false);
            dispatch({ do: 'assign', actions: [action.id], to, message });
          }}
        />
      )}
    </div>
  );
}
