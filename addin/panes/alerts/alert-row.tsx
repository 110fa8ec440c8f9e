import { DeleteRegular, EditRegular } from '@fluentui/react-icons';
import { Switch } from '@fluentui/react-switch';
import type { ReactNode } from 'react';
import type { AlertRule } from '#engine/contract/model/notice';
import type { GroupSummary, Person } from '../../state/model.ts';
import { Item, ItemButton } from '../../ui/item-list.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { ruleText } from './rule-text.ts';

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
  const { name, active, owner, recipients, email, when } = rule;
  const nameOf = (user: string): string => people.find(({ id }) => id === user)?.name ?? user;
  const told = owner === null ? say('alerts.tells', { names: recipients.map(nameOf).join(', ') }) : null;
  const how = [told, say(email ? 'alerts.withEmail' : 'alerts.withoutEmail')]
    .filter((part) => part !== null)
    .join(' · ');
  const last = lastTold === null ? '' : say('alerts.lastTold', { when: time(lastTold) });
  return (
    <Item
      title={name}
      lines={[ruleText(speech, when, groups), how, last]}
      aside={
        <>
          <ItemButton label={say('alerts.edit', { name })} icon={<EditRegular />} onClick={onEdit} />
          <ItemButton label={say('alerts.delete', { name })} icon={<DeleteRegular />} onClick={onDelete} />
          <Switch
            aria-label={say('alerts.active', { name })}
            checked={active}
            onChange={(_, { checked }) => onSwitch(checked)}
          />
        </>
      }
    />
  );
}
