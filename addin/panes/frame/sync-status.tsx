import { Button } from '@fluentui/react-button';
import {
  ArrowSyncRegular,
  CheckmarkCircleRegular,
  CloudOffRegular,
  ErrorCircleRegular,
  PlugDisconnectedRegular,
} from '@fluentui/react-icons';
import { Spinner } from '@fluentui/react-spinner';
import { makeStyles } from '@griffel/react';
import type { ReactElement, ReactNode } from 'react';
import type { PaneState } from '../../state/model.ts';
import { isBusy } from '../../state/select.ts';
import type { Speech } from '../../ui/words/speech.ts';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';

const useStyles = makeStyles({ button: { flexShrink: 0, minWidth: 0, whiteSpace: 'nowrap' } });

/** Whether the workbook is in step with the engine, in a word; pressing it brings it there. */
export function SyncStatus({ state, dispatch }: Pick<PaneProps, 'state' | 'dispatch'>): ReactNode {
  const speech = useSpeech();
  const styles = useStyles();
  const { icon, text } = describe(state, speech);
  return (
    <Button
      className={styles.button}
      size="small"
      appearance="subtle"
      icon={icon}
      title={speech.say('frame.syncNow')}
      aria-label={speech.say('frame.syncLabel', { standing: text })}
      onClick={() => dispatch({ do: 'syncNow' })}
    >
      {text}
    </Button>
  );
}

function describe(state: PaneState, { say }: Speech): { readonly icon: ReactElement; readonly text: string } {
  const { connection, outbox } = state;
  switch (connection.kind) {
    case 'starting':
      return { icon: <Spinner size="extra-tiny" />, text: say('sync.connecting') };
    case 'offline':
      return { icon: <CloudOffRegular />, text: say('sync.offline') };
    case 'outdated':
      return { icon: <ErrorCircleRegular />, text: say('sync.outdated') };
    case 'live':
    case 'polling':
      if (outbox.waiting > 0) {
        return { icon: <ArrowSyncRegular />, text: say('sync.sending', { count: outbox.waiting }) };
      }
      if (isBusy(state, 'syncing')) return { icon: <Spinner size="extra-tiny" />, text: say('sync.syncing') };
      return state.binding.kind === 'bound'
        ? { icon: <CheckmarkCircleRegular />, text: say('sync.inStep') }
        : { icon: <PlugDisconnectedRegular />, text: say('sync.connected') };
  }
}
