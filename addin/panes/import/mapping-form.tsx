import { Field } from '@fluentui/react-field';
import { Input } from '@fluentui/react-input';
import { Switch } from '@fluentui/react-switch';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import type { ReactNode } from 'react';
import { type MappingTarget, mappingTargets } from '#engine/contract/model/vocabulary';
import type { ColumnMapping, Inspection } from '../../state/model.ts';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { Section } from '../../ui/section.tsx';
import type { WordKey } from '../../ui/words/speech.ts';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { withColumn, withSheet } from './change-mapping.ts';
import { SampleTable } from './sample-table.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  columns: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(140px, 100%), 1fr))',
    gap: tokens.spacingVerticalS,
  },
  number: { width: '100px' },
});

const targetWords = {
  controlId: 'target.controlId',
  controlTitle: 'target.controlTitle',
  controlFamily: 'target.controlFamily',
  controlDescription: 'target.controlDescription',
  controlParent: 'target.controlParent',
  responsibility: 'target.responsibility',
  articleId: 'target.articleId',
  link: 'target.link',
  actionTitle: 'target.actionTitle',
  actionDescription: 'target.actionDescription',
  actionPoints: 'target.actionPoints',
  actionType: 'target.actionType',
  actionOwner: 'target.actionOwner',
} as const satisfies Readonly<Record<MappingTarget, WordKey>>;

type MappingFormProps = {
  readonly inspection: Inspection;
  readonly mapping: ColumnMapping;
  readonly saved: readonly ColumnMapping[];
  readonly onChange: (mapping: ColumnMapping) => void;
};

/** Which column of the spreadsheet becomes what; a proposal to start from. */
export function MappingForm({ inspection, mapping, saved, onChange }: MappingFormProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const sheet = inspection.sheets.find(({ name }) => name === mapping.sheet);
  const headers = (sheet?.headers ?? []).filter((header) => header !== '');
  return (
    <Section title={say('mapping.title')}>
      <div className={styles.form}>
        {saved.length > 0 && (
          <ChoiceField
            label={say('mapping.saved')}
            choices={saved.map(({ name }) => ({ value: name, text: name }))}
            value={saved.some(({ name }) => name === mapping.name) ? mapping.name : ''}
            onChoose={(name) => {
              const found = saved.find((one) => one.name === name);
              if (found !== undefined) onChange(found);
            }}
          />
        )}
        <ChoiceField
          label={say('mapping.sheet')}
          choices={inspection.sheets.map(({ name, rows }) => ({
            value: name,
            text: say('mapping.sheetRows', { name, count: rows }),
          }))}
          value={mapping.sheet}
          onChoose={(name) => onChange(withSheet(mapping, inspection, name))}
        />
        <Field label={say('mapping.headerRow')}>
          <Input
            className={styles.number}
            type="number"
            min={1}
            max={1_048_576}
            value={String(mapping.headerRow)}
            onChange={(_, { value }) =>
              onChange({ ...mapping, headerRow: Math.max(1, Math.trunc(Number(value)) || 1) })
            }
          />
        </Field>
        {sheet !== undefined && sheet.sample.length > 0 && <SampleTable headers={sheet.headers} rows={sheet.sample} />}
        <div className={styles.columns}>
          {mappingTargets.map((target) => (
            <ChoiceField
              key={target}
              size="small"
              label={say(targetWords[target])}
              choices={[
                { value: '', text: say('mapping.noColumn') },
                ...headers.map((header) => ({ value: header, text: header })),
              ]}
              value={mapping.columns[target] ?? ''}
              onChoose={(header) => onChange(withColumn(mapping, target, header))}
            />
          ))}
        </div>
        <Switch
          label={say('mapping.fillDown')}
          checked={mapping.fillDown}
          onChange={(_, { checked }) => onChange({ ...mapping, fillDown: checked })}
        />
        <Field label={say('mapping.points')} hint={say('mapping.pointsHint')}>
          <Input
            className={styles.number}
            type="number"
            min={1}
            max={99}
            value={String(mapping.defaultPoints)}
            onChange={(_, { value }) =>
              onChange({ ...mapping, defaultPoints: Math.min(99, Math.max(1, Math.trunc(Number(value)) || 1)) })
            }
          />
        </Field>
      </div>
    </Section>
  );
}
