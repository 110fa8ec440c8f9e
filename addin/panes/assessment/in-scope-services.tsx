import { Button } from '@fluentui/react-button';
import { Field } from '@fluentui/react-field';
import { EditRegular } from '@fluentui/react-icons';
import { Textarea } from '@fluentui/react-textarea';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useState } from 'react';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Section } from '../../ui/section.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalXS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  service: {
    padding: `1px ${tokens.spacingHorizontalS}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    border: `1px solid ${tokens.colorTransparentStroke}`,
    overflowWrap: 'anywhere',
  },
  none: { margin: 0, color: tokens.colorNeutralForeground2 },
});

type InScopeServicesProps = {
  readonly services: readonly string[];
  /** Null where they cannot be changed. */
  readonly onChange: ((services: readonly string[]) => void) | null;
};

/** What the assessment is about, and a way to change it. */
export function InScopeServices({ services, onChange }: InScopeServicesProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const [draft, setDraft] = useState<string | null>(null);
  return (
    <Section
      title={say('assessment.services')}
      aside={
        onChange !== null && (
          <Button
            size="small"
            appearance="subtle"
            icon={<EditRegular />}
            aria-label={say('assessment.editServices')}
            title={say('assessment.editServices')}
            onClick={() => setDraft(services.join('\n'))}
          />
        )
      }
    >
      {services.length === 0 ? (
        <p className={styles.none}>{say('assessment.noServices')}</p>
      ) : (
        <ul className={styles.list}>
          {services.map((service) => (
            <li key={service} className={styles.service}>
              {service}
            </li>
          ))}
        </ul>
      )}
      {draft !== null && onChange !== null && (
        <ConfirmDialog
          title={say('assessment.editServices')}
          confirm={say('common.save')}
          onCancel={() => setDraft(null)}
          onConfirm={() => {
            onChange(listOf(draft));
            setDraft(null);
          }}
        >
          <Field label={say('assessment.services')} hint={say('assessment.servicesHint')}>
            <Textarea rows={8} resize="vertical" value={draft} onChange={(_, { value }) => setDraft(value)} />
          </Field>
        </ConfirmDialog>
      )}
    </Section>
  );
}

/** One a line, each once, blanks around it gone. */
function listOf(text: string): readonly string[] {
  return [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line !== '');
}
