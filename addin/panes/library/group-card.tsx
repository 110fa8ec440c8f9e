import { Button } from '@fluentui/react-button';
import { Field } from '@fluentui/react-field';
import { RenameRegular } from '@fluentui/react-icons';
import { Input } from '@fluentui/react-input';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useState } from 'react';
import type { GroupSummary } from '../../state/model.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Section } from '../../ui/section.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { may } from '../may.ts';
import type { PaneProps } from '../pane-props.ts';
import { AssessmentRow } from './assessment-row.tsx';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  side: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXS,
    color: tokens.colorNeutralForeground2,
  },
});

/** A group with its assessments, the archived ones last. */
export function GroupCard(props: PaneProps & { readonly group: GroupSummary }): ReactNode {
  const { state, dispatch, group } = props;
  const { say, percent } = useSpeech();
  const styles = useStyles();
  const [name, setName] = useState<string | null>(null);
  const rows = [...group.assessments].sort((a, b) => Number(a.archived !== null) - Number(b.archived !== null));
  return (
    <Section
      title={group.name}
      aside={
        <span className={styles.side}>
          {group.score.percent !== null && percent(group.score.percent)}
          {group.assessments.every(({ id }) => may(state, 'manage-assessments', id)) && (
            <Button
              size="small"
              appearance="subtle"
              icon={<RenameRegular />}
              aria-label={say('group.renameNamed', { name: group.name })}
              title={say('group.rename')}
              onClick={() => setName(group.name)}
            />
          )}
        </span>
      }
    >
      <ul className={styles.list}>
        {rows.map((assessment) => (
          <AssessmentRow key={assessment.id} {...props} assessment={assessment} />
        ))}
      </ul>
      {name !== null && (
        <ConfirmDialog
          title={say('group.rename')}
          confirm={say('common.save')}
          disabled={name.trim() === '' || name.trim() === group.name}
          onCancel={() => setName(null)}
          onConfirm={() => {
            dispatch({
              do: 'send',
              what: 'renameGroup',
              request: { params: { group: group.id }, body: { name: name.trim() } },
              reload: ['groups'],
            });
            setName(null);
          }}
        >
          <Field label={say('group.name')} required>
            <Input value={name} maxLength={200} onChange={(_, { value }) => setName(value)} />
          </Field>
        </ConfirmDialog>
      )}
    </Section>
  );
}
