import { Button } from '@fluentui/react-button';
import { EditRegular } from '@fluentui/react-icons';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, Suspense, useState } from 'react';
import { Section } from '../../ui/section.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { late } from '../late.tsx';

const ServicesDialog = late(async () => (await import('./services-dialog.tsx')).ServicesDialog);

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
  const [editing, setEditing] = useState(false);
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
            onClick={() => setEditing(true)}
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
      {editing && onChange !== null && (
        <Suspense fallback={null}>
          <ServicesDialog
            services={services}
            onCancel={() => setEditing(false)}
            onSave={(changed) => {
              setEditing(false);
              onChange(changed);
            }}
          />
        </Suspense>
      )}
    </Section>
  );
}
