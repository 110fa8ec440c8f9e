import { Button } from '@fluentui/react-button';
import { DismissRegular } from '@fluentui/react-icons';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import type { ReactNode } from 'react';
import type { UserId } from '#engine/contract/model/ids';
import type { Person } from '../../state/model.ts';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';
import { FindPeople } from '../people/find-people.tsx';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  person: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS, overflowWrap: 'anywhere' },
  name: { flexGrow: 1, minWidth: 0 },
});

type RecipientsProps = Pick<PaneProps, 'state' | 'dispatch'> & {
  readonly people: readonly Pick<Person, 'id' | 'name'>[];
  readonly chosen: readonly UserId[];
  readonly onChange: (chosen: readonly UserId[]) => void;
};

/** Who is told: found by typing, and taken out again. */
export function Recipients({ state, dispatch, people, chosen, onChange }: RecipientsProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const nameOf = (user: UserId): string =>
    people.find(({ id }) => id === user)?.name ?? state.people.names[user] ?? user;
  return (
    <>
      <FindPeople
        state={state}
        dispatch={dispatch}
        label={say('alerts.recipients')}
        chosen={new Set(chosen)}
        onChoose={(user, isIn) => onChange(isIn ? [...chosen, user] : chosen.filter((one) => one !== user))}
      />
      <ul className={styles.list} aria-label={say('alerts.recipients')}>
        {chosen.map((user) => (
          <li key={user} className={styles.person}>
            <span className={styles.name}>{nameOf(user)}</span>
            <Button
              size="small"
              appearance="subtle"
              icon={<DismissRegular />}
              aria-label={say('alerts.removeRecipient', { name: nameOf(user) })}
              onClick={() => onChange(chosen.filter((one) => one !== user))}
            />
          </li>
        ))}
      </ul>
    </>
  );
}
