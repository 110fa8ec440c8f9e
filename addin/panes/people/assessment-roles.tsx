import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useState } from 'react';
import type { AssessmentId, UserId } from '#engine/contract/model/ids';
import { type AssessmentRole, assessmentRoles, roleNames } from '#engine/contract/model/permission';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';
import { type Drafted, grant, nameOf } from './draft-access.ts';
import { FindPeople } from './find-people.tsx';
import { MemberRow } from './member-row.tsx';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  soft: { margin: 0, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

/** Who has a role for one assessment alone. */
export function AssessmentRoles(
  props: Pick<PaneProps, 'state' | 'dispatch'> & Drafted & { readonly assessment: AssessmentId },
): ReactNode {
  const { state, dispatch, access, draft, setDraft, assessment } = props;
  const { say } = useSpeech();
  const styles = useStyles();
  const [role, setRole] = useState<AssessmentRole>('reader');
  const had = new Map(
    access.grants.flatMap((one) => (one.assessment === assessment ? [[one.user, one.role] as const] : [])),
  );
  const has = new Map<UserId, AssessmentRole | null>(had);
  for (const change of draft) {
    if (change.kind === 'grant' && change.assessment === assessment) has.set(change.user, change.role);
  }
  const put = (user: UserId, to: AssessmentRole | null): void => setDraft(grant(props, assessment, user, to));
  return (
    <>
      <p className={styles.soft}>{say('roles.here')}</p>
      {has.size > 0 && (
        <ul className={styles.list}>
          {[...has].map(([user, now]) => {
            const before = had.get(user) ?? null;
            return (
              <MemberRow
                key={user}
                name={nameOf(state, access, user)}
                role={roleNames[now ?? before ?? 'reader']}
                email={roleNames[now ?? before ?? 'reader']}
                standing={now === null ? 'removed' : now === before ? 'in' : 'added'}
                inactive={access.inactive.some(({ id }) => id === user)}
                stays={null}
                onToggle={() => put(user, now === null ? before : null)}
              />
            );
          })}
        </ul>
      )}
      <ChoiceField
        label={say('roles.role')}
        choices={assessmentRoles.map((one) => ({ value: one, text: roleNames[one] }))}
        value={role}
        onChoose={(value) => setRole(assessmentRoles.find((one) => one === value) ?? 'reader')}
      />
      <FindPeople
        state={state}
        dispatch={dispatch}
        label={say('roles.addHere')}
        chosen={new Set([...has].flatMap(([user, now]) => (now === role ? [user] : [])))}
        onChoose={(user, isIn) => put(user, isIn ? role : null)}
      />
    </>
  );
}
