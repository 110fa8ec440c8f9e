import { Field } from '@fluentui/react-field';
import { Input } from '@fluentui/react-input';
import { Radio, RadioGroup } from '@fluentui/react-radio';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import type { ReactNode } from 'react';
import type { TemplateId } from '#engine/contract/model/ids';
import type { ImportChoice, TemplateSummary } from '../../state/model.ts';
import { ChoiceField } from '../../ui/choice-field.tsx';
import type { WordKey } from '../../ui/words/speech.ts';
import { useSpeech } from '../../ui/words/speech-context.ts';

const useStyles = makeStyles({ form: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM } });

/** What is to become of the import, as far as it has been filled in. */
export type Choice = {
  readonly kind: ImportChoice['kind'];
  readonly template: TemplateId | null;
  readonly name: string;
  readonly product: string;
  readonly certification: string;
};

export const firstChoice: Choice = { kind: 'new', template: null, name: '', product: '', certification: '' };

/** A new template has a name of its own; a version of one, or texts laid over it, do not. */
function isNamed(kind: Choice['kind']): boolean {
  return kind === 'new' || kind === 'extend';
}

/** A spreadsheet of no known format has no name, product and certification of its own: they have to be typed. */
export function isComplete({ kind, template, name, product, certification }: Choice, fromFile: boolean): boolean {
  if (kind !== 'new' && template === null) return false;
  return !isNamed(kind) || fromFile || [name, product, certification].every((text) => text.trim() !== '');
}

export function toImportChoice({ kind, template, name, product, certification }: Choice): ImportChoice {
  const typed = (text: string): string | null => (text.trim() === '' ? null : text.trim());
  const naming = { name: typed(name), product: typed(product), certification: typed(certification) };
  if (kind === 'new' || template === null) return { kind: 'new', ...naming };
  return kind === 'extend' ? { kind, template, ...naming } : { kind, template };
}

const kindWords = {
  new: 'import.new',
  next: 'import.next',
  extend: 'import.extend',
  texts: 'import.texts',
} as const satisfies Readonly<Record<Choice['kind'], WordKey>>;
const kinds = Object.keys(kindWords) as readonly Choice['kind'][]; // the object has these keys alone

type ChoiceFormProps = {
  readonly choice: Choice;
  readonly templates: readonly TemplateSummary[];
  /** The file itself may say name, product and certification. */
  readonly fromFile: boolean;
  readonly onChange: (choice: Choice) => void;
};

/** A new template, the next version of one, one that extends another, or official texts to lay over one. */
export function ChoiceForm({ choice, templates, fromFile, onChange }: ChoiceFormProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const own = templates.filter(({ archived }) => !archived);
  const field = (name: 'name' | 'product' | 'certification', label: string): ReactNode => (
    <Field label={label} required={!fromFile} hint={fromFile ? say('import.fromFile') : null}>
      <Input
        value={choice[name]}
        maxLength={1_000}
        onChange={(_, { value }) => onChange({ ...choice, [name]: value })}
      />
    </Field>
  );
  return (
    <div className={styles.form}>
      <Field label={say('import.becomes')}>
        <RadioGroup
          value={choice.kind}
          onChange={(_, { value }) => onChange({ ...choice, kind: kinds.find((kind) => kind === value) ?? 'new' })}
        >
          {kinds.map((kind) => (
            <Radio key={kind} value={kind} label={say(kindWords[kind])} disabled={kind !== 'new' && own.length === 0} />
          ))}
        </RadioGroup>
      </Field>
      {choice.kind !== 'new' && (
        <ChoiceField
          label={say('import.ofTemplate')}
          choices={own.map(({ id, name, version }) => ({
            value: id,
            text: say('template.version', { name, version }),
          }))}
          value={choice.template ?? ''}
          onChoose={(id) => onChange({ ...choice, template: own.find((one) => one.id === id)?.id ?? null })}
        />
      )}
      {isNamed(choice.kind) && (
        <>
          {field('name', say('template.name'))}
          {field('product', say('template.product'))}
          {field('certification', say('template.certification'))}
        </>
      )}
    </div>
  );
}
