import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import type { ReactNode } from 'react';
import type { UserId } from '#engine/contract/model/ids';
import { roleNames } from '#engine/contract/model/permission';
import type { Access } from '../../state/model.ts';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { Section } from '../../ui/section.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { may } from '../may.ts';
import type { PaneProps } from '../pane-props.ts';
import { type Drafted, drafted, nameOf, place } from './draft-access.ts';
import { FindPeople } from './find-people.tsx';
import { MemberRow } from './member-row.tsx';
import { permissionsText } from './permissions-text.ts';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  soft: { margin: 0, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

/** The five roles with their members, and what each closes for everybody else. */
export function OrganisationRoles(props: Pick<PaneProps, 'state' | 'dispatch'> & Drafted): ReactNode {
  const { access, state, draft, setDraft } = props;
  const { say } = useSpeech();
  const mode = draft.find((change) => change.kind === 'mode')?.mode ?? access.mode;
  return (
    <>
      {access.roles.map((role) => (
        <RoleSection key={role.role} {...props} role={role} />
      ))}
      <ChoiceField
        label={say('roles.mode')}
        disabled={!may(state, 'global-administration')}
        hint={may(state, 'global-administration') ? undefined : say('may.not')}
        choices={[
          { value: 'default-open', text: say('roles.modeOpen') },
          { value: 'strict', text: say('roles.modeStrict') },
        ]}
        value={mode}
        onChoose={(value) => {
          const others = draft.filter(({ kind }) => kind !== 'mode');
          const chosen = value === 'strict' ? 'strict' : 'default-open';
          setDraft(chosen === access.mode ? others : [...others, { kind: 'mode', mode: chosen }]);
        }}
      />
    </>
  );
}

function RoleSection(
  props: Pick<PaneProps, 'state' | 'dispatch'> & Drafted & { readonly role: Access['roles'][number] },
): ReactNode {
  const { state, dispatch, access, draft, setDraft, role } = props;
  const speech = useSpeech();
  const { say } = speech;
  const styles = useStyles();
  const name = roleNames[role.role];
  const added = draft.flatMap((change) => (change.kind === 'add' && change.role === role.role ? [change.user] : []));
  const standing = (user: UserId) => (drafted(draft, role.role, user)?.kind === 'remove' ? 'removed' : 'in');
  const staying = [...role.members.map(({ id }) => id).filter((user) => standing(user) === 'in'), ...added];
  const put = (user: UserId, isIn: boolean): void => setDraft(place(props, role.role, user, isIn));
  const editable = role.role !== 'portal-admin' || may(state, 'global-administration');
  const isLastAdmin = (user: UserId): boolean =>
    role.role === 'portal-admin' && user === state.me?.id && staying.length === 1 && staying[0] === user;
  const permissions = permissionsText(speech, role.closes);
  const isNobody = role.members.length + added.length === 0;
  return (
    <Section title={name}>
      <p className={styles.soft}>
        {isNobody
          ? access.mode === 'strict'
            ? say('roles.nobodyStrict')
            : say('roles.nobody', { permissions })
          : say('roles.closed', { permissions })}
      </p>
      {!isNobody && (
        <ul className={styles.list}>
          {role.members.map(({ id, name: member, email }) => (
            <MemberRow
              key={id}
              name={member}
              role={name}
              email={email}
              standing={standing(id)}
              inactive={access.inactive.some((one) => one.id === id)}
              stays={isLastAdmin(id) ? say('roles.lastPortalAdmin') : editable ? null : say('may.not')}
              onToggle={() => put(id, standing(id) === 'removed')}
            />
          ))}
          {added.map((id) => (
            <MemberRow
              key={id}
              name={nameOf(state, access, id)}
              role={name}
              email={null}
              standing="added"
              inactive={false}
              stays={null}
              onToggle={() => put(id, false)}
            />
          ))}
        </ul>
      )}
      {editable && (
        <FindPeople
          state={state}
          dispatch={dispatch}
          label={say('roles.add', { role: name })}
          chosen={new Set(staying)}
          onChoose={put}
        />
      )}
    </Section>
  );
}
