import { Field } from '@fluentui/react-field';
import { Input } from '@fluentui/react-input';
import { Textarea } from '@fluentui/react-textarea';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import type { ReactNode } from 'react';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { DraftAssessment } from './draft-assessment.ts';

const useStyles = makeStyles({ form: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM } });

type DetailsStepProps = { readonly draft: DraftAssessment; readonly onChange: (draft: DraftAssessment) => void };

/** Title, product and services in scope. */
export function DetailsStep({ draft, onChange }: DetailsStepProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const products = draft.template?.products ?? [];
  return (
    <div className={styles.form}>
      <Field label={say('new.title')} required>
        <Input value={draft.title} maxLength={200} onChange={(_, { value }) => onChange({ ...draft, title: value })} />
      </Field>
      {products.length > 1 && (
        <ChoiceField
          label={say('template.product')}
          hint={say('new.productHint')}
          choices={products.map((product) => ({ value: product, text: product }))}
          value={draft.product}
          onChoose={(product) => onChange({ ...draft, product })}
        />
      )}
      <Field label={say('assessment.services')} hint={say('new.servicesHint')}>
        <Textarea
          rows={4}
          resize="vertical"
          value={draft.services ?? ''}
          onChange={(_, { value }) => onChange({ ...draft, services: value.trim() === '' ? null : value })}
        />
      </Field>
    </div>
  );
}
