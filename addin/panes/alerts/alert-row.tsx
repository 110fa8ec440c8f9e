import { Button } from '@fluentui/react-button';
import { DeleteRegular, EditRegular } from '@fluentui/react-icons';
import { Switch } from '@fluentui/react-switch';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import type { ReactNode } from 'react';
import type { AlertRule } from '#engine/contract/model/notice';
import type { GroupSummary, Person } from '../../state/model.ts';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { ruleText } from './rule-text.ts';

const useStyles = makeStyles({
  row: {
    display: 'flex',
    alignItems: 'flex-start',
    padding: `${tokens.spacingVerticalXS} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  words: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: '2px',
    flexGrow: 1,
    minWidth: 0,
    overflowWrap: 'anywhere',
  },
  name: { fontWeight: tokens.fontWeightSemibold },
  soft: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
});

type AlertRowProps = {
  readonly rule: AlertRule;
  readonly groups: readonly GroupSummary[];
  readonly people: readonly Pick<Person, 'id' | 'name'>[];
  /** When this person was last told by it; null for never, or not lately. */
  readonly lastTold: string | null;
  readonly onSwitch: (active: boolean) => void;
  readonly onEdit: () => void;
  readonly onDelete: () => void;
};

/** One rule: what it waits for, who is told, and when it last told this person. */
export function AlertRow(props: AlertRowProps): ReactNode {
  const { rule, groups, people, lastTold, onSwitch, onEdit, onDelete } = props;
  const speech = useSpeech();
  const { say, time } = speech;
  const styles = useStyles();
  const { name, active, owner, recipients, email, when } = rule;
  const nameOf = (user: string): string => people.find(({ id }) => id === user)?.name ?? user;
  const told = owner === null ? say('alerts.tells', { names: recipients.map(nameOf).join(', ') }) : null;
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <span className={styles.name}>{name}</span>
        <span className={styles.soft}>{ruleText(speech, when, groups)}</span>
        <span className={styles.soft}>
          {[told, say(email ? 'alerts.withEmail' : 'alerts.withoutEmail')].filter((part) => part !== null).join(' · ')}
        </span>
        {lastTold !== null && <span className={styles.soft}>{say('alerts.lastTold', { when: time(lastTold) })}</span>}
      </div>
      <Button
        size="small"
        appearance="subtle"
        icon={<EditRegular />}
        aria-label={say('alerts.edit', { name })}
        title={say('alerts.edit', { name })}
        onClick={onEdit}
      />
      <Button
        size="small"
        appearance="subtle"
        icon={<DeleteRegular />}
        aria-label={say('alerts.delete', { name })}
        title={say('alerts.delete', { name })}
        onClick={onDelete}
      />
      <Switch
        aria-label={say('alerts.active', { name })}
        checked={active}
        onChange={(_, { checked }) => onSwitch(checked)}
      />
    </li>
  );
}
