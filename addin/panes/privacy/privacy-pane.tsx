import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useState } from 'react';
import type { DirectoryPerson } from '../../state/model.ts';
import { PaneBody } from '../../ui/pane-body.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { may } from '../may.ts';
import { NotAllowed } from '../not-allowed.tsx';
import type { PaneProps } from '../pane-props.ts';
import { FindPerson } from './find-person.tsx';
import { PersonRecord } from './person-record.tsx';

const useStyles = makeStyles({ soft: { margin: 0, color: tokens.colorNeutralForeground2 } });

/** What is kept about one person: exported, handed on to somebody else, or forgotten for good. */
export function PrivacyPane({ state, dispatch }: PaneProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const [person, setPerson] = useState<DirectoryPerson | null>(null);
  if (!may(state, 'manage-users')) {
    return (
      <PaneBody>
        <NotAllowed />
      </PaneBody>
    );
  }
  return (
    <PaneBody>
      <p className={styles.soft}>{say('privacy.help')}</p>
      <FindPerson
        state={state}
        dispatch={dispatch}
        label={say('privacy.person')}
        chosen={person}
        onChoose={setPerson}
      />
      {person !== null && (
        <PersonRecord
          key={person.id}
          state={state}
          dispatch={dispatch}
          person={person}
          onForgotten={() => setPerson(null)}
        />
      )}
    </PaneBody>
  );
}
