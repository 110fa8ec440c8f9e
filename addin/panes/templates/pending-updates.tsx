import { Button } from '@fluentui/react-button';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useState } from 'react';
import { lastOf, listOf } from '../../state/asking.ts';
import type { GroupSummary } from '../../state/model.ts';
import { Section } from '../../ui/section.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { may } from '../may.ts';
import type { PaneProps } from '../pane-props.ts';
import { UpdateDialog } from './update-dialog.tsx';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column', rowGap: '6px' },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  words: { flexGrow: 1, minWidth: 'min(160px, 100%)', overflowWrap: 'anywhere' },
  soft: { margin: 0, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

/** Groups whose templates have newer versions: what these change is looked at, and accepted for the group, or later. */
export function PendingUpdates({ state, dispatch }: Pick<PaneProps, 'state' | 'dispatch'>): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const [open, setOpen] = useState<GroupSummary | null>(null);
  const groups = lastOf(listOf(state, 'groups'))?.groups ?? [];
  const waiting = groups.flatMap((group) => {
    const count = group.assessments.filter(({ update, archived }) => update !== null && archived === null).length;
    return count === 0 ? [] : [{ group, count }];
  });
  if (waiting.length === 0) return null;
  return (
    <Section title={say('updates.title')}>
      <p className={styles.soft}>{say('updates.help')}</p>
      <ul className={styles.list}>
        {waiting.map(({ group, count }) => (
          <li key={group.id} className={styles.row}>
            <span className={styles.words}>{say('updates.group', { name: group.name, count })}</span>
            <Button
              size="small"
              aria-label={say('updates.lookAt', { name: group.name })}
              onClick={() => setOpen(group)}
            >
              {say('updates.look')}
            </Button>
          </li>
        ))}
      </ul>
      {open !== null && (
        <UpdateDialog
          state={state}
          dispatch={dispatch}
          group={open}
          mayAccept={open.assessments.every(({ id }) => may(state, 'manage-assessments', id))}
          onClose={() => setOpen(null)}
        />
      )}
    </Section>
  );
}
