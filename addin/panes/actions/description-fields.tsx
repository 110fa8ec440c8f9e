import { Button } from '@fluentui/react-button';
import { Field } from '@fluentui/react-field';
import { AddRegular } from '@fluentui/react-icons';
import { Input } from '@fluentui/react-input';
import { Switch } from '@fluentui/react-switch';
import { Textarea } from '@fluentui/react-textarea';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useState } from 'react';
import { Markdown } from '../../ui/markdown/markdown.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { DraftAction } from './draft-action.ts';

const useStyles = makeStyles({
  group: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
    padding: tokens.spacingHorizontalS,
    minWidth: 0,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  legend: { fontWeight: tokens.fontWeightSemibold },
  start: { alignSelf: 'flex-start' },
});

type Descriptions = DraftAction['descriptions'];

type DescriptionFieldsProps = {
  readonly descriptions: Descriptions;
  readonly onChange: (descriptions: Descriptions) => void;
};

/** One or more descriptions, each under a title that controls pick it by; as it is typed or as it will be read. */
export function DescriptionFields({ descriptions, onChange }: DescriptionFieldsProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const [preview, setPreview] = useState(false);
  const put = (id: number, part: Partial<Descriptions[number]>): void =>
    onChange(descriptions.map((one) => (one.id === id ? { ...one, ...part } : one)));
  return (
    <>
      <Switch label={say('actions.preview')} checked={preview} onChange={(_, { checked }) => setPreview(checked)} />
      {descriptions.map(({ id, title, text }, index) => (
        <fieldset key={id} className={styles.group}>
          <legend className={styles.legend}>{say('actions.descriptionNumber', { number: index + 1 })}</legend>
          {preview ? (
            <Markdown text={text} />
          ) : (
            <>
              <Field label={say('actions.descriptionTitle')}>
                <Input value={title} maxLength={1_000} onChange={(_, { value }) => put(id, { title: value })} />
              </Field>
              <Field label={say('actions.description')} hint={say('actions.markdownHint')} required>
                <Textarea
                  rows={5}
                  resize="vertical"
                  value={text}
                  onChange={(_, { value }) => put(id, { text: value })}
                />
              </Field>
            </>
          )}
          {descriptions.length > 1 && (
            <Button
              className={styles.start}
              size="small"
              appearance="subtle"
              onClick={() => onChange(descriptions.filter((one) => one.id !== id))}
            >
              {say('actions.removeDescription', { number: index + 1 })}
            </Button>
          )}
        </fieldset>
      ))}
      <Button
        className={styles.start}
        size="small"
        icon={<AddRegular />}
        onClick={() => {
          const id = Math.max(0, ...descriptions.map((one) => one.id)) + 1;
          onChange([...descriptions, { id, title: '', text: '' }]);
        }}
      >
        {say('actions.addDescription')}
      </Button>
    </>
  );
}
