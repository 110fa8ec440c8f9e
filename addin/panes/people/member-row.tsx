import { Button } from '@fluentui/react-button';
import { ArrowUndoRegular, DismissRegular } from '@fluentui/react-icons';
import { tokens } from '@fluentui/react-theme';
import { makeStyles, mergeClasses } from '@griffel/react';
import type { ReactNode } from 'react';
import { useSpeech } from '../../ui/words/speech-context.ts';

const useStyles = makeStyles({
  row: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS, overflowWrap: 'anywhere' },
  words: { flexGrow: 1, minWidth: 0 },
  soft: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  out: { textDecorationLine: 'line-through' },
});

type MemberRowProps = {
  readonly name: string;
  readonly role: string;
  readonly email: string | null;
  readonly standing: 'in' | 'added' | 'removed';
  readonly inactive: boolean;
  /** Why they cannot be taken out; null where they can. */
  readonly stays: string | null;
  readonly onToggle: () => void;
};

/** Somebody in a role, about to be in it, or about to be out of it. */
export function MemberRow(props: MemberRowProps): ReactNode {
  const { name, role, email, standing, inactive, stays, onToggle } = props;
  const { say } = useSpeech();
  const styles = useStyles();
  const notes = [
    email ?? '',
    inactive ? say('roles.inactive') : '',
    standing === 'added' ? say('roles.new') : '',
    standing === 'removed' ? say('roles.removed') : '',
    stays ?? '',
  ].filter((note) => note !== '');
  const isOut = standing === 'removed';
  const label = say(isOut ? 'roles.undo' : 'roles.remove', { name, role });
  return (
    <li className={styles.row}>
      <span className={styles.words}>
        <span className={mergeClasses(isOut && styles.out)}>{name}</span>{' '}
        <span className={styles.soft}>{notes.join(' · ')}</span>
      </span>
      <Button
        size="small"
        appearance="subtle"
        icon={isOut ? <ArrowUndoRegular /> : <DismissRegular />}
        aria-label={label}
        title={label}
        disabled={stays !== null}
        onClick={onToggle}
      />
    </li>
  );
}
