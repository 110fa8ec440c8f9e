import { Button } from '@fluentui/react-button';
import { DeleteRegular } from '@fluentui/react-icons';
import { Switch } from '@fluentui/react-switch';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useId } from 'react';
import type { Endpoints } from '#engine/contract/http';
import type { Answer } from '../../state/asking.ts';
import { Item, ItemButton, ItemLine } from '../../ui/item-list.tsx';
import { type Tone, ToneBadge } from '../../ui/tone-badge.tsx';
import type { WordKey } from '../../ui/words/speech.ts';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { happeningWords } from '../happening-words.ts';
import type { PaneProps } from '../pane-props.ts';
import { Deliveries } from './deliveries.tsx';

const useStyles = makeStyles({
  standing: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalXS },
});

type Webhook = Answer<Endpoints['webhooks']>['webhooks'][number];

/** As many failures in a row as the engine takes before it switches one off. */
const failuresAtMost = 20;

const standings = {
  on: ['good', 'webhooks.on'],
  failing: ['warning', 'webhooks.failing'],
  off: ['neutral', 'webhooks.off'],
  'given-up': ['bad', 'webhooks.givenUp'],
} as const satisfies Readonly<Record<string, readonly [Tone, WordKey]>>;

function standingOf({ active, failures }: Webhook): keyof typeof standings {
  if (!active) return failures >= failuresAtMost ? 'given-up' : 'off';
  return failures > 0 ? 'failing' : 'on';
}

type WebhookRowProps = Pick<PaneProps, 'state' | 'dispatch'> & {
  readonly webhook: Webhook;
  /** Whether its last messages are shown. */
  readonly open: boolean;
  readonly onToggle: () => void;
  readonly onDelete: () => void;
};

/** One other system: what it is told, whether that works, and its last messages. */
export function WebhookRow(props: WebhookRowProps): ReactNode {
  const { state, dispatch, webhook, open, onToggle, onDelete } = props;
  const { say } = useSpeech();
  const styles = useStyles();
  const id = useId();
  const { name, url, kinds, active, failures, lastProblem } = webhook;
  const [tone, words] = standings[standingOf(webhook)];
  return (
    <Item
      title={name}
      lines={[url, kinds.map((kind) => say(happeningWords[kind])).join(', ')]}
      aside={
        <>
          <ItemButton label={say('webhooks.delete', { name })} icon={<DeleteRegular />} onClick={onDelete} />
          <Switch
            aria-label={say('webhooks.active', { name })}
            checked={active}
            onChange={(_, { checked }) =>
              dispatch({
                ...{ do: 'send', what: 'switchWebhook', reload: ['webhooks'] },
                request: { params: { webhook: webhook.id }, body: { active: checked } },
              })
            }
          />
        </>
      }
      below={
        <>
          <Button
            size="small"
            appearance="subtle"
            aria-expanded={open}
            aria-controls={id}
            aria-label={say('webhooks.deliveriesOf', { name })}
            onClick={onToggle}
          >
            {say('webhooks.deliveries')}
          </Button>
          <div id={id}>{open && <Deliveries state={state} dispatch={dispatch} webhook={webhook.id} />}</div>
        </>
      }
    >
      <span className={styles.standing}>
        <ToneBadge tone={tone}>{say(words)}</ToneBadge>
        {failures > 0 && <ItemLine>{say('webhooks.failures', { count: failures, most: failuresAtMost })}</ItemLine>}
      </span>
      {failures > 0 && lastProblem !== null && <ItemLine>{lastProblem}</ItemLine>}
    </Item>
  );
}
